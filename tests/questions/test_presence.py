"""Who is there at a moment: holders, contacts, staffed and open duties, one sentence of the rules each."""

from __future__ import annotations

import pytest

from graphsvc.domain.facts import DutyFact, Period, PersonFact, PostFact
from graphsvc.domain.kinds import SkipReason
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.questions.presence import Presence
from graphsvc.questions.responsibility import Assignment
from tests.support.scenes import COMING, HOUR, NOW, PAST, PUBLIC, Scene, duty, person, post, unit

OVER_NOW = Period(NOW - HOUR, NOW + HOUR)


def presence() -> Presence:
    return Presence(NOW, "UTC", EVERYTHING)


def holders(seat: PostFact) -> list[str]:
    return [each.key for each in presence().holders(seat)]


def entry_of(held: DutyFact, visibility: Visibility = EVERYTHING) -> Assignment:
    (entry,) = Scene([held]).ask(visibility=visibility).handlers
    return entry


def skip(held: DutyFact) -> SkipReason | None:
    answer = Scene([held]).ask()
    assert len(answer.handlers) + len(answer.skipped) == 1
    return answer.skipped[0].reason if answer.skipped else None


def test_a_holder_has_an_active_membership() -> None:
    assert holders(post(person())) == ["ann"]


@pytest.mark.parametrize("period", [PAST, COMING, Period(NOW, NOW)])
def test_a_membership_that_is_over_to_come_or_empty_makes_no_holder(period: Period) -> None:
    assert holders(post(person(), member=period)) == []


def test_a_period_holds_its_begin_and_not_its_end() -> None:
    assert holders(post(person(), member=Period(NOW, NOW + 1))) == ["ann"]
    assert holders(post(person(), member=Period(NOW - 1, NOW))) == []


def test_in_a_post_that_is_not_valid_no_membership_is_active() -> None:
    assert holders(post(person(), period=PAST)) == []


def test_a_post_is_valid_only_when_its_unit_is() -> None:
    assert holders(post(person(), of=unit(period=COMING))) == []


def test_who_is_absent_holds_nothing() -> None:
    assert holders(post(person("ann", OVER_NOW), person("bob", PAST, COMING))) == ["bob"]


def test_a_person_with_two_active_memberships_in_a_post_is_one_holder() -> None:
    ann = person()
    assert holders(post(ann, ann)) == ["ann"]


def test_people_are_ordered_by_code_point() -> None:
    people = [person(key) for key in ("b", "号", "B", "a", "\uff21", "\U00020000")]
    assert holders(post(*people)) == ["B", "a", "b", "号", "\uff21", "\U00020000"]


def test_contacts_are_the_holders_of_the_head_posts_each_once() -> None:
    office, ann = unit(), person()
    post(ann, person("zoe"), key="1", of=office, head=True)
    post(ann, person("bob", OVER_NOW), key="2", of=office, head=True)
    post(person("carl"), key="3", of=office)
    assert [each.key for each in presence().contacts(office)] == ["ann", "zoe"]


def test_a_duty_of_a_post_needs_a_holder() -> None:
    assert skip(duty(post(person()))) is None
    assert skip(duty(post(of=unit(channel="1")))) is SkipReason.VACANT


def test_a_duty_of_a_unit_needs_a_contact_or_a_channel_of_the_unit() -> None:
    with_contact = unit()
    post(person(), of=with_contact, head=True)
    with_clerk = unit()
    post(person(), of=with_clerk)
    assert skip(duty(with_contact)) is None
    assert skip(duty(unit(channel="1"))) is None
    assert skip(duty(with_clerk)) is SkipReason.VACANT


def test_the_channel_of_a_duty_staffs_nothing() -> None:
    assert skip(duty(unit(), channel="1")) is SkipReason.VACANT


def test_a_unit_that_is_not_valid_has_no_channel() -> None:
    assert skip(duty(unit(channel="1", period=PAST))) is SkipReason.VACANT


