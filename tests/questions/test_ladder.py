"""Who is next, and when: one sentence of the rules each."""

from __future__ import annotations

import pytest

from graphsvc.domain.facts import Period, UnitFact
from graphsvc.domain.kinds import Capacity, Line
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions.presence import Presence
from graphsvc.questions.responsibility import Desk, Ladder
from tests.support.scenes import COMING, NOW, PAST, PUBLIC, Scene, duty, leads, manned, person, post, unit

CLOSED = "Mo-Fr 14:00-18:00"


def climb(start: UnitFact, *, urgent: bool = False) -> Ladder:
    return Scene(covers={"home": [start]}).ask(urgent=urgent).ladder


def units(ladder: Ladder) -> list[str]:
    return [step.unit.key for step in ladder.steps]


def times(ladder: Ladder) -> list[tuple[int | None, int | None]]:
    return [(step.after, step.due) for step in ladder.steps]


# Where it starts


def test_it_starts_at_the_unit_of_the_first_handler() -> None:
    of_post, of_unit = unit("a"), unit("b", channel="1")
    covers = {"home": [unit("c")]}
    first = [duty(post(person(), of=of_post), "1"), duty(of_unit, "2")]
    assert units(Scene(first, covers).ask().ladder) == ["a"]
    assert units(Scene(first[1:], covers).ask().ladder) == ["b"]


def test_without_a_handler_it_starts_at_the_first_one_that_is_closed() -> None:
    duties = [
        duty(unit("vacant"), "1"),
        duty(unit("backup", channel="1"), "2", hours=CLOSED, capacity=Capacity.BACKS_UP),
        duty(unit("closed", channel="1"), "3", hours=CLOSED),
        duty(unit("later", channel="1"), "4", hours=CLOSED),
    ]
    assert units(Scene(duties, {"home": [unit("covers")]}).ask(urgent=True).ladder) == ["closed"]


def test_else_it_starts_at_the_unit_that_covers_the_nearest_place() -> None:
    covers = {"town": [unit("town")], "block": [unit("block")]}
    assert units(Scene([duty(unit("vacant"))], covers).ask().ladder) == ["block"]


def test_of_several_units_the_line_decides_then_the_key() -> None:
    covers = {"home": [unit("b", line=Line.VOLUNTEER), unit("a", line=Line.VOLUNTEER), unit("0", line=Line.PROPERTY)]}
    assert units(Scene(covers=covers).ask().ladder) == ["0"]
    volunteers_first = (Line.VOLUNTEER, Line.PROPERTY, Line.ADMINISTRATIVE, Line.PARTY)
    assert units(Scene(covers=covers, fallback_lines=volunteers_first).ask().ladder) == ["a"]


def test_a_unit_that_is_not_valid_covers_nothing() -> None:
    covers = {"home": [unit("past", period=PAST)], "block": [unit("coming", period=COMING), unit("here")]}
    assert units(Scene(covers=covers).ask().ladder) == ["here"]


def test_where_nobody_covers_it_is_empty() -> None:
    assert Scene().ask().ladder == Ladder((), cyclic=False)


# Who is next


def test_without_escalations_the_parents_follow() -> None:
    ladder = climb(unit("a", parent=unit("b", parent=unit("c"))))
    assert (units(ladder), ladder.cyclic) == (["a", "b", "c"], False)


def test_a_parent_that_is_not_valid_is_passed_over() -> None:
    assert units(climb(unit("a", parent=unit("b", parent=unit("c"), period=PAST)))) == ["a", "c"]


def test_a_parent_that_is_on_the_ladder_is_passed_over() -> None:
    top = unit("top")
    middle = unit("middle", parent=top)
    low, side = unit("low", parent=middle), unit("side", parent=middle)
    leads(low, middle)
    leads(middle, side)
    assert units(climb(low)) == ["low", "middle", "side", "top"]


def test_with_nobody_left_above_it_ends_and_is_not_cyclic() -> None:
    top = unit("top")
    low = unit("low", parent=top)
    leads(top, side := unit("side", parent=top))
    ladder = climb(low)
    assert side.parent is top
    assert (units(ladder), ladder.cyclic) == (["low", "top", "side"], False)


def test_an_escalation_goes_before_the_parent() -> None:
    start = unit("a", parent=unit("b"))
    leads(start, unit("c"))
    assert units(climb(start)) == ["a", "c"]


def test_rows_that_all_lead_back_are_the_end_also_below_a_parent() -> None:
    a, b = unit("a"), unit("b", parent=unit("above"))
    leads(a, b)
    leads(b, a)
    ladder = climb(a)
    assert (units(ladder), ladder.cyclic) == (["a", "b"], True)


def test_a_row_that_leads_back_is_passed_over_for_the_next_one() -> None:
    a, b, c = unit("a"), unit("b"), unit("c")
    leads(a, b)
    leads(b, a, 60, priority=1)
    leads(b, c, 120)
    ladder = climb(a)
    assert (units(ladder), ladder.cyclic) == (["a", "b", "c"], False)


