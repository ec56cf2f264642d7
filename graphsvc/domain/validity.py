"""Moments, lengths of time and half-open periods. "Now" is always an argument; nothing here reads a clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from graphsvc.domain.entities import Moment, Seconds
from graphsvc.domain.errors import BadInput

SECOND: Final = 1_000_000
"""Microseconds in a second: the unit of moments."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
# The outermost days are left out, so that every moment can be told in every time zone.
_EARLIEST: Final = (datetime(1, 1, 3, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_LATEST: Final = (datetime(9999, 12, 30, tzinfo=UTC) - _EPOCH) // _MICROSECOND + 86_400 * SECOND - 1

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d(:?\d\d){0,2}([.,]\d+)?(Z|[+-]\d\d(:?\d\d)?)?", re.ASCII)
_DURATION: Final = re.compile(
    r"P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?",
    re.ASCII,
)
_LONGEST: Final[Seconds] = 100 * 366 * 86_400


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Give the time zone of that IANA name; BadInput when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadInput(f"“{name[:60]}” is no time zone (wanted is an IANA name such as Asia/Shanghai)") from error


def read_date(text: str) -> date:
    """Read a calendar date `2024-05-01`; BadInput in words when it is none."""
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise BadInput(f"“{text[:60]}” is no date (wanted is a day of the calendar such as 2024-05-01)")


@lru_cache(maxsize=4096)
def read_moment(text: str, timezone: str) -> Moment:
    """Read a date or an ISO 8601 date-time; without an offset it is in `timezone`, a bare date is its 00:00.

    BadInput in words when it is neither. Remembered, since a bundle's dates repeat by the thousand.
    """
    parsed: datetime | None = None
    if _DATE.fullmatch(text) or _DATE_TIME.fullmatch(text):
        try:
            parsed = datetime.fromisoformat(text)
        except ValueError:
            parsed = None
    if parsed is None:
        raise BadInput(f"“{text[:60]}” is no moment (wanted is 2024-05-01 or 2024-05-01T18:30, with an offset if any)")
    try:
        moment = from_datetime(parsed if parsed.tzinfo else parsed.replace(tzinfo=zone(timezone)))
    except OverflowError:
        moment = _LATEST + 1
    if not _EARLIEST <= moment <= _LATEST:
        raise BadInput(f"“{text[:60]}” lies outside of what can be told (0001-01-03 to 9999-12-30)")
    return moment


def from_datetime(when: datetime) -> Moment:
    """Turn an aware datetime into a moment."""
    return (when - _EPOCH) // _MICROSECOND


def to_datetime(moment: Moment, where: tzinfo = UTC) -> datetime:
    """Turn a moment into an aware datetime; one beyond year 9999 is told as the last that can be."""
    return (_EPOCH + min(moment, _LATEST) * _MICROSECOND).astimezone(where)


def tell_moment(moment: Moment, timezone: str) -> str:
    """Write a moment as ISO 8601 with the offset of the time zone."""
    return _in_whole_minutes(to_datetime(moment, zone(timezone))).isoformat()


def tell_moment_shortly(moment: Moment, timezone: str) -> str:
    """Write a moment as a bundle does: a bare date when it is that day's 00:00, else with the offset."""
    local = to_datetime(moment, zone(timezone))
    day = local.date().isoformat()
    # A clock may show 00:00 twice in one night: the bare date is only one of them.
    midnight = local.time() == time.min and read_moment(day, timezone) == moment
    return day if midnight else _in_whole_minutes(local).isoformat()


def _in_whole_minutes(local: datetime) -> datetime:
    # Local mean time, before the time zones, has offsets with seconds, which ISO 8601 does not know.
    offset = local.utcoffset()
    return local if offset is None or not offset % timedelta(minutes=1) else local.astimezone(UTC)


def read_duration(text: str) -> Seconds:
    """Read an ISO 8601 duration of weeks to seconds (a day is 24 hours); BadInput in words when it is none."""
    match = _DURATION.fullmatch(text)
    if match is None or text.endswith("T"):
        raise BadInput(f"“{text[:60]}” is no length of time (wanted are weeks to seconds, such as P2D, PT30M or P1W)")
    weeks, days, hours, minutes, seconds = (int((part or "0")[:12]) for part in match.groups())
    length = (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds
    if length > _LONGEST or any(part and len(part) > 12 for part in match.groups()):
        raise BadInput(f"“{text[:60]}” is longer than a hundred years")
    return length


def tell_duration(length: Seconds) -> str:
    """Write a length of time as ISO 8601 in days and smaller (`P1DT2H`), zero as `PT0S`."""
    days, rest = divmod(length, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, seconds = divmod(rest, 60)
    clock = "".join(f"{count}{unit}" for count, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if count)
    if not clock:
        return f"P{days}D" if days else "PT0S"
    return f"P{f'{days}D' if days else ''}T{clock}"


def is_valid(valid_from: Moment | None, valid_to: Moment | None, at: Moment) -> bool:
    """Say whether `valid_from <= at < valid_to`; an end that is None is unbounded."""
    return (valid_from is None or valid_from <= at) and (valid_to is None or at < valid_to)
