"""Tasks are given out as well as can be, and never beyond what there is room for: compared with every way there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.questions.assignment import Helper, Option, Task, assign

Way: TypeAlias = tuple[tuple[str, ...], ...]

HELPERS = ("a", "b", "c")
GROUPS = ("g", "h")


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """Draw a task with a few options."""
    names = draw(st.lists(st.sampled_from(HELPERS), unique=True, max_size=3))
    digits = st.integers(0, 3)
    return Task(
        draw(st.sampled_from((1, 1, 2, 30))),
        draw(st.integers(1, 2)),
        tuple(Option(name, (draw(st.integers(0, 1)), draw(digits))) for name in names),
        draw(st.sampled_from((None, None, *GROUPS))),
        draw(st.booleans()),
    )


def ways(given_tasks: Sequence[Task]) -> Iterator[Way]:
    """Give every way to give tasks to helpers, rooms aside."""
    if not given_tasks:
        yield ()
        return
    first, *rest = given_tasks
    names = [option.helper for option in first.options]
    for count in range(min(first.seats, len(names)) + 1):
        for chosen in combinations(names, count):
            for others in ways(rest):
                yield (tuple(sorted(chosen)), *others)


def is_allowed(way: Way, of: Sequence[Task], helpers: Mapping[str, Helper], groups: Mapping[str, int]) -> bool:
    taken = Counter(name for chosen in way for name in chosen)
    heavy = Counter(name for task, chosen in zip(of, way, strict=True) for name in chosen if task.heavy)
    filled: Counter[str] = Counter()
    for task, chosen in zip(of, way, strict=True):
        if task.group is not None:
            filled[task.group] += len(chosen)
    return (
        all(room is None or taken[name] <= room for name, (room, _) in helpers.items())
        and all(count <= 1 for count in heavy.values())
        and all(filled[name] <= room for name, room in groups.items())
    )


def worth(way: Way, of: Sequence[Task], helpers: Mapping[str, Helper]) -> tuple[int, ...]:
    """Give what a way is judged by: smallest is best."""
    weight = sum(task.weight * len(chosen) for task, chosen in zip(of, way, strict=True))
    costs = [
        option.cost for task, chosen in zip(of, way, strict=True) for option in task.options if option.helper in chosen
    ]
    taken = Counter(name for chosen in way for name in chosen)
    loads = sum(
        sum(helper.load + more for more in range(1, taken[name] + 1))
        for name, helper in helpers.items()
        if helper.room is not None
    )
    return (-weight, sum(cost[0] for cost in costs), sum(cost[1] for cost in costs), loads)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(tasks(), max_size=4),
    st.lists(st.builds(Helper, st.sampled_from((None, 0, 1, 1, 2)), st.integers(0, 3)), min_size=3, max_size=3),
    st.lists(st.integers(0, 3), min_size=2, max_size=2),
)
def test_no_way_that_keeps_to_the_rooms_is_better(
    given_tasks: list[Task], given_helpers: list[Helper], rooms: list[int]
) -> None:
    helpers, groups = dict(zip(HELPERS, given_helpers, strict=True)), dict(zip(GROUPS, rooms, strict=True))
    found = tuple(assign(given_tasks, helpers, groups))
    assert is_allowed(found, given_tasks, helpers, groups)
    best = min(
        worth(way, given_tasks, helpers) for way in ways(given_tasks) if is_allowed(way, given_tasks, helpers, groups)
    )
    assert worth(found, given_tasks, helpers) == best


def test_a_task_of_many_households_comes_before_a_cheaper_one() -> None:
    found = assign([Task(1, 1, (Option("a", (0, 0)),)), Task(2, 1, (Option("a", (1, 9)),))], {"a": Helper(1)}, {})
    assert found == [(), ("a",)]


def test_things_that_cost_the_same_are_spread() -> None:
    options = (Option("a", (0,)), Option("b", (0,)))
    found = assign([Task(1, 1, options)] * 4, {"a": Helper(9, 1), "b": Helper(9, 1)}, {})
    assert Counter(found) == {("a",): 2, ("b",): 2}


def test_the_same_is_given_to_the_same_every_time() -> None:
    options = tuple(Option(name, (0,)) for name in HELPERS)
    asked = [Task(1, 1, options)] * 5
    helpers = {name: Helper(2) for name in HELPERS}
    assert assign(asked, helpers, {}) == assign(asked, dict(reversed(helpers.items())), {})


def test_nothing_to_give_and_nobody_to_give_it_to() -> None:
    assert assign([], {}, {}) == []
    assert assign([Task(5, 1, ())], {}, {}) == [()]
