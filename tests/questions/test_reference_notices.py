"""The comparison with the naive reference can fail: each rule that is broken on purpose is noticed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from random import Random
from typing import Any, NamedTuple

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.embedded.index import Index
from graphsvc.adapters.embedded.responsibility import IndexedResponsibility
from graphsvc.answers.responsibility import Desks
from graphsvc.domain.facts import Match, UnitFact
from graphsvc.domain.kinds import Line
from graphsvc.questions import presence, responsibility
from graphsvc.questions.presence import Presence
from tests.reference.cells import World, comparable
from tests.support.comparing import ask, judge, put
from tests.support.generated import LARGEST, Asked, Making

WORLDS = 60
Break = Callable[[pytest.MonkeyPatch], None]


class Known(NamedTuple):
    """A world in its store, and what the reference answered."""

    store: EmbeddedStore
    answers: list[tuple[Asked, Any]]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[asyncio.Runner, list[Known]]]:
    folder = tmp_path_factory.mktemp("notices") / "bundle"
    with asyncio.Runner() as runner:
        worlds = []
        for seed in range(WORLDS):
            generated = Making(Random(seed), LARGEST).generated(12)
            world = World(generated.world)
            answers = [(asked, comparable(judge(world, asked))) for asked in generated.questions]
            store = EmbeddedStore.open(None)
            runner.run(put(generated.world, folder, store))
            worlds.append(Known(store, answers))
        yield runner, worlds
        for known_world in worlds:
            runner.run(known_world.store.close())


async def differing(worlds: Sequence[Known]) -> int:
    """Count the questions that the service and the reference answer differently."""
    count = 0
    for store, answers in worlds:
        async with store.snapshot() as reader:
            desks = Desks()
            for asked, expected in answers:
                count += comparable(await ask(reader, desks, asked)) != expected
    return count


def closed_end(begin: int | None, end: int | None, at: int) -> bool:
    return (begin is None or begin <= at) and (end is None or at <= end)


def open_begin(begin: int | None, end: int | None, at: int) -> bool:
    return (begin is None or begin < at) and (end is None or at < end)


def duties_by(rank: Callable[[Match], Any], patch: pytest.MonkeyPatch) -> None:
    honest = IndexedResponsibility.matches
    patch.setattr(IndexedResponsibility, "matches", lambda facts: sorted(honest(facts), key=rank))


def farthest_covering(patch: pytest.MonkeyPatch) -> None:
    honest = IndexedResponsibility.covering
    patch.setattr(IndexedResponsibility, "covering", lambda facts: list(honest(facts))[::-1])


def first_head_alone(patch: pytest.MonkeyPatch) -> None:
    def contacts(self: Presence, unit: UnitFact) -> tuple[Any, ...]:
        return self.holders(unit.heads[0]) if unit.heads else ()

    patch.setattr(Presence, "contacts", contacts)


def any_category(patch: pytest.MonkeyPatch) -> None:
    honest = IndexedResponsibility.category_steps
    patch.setattr(
        IndexedResponsibility,
        "category_steps",
        lambda facts, category: None if honest(facts, category) is None else 0,
    )


def lines_in_one_order(patch: pytest.MonkeyPatch) -> None:
    honest = IndexedResponsibility.__init__

    def forgetful(facts: IndexedResponsibility, *given: Index | str) -> None:
        honest(facts, *given)  # type: ignore[arg-type]
        facts.fallback_lines = tuple(Line)

    patch.setattr(IndexedResponsibility, "__init__", forgetful)


BREAKS: dict[str, Break] = {
    "ends belong to periods, of all but escalations": lambda patch: patch.setattr(presence, "is_valid", closed_end),
    "begins do not, of all but escalations": lambda patch: patch.setattr(presence, "is_valid", open_begin),
    "the end of an escalation belongs to it": lambda patch: patch.setattr(responsibility, "is_valid", closed_end),
    "the begin of an escalation does not": lambda patch: patch.setattr(responsibility, "is_valid", open_begin),
    "units never end": lambda patch: patch.setattr(Presence, "is_there", lambda *_: True),
    "everything is open": lambda patch: patch.setattr(Presence, "is_open", lambda *_: True),
    "everybody is seen": lambda patch: patch.setattr(Presence, "seen", lambda _, people: people),
    "one head speaks for all": first_head_alone,
    "priority before place": partial(duties_by, lambda match: (match.duty.priority, *match[:2], match.duty.key)),
    "category before place": partial(
        duties_by, lambda match: (match[1], match[0], match.duty.priority, match.duty.key)
    ),
    "key before priority": partial(duties_by, lambda match: (*match[:2], match.duty.key)),
    "keys without regard to case": partial(
        duties_by, lambda match: (*match[:2], match.duty.priority, match.duty.key.lower())
    ),
    "the farthest unit is asked": farthest_covering,
    "escalations of any category are alike": any_category,
    "lines in one order": lines_in_one_order,
    "a tie is no contest": lambda patch: patch.setattr(responsibility, "_contested", lambda _: False),
    "a climb passes nobody over": lambda patch: patch.setattr(
        responsibility, "_above", lambda unit, on_ladder, _: None if unit.parent in on_ladder else unit.parent
    ),
}


def test_unbroken_rules_agree(known: tuple[asyncio.Runner, list[Known]]) -> None:
    runner, worlds = known
    assert runner.run(differing(worlds)) == 0


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_noticed(
    rule: str, known: tuple[asyncio.Runner, list[Known]], monkeypatch: pytest.MonkeyPatch
) -> None:
    runner, worlds = known
    BREAKS[rule](monkeypatch)
    assert runner.run(differing(worlds)) > 0