def test_absent_is_who_has_members_all_away_else_it_is_vacant() -> None:
    away = person("ann", OVER_NOW)
    office = unit()
    post(away, of=office, head=True)
    assert skip(duty(post(away))) is SkipReason.ABSENT
    assert skip(duty(office)) is SkipReason.ABSENT
    assert skip(duty(post(away, member=PAST))) is SkipReason.VACANT


def test_a_unit_whose_heads_are_away_is_staffed_by_its_telephone() -> None:
    office = unit(channel="1")
    post(person("ann", OVER_NOW), of=office, head=True)
    assert skip(duty(office)) is None


@pytest.mark.parametrize(
    ("of_duty", "of_people", "of_unit", "used"),
    [
        ("duty", ["ann", "bob"], "unit", "duty"),
        (None, ["ann", "bob"], "unit", "ann"),
        (None, [None, "bob"], "unit", "bob"),
        (None, [None, None], "unit", "unit"),
        (None, [None, None], None, None),
    ],
)
def test_the_channel_is_the_duty_s_else_the_first_person_s_else_the_unit_s(
    of_duty: str | None, of_people: list[str | None], of_unit: str | None, used: str | None
) -> None:
    people = [PersonFact(key, channel) for key, channel in zip(("ann", "bob"), of_people, strict=True)]
    held = duty(post(*people, of=unit(channel=of_unit)), channel=of_duty)
    assert entry_of(held).standing.channel == used


def test_who_may_not_be_seen_is_counted_but_neither_named_nor_called() -> None:
    seat = post(person("ann", channel="1"), person("bob", channel="2", public=True))
    standing = entry_of(duty(seat), PUBLIC).standing
    assert ([each.key for each in standing.people], standing.people_total, standing.channel) == (["bob"], 2, "2")


def test_a_channel_that_may_not_be_seen_still_counts() -> None:
    answer = Scene([duty(post(person(channel="1")))]).ask(visibility=PUBLIC)
    (entry,) = answer.handlers
    assert (entry.standing.people, entry.standing.channel, answer.covered) == ((), None, True)


@pytest.mark.parametrize(
    ("hours", "at", "is_open"),
    [
        (None, "2025-06-16T12:00", True),
        ("Mo-Fr 08:00-12:00", "2025-06-16T08:00", True),
        ("Mo-Fr 08:00-12:00", "2025-06-16T12:00", False),
        ("Mo 22:00-06:00", "2025-06-17T05:59:59", True),
        ("Mo 22:00-06:00", "2025-06-17T06:00", False),
        ("Mo 22:00-06:00", "2025-06-16T03:00", False),
        ("08:00-18:00; Jun 16 off", "2025-06-16T12:00", False),
        ("Jun 16 off; 08:00-18:00", "2025-06-16T12:00", True),
        ("22:00-06:00; Jun 16 off", "2025-06-16T03:00", True),  # began on the fifteenth
        ("22:00-06:00; Jun 16 off", "2025-06-17T03:00", False),
        ("Dec 24-Jan 6 08:00-18:00", "2025-01-06T12:00", True),
        ("Oct-Mar 08:00-18:00", "2025-04-01T12:00", False),
    ],
)
def test_a_duty_is_open_within_its_hours(hours: str | None, at: str, is_open: bool) -> None:
    moment = read_moment(at, "UTC")
    assert Presence(moment, "UTC", EVERYTHING).is_open(hours, moment) is is_open


def test_hours_are_of_the_bundle_s_time_zone_also_when_clocks_are_moved() -> None:
    winter, summer = (read_moment(text, "UTC") for text in ("2025-03-08T13:30Z", "2025-03-09T12:30Z"))
    for moment, zone in ((winter, "America/New_York"), (summer, "America/New_York")):
        assert Presence(moment, zone, EVERYTHING).is_open("08:00-09:00", moment)
    assert not Presence(summer, "UTC", EVERYTHING).is_open("08:00-09:00", summer)
