"""Which duties answer, in which order, and why others are left out: one sentence of the rules each."""

from __future__ import annotations

import pytest

from graphsvc.domain.facts import Period, UnitFact
from graphsvc.domain.kinds import Capacity, SkipReason
from graphsvc.questions.responsibility import Assignment
from tests.support.scenes import COMING, HOUR, NOW, PAST, Scene, duty, person, post, unit

AWAY = Period(NOW - HOUR, NOW + HOUR)
CLOSED = "Mo-Fr 14:00-18:00"


def phone(key: str = "unit") -> UnitFact:
    return unit(key, channel="1")


def keys(entries: list[Assignment]) -> list[str]:
    return [entry.duty.key for entry in entries]


def test_the_nearest_place_comes_first_then_the_narrowest_category_then_priority_then_the_key() -> None:
    office = phone()
    duties = [
        duty(office, "6", place="block", category="drain", priority=1),
        duty(office, "5", category="water", priority=1),
        duty(office, "4", priority=101),
        duty(office, "b"),
        duty(office, "B"),
        duty(office, "1", priority=99),
    ]
    assert keys(Scene(duties).ask().handlers) == ["1", "B", "b", "4", "5", "6"]


def test_an_entry_tells_how_far_up_its_place_and_category_are() -> None:
    (entry,) = Scene([duty(phone(), place="town", category="water")]).ask().handlers
    assert (entry.match.place_steps, entry.match.category_steps) == (2, 1)


@pytest.mark.parametrize("period", [PAST, COMING])
def test_a_duty_that_is_not_valid_does_not_match(period: Period) -> None:
    answer = Scene([duty(phone(), period=period)]).ask()
    assert (answer.covered, answer.handlers, answer.skipped) == (False, [], [])


def test_each_capacity_has_its_list_and_only_handlers_cover() -> None:
    office = phone()
    answer = Scene(
        [duty(office, capacity.value, capacity=capacity) for capacity in Capacity if capacity is not Capacity.HANDLES]
    ).ask()
    assert not answer.covered
    lists = (answer.handlers, answer.first_contacts, answer.backups, answer.supervisors)
    assert [keys(entries) for entries in lists] == [[], ["first_contact"], ["backs_up"], ["supervises"]]


def test_an_urgent_matter_leaves_out_what_is_closed_but_not_who_supervises() -> None:
    office = phone()
    duties = [duty(office, capacity.value, capacity=capacity, hours=CLOSED) for capacity in Capacity]
    answer = Scene(duties).ask(urgent=True)
    assert [(skip.duty.key, skip.reason) for skip in answer.skipped] == [
        (key, SkipReason.CLOSED) for key in ("backs_up", "first_contact", "handles")
    ]
    assert keys(answer.supervisors) == ["supervises"]
    assert not answer.covered


def test_what_is_closed_stays_when_it_is_not_urgent_and_says_so() -> None:
    answer = Scene([duty(phone(), hours=CLOSED)]).ask()
    assert (answer.skipped, [entry.open for entry in answer.handlers]) == ([], [False])


def test_skipped_tells_duties_of_all_capacities_in_order_each_with_its_reason() -> None:
    duties = [
        duty(phone(), "4", place="block", hours=CLOSED),
        duty(post(person("ann", AWAY)), "3", capacity=Capacity.SUPERVISES),
        duty(post(), "2", hours=CLOSED),
        duty(unit(), "1", capacity=Capacity.BACKS_UP),
    ]
    assert [(skip.duty.key, skip.reason) for skip in Scene(duties).ask(urgent=True).skipped] == [
        ("1", SkipReason.VACANT),
        ("2", SkipReason.VACANT),
        ("3", SkipReason.ABSENT),
        ("4", SkipReason.CLOSED),
    ]


def test_two_units_that_tie_with_the_first_are_a_contest() -> None:
    assert Scene([duty(phone("a"), "1"), duty(phone("b"), "2")]).ask().contested


@pytest.mark.parametrize("other", [{"priority": 101}, {"place": "block"}, {"category": "water"}])
def test_no_contest_with_who_comes_later(other: dict[str, object]) -> None:
    assert not Scene([duty(phone("a"), "1"), duty(phone("b"), "2", **other)]).ask().contested  # type: ignore[arg-type]


def test_no_contest_within_a_unit() -> None:
    office = phone()
    first, second = post(person(), key="a", of=office), post(person("bob"), key="b", of=office)
    assert not Scene([duty(first, "1"), duty(second, "2"), duty(office, "3")]).ask().contested


def test_no_contest_with_who_is_left_out_or_of_another_capacity() -> None:
    duties = [
        duty(phone("a"), "1"),
        duty(unit("b"), "2"),
        duty(phone("c"), "3", capacity=Capacity.BACKS_UP),
        duty(phone("d"), "4", hours=CLOSED),
    ]
    assert not Scene(duties).ask(urgent=True).contested


def test_a_tie_of_three_is_a_contest_when_the_last_is_of_another_unit() -> None:
    office = phone("a")
    assert Scene([duty(office, "1"), duty(office, "2"), duty(phone("b"), "3")]).ask().contested