@pytest.mark.parametrize("period", [PAST, COMING, Period(NOW, NOW)])
def test_an_escalation_that_is_not_valid_is_no_row(period: Period) -> None:
    start = unit("a", parent=unit("b"))
    leads(start, unit("c"), period=period)
    assert units(climb(start)) == ["a", "b"]


def test_an_escalation_to_a_unit_that_is_not_valid_is_no_row() -> None:
    start = unit("a", parent=unit("b"))
    leads(start, unit("c", period=PAST))
    assert units(climb(start)) == ["a", "b"]


def test_an_escalation_of_a_category_that_was_not_asked_about_is_no_row() -> None:
    start = unit("a", parent=unit("b"))
    leads(start, unit("c"), category="lift")
    assert units(climb(start)) == ["a", "b"]


def test_urgent_rows_come_first_when_it_is_urgent_and_are_not_used_otherwise() -> None:
    start = unit("a", parent=unit("b"))
    leads(start, unit("urgent"), urgent=True, priority=200)
    assert units(climb(start)) == ["a", "b"]
    leads(start, unit("plain"), category="drain", priority=1)
    assert units(climb(start)) == ["a", "plain"]
    assert units(climb(start, urgent=True)) == ["a", "urgent"]


def test_the_narrowest_category_comes_first_and_an_empty_one_last_then_priority_then_the_key() -> None:
    rows: list[tuple[str, str | None, int]] = [
        ("9", "drain", 50),
        ("2", "drain", 60),
        ("3", "drain", 60),
        ("4", "water", 1),
        ("5", None, 0),
    ]
    for first in range(len(rows)):
        start = unit("a")
        for key, category, priority in reversed(rows[first:]):
            leads(start, unit(key), category=category, priority=priority)
        assert units(climb(start)) == ["a", rows[first][0]]


def test_of_rows_to_one_unit_the_earlier_counts_and_one_without_a_begin_is_the_earliest() -> None:
    start, end = manned("a"), manned("b")
    leads(start, end, 3, period=Period(NOW - 1, None))
    leads(start, end, 2, period=Period(-NOW, None))
    assert times(climb(start)) == [(None, 0), (2, 2)]
    leads(start, end, 1)
    assert times(climb(start)) == [(None, 0), (1, 1)]


# When


def test_after_is_how_long_the_step_before_had_and_the_moments_add_up() -> None:
    a, b, c, d = (manned(key) for key in "abcd")
    leads(a, b, 3600)
    leads(b, c, None)
    leads(c, d, 60)
    assert times(climb(a)) == [(None, 0), (3600, 3600), (0, 3600), (60, 3660)]


def test_after_a_climb_nobody_can_tell_any_more() -> None:
    c = manned("c")
    b = manned("b", parent=c)
    leads(c, manned("d"), 60)
    assert times(climb(b)) == [(None, 0), (None, None), (60, None)]


def test_nobody_waits_for_an_empty_chair() -> None:
    a, b = unit("a"), unit("b", parent=manned("c"))
    leads(a, b, 3600)
    assert times(climb(a)) == [(None, 0), (0, 0), (0, 0)]


def test_a_desk_that_is_asked_again_tells_other_categories_apart() -> None:
    start = unit("a", parent=unit("b"))
    leads(start, unit("c"), category="drain")
    desk = Desk(Presence(NOW, "UTC", EVERYTHING))
    ladders = [
        desk.who_handles(
            Scene(covers={"home": [start]}, category=category, categories=lineage), NOW, urgent=False
        ).ladder
        for category, lineage in (("drain", ("drain",)), ("lift", ("lift",)), ("grate", ("grate", "drain")))
    ]
    assert [units(ladder) for ladder in ladders] == [["a", "c"], ["a", "b"], ["a", "c"]]


def test_contacts_that_may_not_be_seen_are_counted_and_reached() -> None:
    (step,) = Scene(covers={"home": [manned("a")]}).ask(visibility=PUBLIC).ladder.steps
    assert (step.contacts, step.contacts_total, step.reachable) == ((), 1, True)


def test_due_counts_from_the_moment_of_the_question() -> None:
    start = manned("a")
    leads(start, manned("b"), 60)
    answer = Scene(covers={"home": [start]}).ask()
    assert [answer.due_at(step) for step in answer.ladder.steps] == [NOW, NOW + 60_000_000]


def test_a_step_is_reachable_by_a_contact_or_a_channel() -> None:
    top = manned("contact", parent=unit("channel", channel="1", parent=unit("neither")))
    post(person(), key="clerk", of=top)
    steps = climb(top).steps
    assert [(step.reachable, step.contacts_total, step.channel) for step in steps] == [
        (True, 1, None),
        (True, 0, "1"),
        (False, 0, None),
    ]
