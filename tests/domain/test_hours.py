"""Opening hours: which texts are of the form, and when such a duty is open."""

from __future__ import annotations

import pytest

from graphsvc.domain.errors import BadInput
from graphsvc.domain.hours import is_open, read_hours
from graphsvc.domain.validity import read_moment

ZONE = "Asia/Shanghai"


def opened(hours: str | None, *when: str) -> list[bool]:
    return [is_open(hours, read_moment(moment, ZONE), ZONE) for moment in when]


def test_without_hours_a_duty_is_always_open_and_24_7_is_the_same() -> None:
    assert opened(None, "2025-06-16T03:00") == [True]
    assert opened("24/7", "2025-06-16", "2025-06-16T23:59:59.999999") == [True, True]


def test_spans_are_half_open() -> None:
    around = [f"2025-06-16T{clock}" for clock in ("07:59:59", "08:00", "17:59:59.999999", "18:00")]
    assert opened("Mo-Fr 08:00-18:00", *around) == [False, True, True, False]


def test_a_span_past_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    # 2025-06-16 is a Monday.
    night = ["2025-06-16T21:59", "2025-06-16T23:00", "2025-06-17T01:59", "2025-06-17T02:00", "2025-06-16T01:00"]
    assert opened("Mo 22:00-02:00", *night) == [False, True, True, False, False]
    assert opened("Mo 22:00-26:00", *night) == [False, True, True, False, False]
    assert opened("Mo 08:00-08:00", "2025-06-17T07:59", "2025-06-17T08:00") == [True, False]


def test_a_later_rule_takes_the_place_of_earlier_ones_on_the_days_that_it_names() -> None:
    hours = "Mo-Fr 08:00-18:00; We 10:00-12:00; Jun 20 off"
    days = ["2025-06-16T09:00", "2025-06-18T09:00", "2025-06-18T11:00", "2025-06-20T09:00", "2025-06-21T09:00"]
    assert opened(hours, *days) == [True, False, True, False, False]


def test_a_rule_without_days_names_all_of_them_and_lists_are_taken_together() -> None:
    assert opened("08:00-09:00, 10:00-11:00", *(f"2025-06-15T{clock}" for clock in ("08:30", "09:30", "10:30"))) == [
        True,
        False,
        True,
    ]
    assert opened("Mo,We-Th 08:00-09:00", *(f"2025-06-{day}T08:30" for day in (16, 17, 18, 19, 20))) == [
        True,
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("dates", "inside", "outside"),
    [
        ("Jun", "2025-06-30", "2025-07-01"),
        ("Jun-Aug", "2025-08-31", "2025-09-01"),
        ("Oct-Mar", "2025-01-15", "2025-04-01"),
        ("Jun 10", "2025-06-10", "2025-06-11"),
        ("Jun 10-20", "2025-06-20", "2025-06-21"),
        ("Dec 24-Jan 02", "2025-01-02", "2025-01-03"),
        ("Feb", "2024-02-29", "2024-03-01"),
        ("Jan,Mar 01-05", "2025-03-05", "2025-02-01"),
    ],
)
def test_dates_are_whole_months_or_days_of_them(dates: str, inside: str, outside: str) -> None:
    assert opened(f"{dates} 08:00-18:00", f"{inside}T12:00", f"{outside}T12:00") == [True, False]


def test_days_run_over_the_end_of_the_week() -> None:
    assert opened("Sa-Mo 08:00-18:00", *(f"2025-06-{day}T12:00" for day in (13, 14, 15, 16, 17))) == [
        False,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "Mo-Fr 08:00-18:00;",
        "PH off",
        "Mo-Fr 08:00-18:00; SH off",
        "sunrise-sunset",
        "08:00-18:00+",
        "08:00+",
        "2025 Mo 08:00-18:00",
        "week 10 08:00-18:00",
        'Mo 08:00-18:00 "by call"',
        "Mo 8:00-18:00",
        "Mo 08:00-18:60",
        "Mo 24:00-25:00",
        "Mo 08:00-48:01",
        "Mo 25:00-26:00",
        "mo 08:00-18:00",
        "Mo",
        "Jun",
        "Jun 31 off",
        "Feb 30 off",
        "Jun 20-10 off",
        "Jun 00 off",
        "open",
        "closed",
        "24/7 off",
        "Mo[1] 08:00-18:00",
        "Mo 08:00-18:00 || off",
        "08:00",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_hours(text)


def test_a_long_text_that_is_nearly_right_is_refused_at_once() -> None:
    with pytest.raises(BadInput):
        read_hours("Mo" + ", Tu" * 2_000 + " 08:00-18:00,")
