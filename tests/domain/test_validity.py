"""Moments, lengths of time and half-open periods."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.domain.errors import BadInput
from graphsvc.domain.validity import (
    from_datetime,
    is_valid,
    read_date,
    read_duration,
    read_moment,
    tell_duration,
    tell_moment,
    tell_moment_shortly,
    to_datetime,
    zone,
)

SHANGHAI = "Asia/Shanghai"
HOUR = 3_600_000_000
ZONES = st.sampled_from([SHANGHAI, "UTC", "America/New_York", "Europe/London", "Asia/Kathmandu", "Pacific/Apia"])
EARLIEST, LATEST = read_moment("0001-01-03", "UTC"), read_moment("9999-12-30T23:59:59.999999", "UTC")
MOMENTS = st.integers(EARLIEST, LATEST) | st.sampled_from([EARLIEST, EARLIEST + 1, LATEST])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1970-01-01", -8 * HOUR),
        ("1970-01-01T00:00", -8 * HOUR),
        ("1970-01-01T08:00:00", 0),
        ("1970-01-01T08", 0),
        ("1970-01-01T0800", 0),
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00+00:00", 0),
        ("1970-01-01T05:45:00+05:45", 0),
        ("1970-01-01T00:00:00-0100", HOUR),
        ("1970-01-01T00:00:00.000001Z", 1),
        ("1970-01-01T00:00:00,5Z", 500_000),
        ("1969-12-31T23:59:59.999999Z", -1),
    ],
)
def test_a_date_is_its_first_moment_and_without_an_offset_the_time_zone_counts(text: str, moment: int) -> None:
    assert read_moment(text, SHANGHAI) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-02-30",
        "2024-2-3",
        "2024-13-01",
        "20240501",
        "2024-05-01 18:30",
        "2024-05-01T24:30",
        "2024-05-01T18:60",
        "2024-05-01T",
        "2024-05-01T18:30+99:00",
        "2024-W18-3",
        "2024-05",
        "٢٠٢٤-٠٥-٠١",
        "0000-01-01",
        "0001-01-01",
        "9999-12-31T18:00",
        "10000-01-01",
        "-2024-05-01",
        "now",
    ],
)
def test_what_is_no_moment_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadInput):
        read_moment(text, SHANGHAI)


def test_a_moment_on_the_hour_that_a_clock_skips_is_still_one() -> None:
    assert read_moment("2025-03-09T02:30", "America/New_York") == read_moment("2025-03-09T03:30-04:00", "UTC")


@given(MOMENTS, ZONES)
def test_what_is_told_of_a_moment_is_read_as_the_same(moment: int, timezone: str) -> None:
    assert read_moment(tell_moment(moment, timezone), "UTC") == moment
    assert read_moment(tell_moment_shortly(moment, timezone), timezone) == moment
    assert from_datetime(to_datetime(moment, zone(timezone))) == moment


def test_offsets_with_seconds_which_old_clocks_had_are_not_told() -> None:
    assert tell_moment_shortly(read_moment("1900-01-01T00:00Z", SHANGHAI), SHANGHAI) == "1900-01-01T00:00:00+00:00"
    assert tell_moment_shortly(read_moment("1900-01-01", SHANGHAI), SHANGHAI) == "1900-01-01"


def test_midnight_is_told_as_a_bare_date() -> None:
    assert tell_moment_shortly(-8 * HOUR, SHANGHAI) == "1970-01-01"
    assert tell_moment_shortly(0, SHANGHAI) == "1970-01-01T08:00:00+08:00"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("P1W", 604_800),
        ("P2D", 172_800),
        ("PT48H", 172_800),
        ("P1W2DT3H4M5S", 788_645),
        ("PT0S", 0),
        ("PT90M", 5_400),
        ("P0D", 0),
    ],
)
def test_a_duration_has_days_of_24_hours(text: str, seconds: int) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "P1DT", "P1M", "P1Y", "1D", "-P1D", "P-1D", "PT1.5H", "PT1H1D", "P1D1W", "p1d", "P١D", "P101Y",
     "P36601D", f"PT{'9' * 5_000}S"],
)  # fmt: skip
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_duration(text)


@given(st.integers(0, 100 * 366 * 86_400))
def test_what_is_told_of_a_duration_is_read_as_the_same(seconds: int) -> None:
    assert read_duration(tell_duration(seconds)) == seconds


@pytest.mark.parametrize(("text", "sound"), [("2024-02-29", True), ("2023-02-29", False), ("2024-02-29T00:00", False)])
def test_a_date_is_a_day_of_the_calendar(text: str, sound: bool) -> None:
    if sound:
        assert read_date(text).isoformat() == text
    else:
        with pytest.raises(BadInput):
            read_date(text)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "/etc/localtime", "Asia", "a\0b", "x" * 5_000])
def test_what_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        zone(name)


@pytest.mark.parametrize(
    ("begin", "end", "valid"),
    [
        (None, None, True),
        (5, None, True),
        (6, None, False),
        (None, 5, False),
        (None, 6, True),
        (5, 6, True),
        (5, 5, False),
    ],
)
def test_a_period_holds_its_beginning_and_not_its_end(begin: int | None, end: int | None, valid: bool) -> None:
    assert is_valid(begin, end, 5) is valid
