"""Opening hours: the part of OpenStreetMap's `opening_hours` that a duty may use.

    rule = "24/7" | [dates " "] [days " "] (times | "off")

Rules are separated by `;`; a later rule takes the place of earlier ones on the days that it names.
A span belongs to the day on which it begins, also where it runs past midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import BadInput
from graphsvc.domain.validity import to_datetime, zone

_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_LENGTH: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAY: Final = 24 * 60

_ONE_DAY: Final = rf"(?:{'|'.join(_DAYS)})"
_MONTH: Final = rf"(?:{'|'.join(_MONTHS)})"
# "Jun", "Jun-Aug", "Jun 10", "Jun 10-20", "Dec 24-Jan 02"
_ONE_DATE: Final = rf"{_MONTH}(?: \d\d?(?:-(?:{_MONTH} )?\d\d?)?|-{_MONTH})?"
_RULE: Final = re.compile(
    rf"(?:(?P<dates>{_ONE_DATE}(?:, ?{_ONE_DATE})*) )?"
    rf"(?:(?P<days>{_ONE_DAY}(?:-{_ONE_DAY})?(?:, ?{_ONE_DAY}(?:-{_ONE_DAY})?)*) )?"
    r"(?:off|(?P<times>\d\d:\d\d-\d\d:\d\d(?:, ?\d\d:\d\d-\d\d:\d\d)*))",
    re.ASCII,
)
_DATE_PARTS: Final = re.compile(rf"({_MONTH})(?: (\d\d?))?(?:-({_MONTH})?(?: ?(\d\d?))?)?", re.ASCII)


class Span(NamedTuple):
    """Open from minute to minute of a day, half-open; past midnight the end is more than 1,440."""

    opens: int
    closes: int


class Rule(NamedTuple):
    """One rule: on which days (None: all) it holds, and the spans of such a day (none: closed)."""

    dates: frozenset[tuple[int, int]] | None
    weekdays: frozenset[int] | None
    spans: tuple[Span, ...]

    def names(self, day: date) -> bool:
        """Say whether the rule is about that day."""
        return (self.dates is None or (day.month, day.day) in self.dates) and (
            self.weekdays is None or day.weekday() in self.weekdays
        )


class OpeningHours(NamedTuple):
    """The rules of one `hours` text, in their order."""

    rules: tuple[Rule, ...]

    def spans(self, day: date) -> tuple[Span, ...]:
        """Give the spans that begin on a day: those of the last rule that names it."""
        return next((rule.spans for rule in reversed(self.rules) if rule.names(day)), ())

    def is_open(self, local: datetime) -> bool:
        """Say whether a local wall-clock time lies in a span of its own day or in one that ran past midnight."""
        minute = local.hour * 60 + local.minute
        today = local.date()
        if any(opens <= minute < closes for opens, closes in self.spans(today)):
            return True
        if today == date.min:
            return False
        late = minute + _DAY
        return any(opens <= late < closes for opens, closes in self.spans(today - timedelta(days=1)))


@lru_cache(maxsize=4096)
def read_hours(text: str) -> OpeningHours:
    """Read opening hours; BadInput names the rule that is not of the form. Remembered: few texts, many duties."""
    return OpeningHours(tuple(_read_rule(part.strip(" ")) for part in text.split(";")))


def is_open(hours: str | None, at: Moment, timezone: str) -> bool:
    """Say whether a duty with these hours (None: always) is open at the moment."""
    return hours is None or read_hours(hours).is_open(to_datetime(at, zone(timezone)))


def _read_rule(text: str) -> Rule:
    if text == "24/7":
        return Rule(None, None, (Span(0, _DAY),))
    match = _RULE.fullmatch(text)
    if match is None:
        raise BadInput(f"“{text[:60]}” is no rule of opening hours (such as Mo-Fr 08:00-18:00, Sa off or 24/7)")
    dates, days, times = match.group("dates", "days", "times")
    return Rule(
        frozenset(_read_dates(dates, text)) if dates else None,
        frozenset(_read_days(days)) if days else None,
        tuple(_read_span(span.strip(" ")) for span in times.split(",")) if times else (),
    )


def _read_days(text: str) -> Iterator[int]:
    for part in text.split(","):
        first, _, last = part.strip(" ").partition("-")
        start = _DAYS.index(first)
        for step in range((_DAYS.index(last or first) - start) % 7 + 1):
            yield (start + step) % 7


def _read_dates(text: str, rule: str) -> Iterator[tuple[int, int]]:
    for part in text.split(","):
        match = _DATE_PARTS.fullmatch(part.strip(" "))
        if match is None:
            raise BadInput(f"“{rule[:60]}” is no rule of opening hours: “{part.strip()[:30]}” is no range of dates")
        month, day, to_month, to_day = match.groups()
        begins = _MONTHS.index(month)
        ends = _MONTHS.index(to_month) if to_month else begins
        first = (begins, int(day) if day else 1)
        last = (ends, int(to_day or (day if not to_month else 0) or _MONTH_LENGTH[ends]))
        for at_month, at_day in (first, last):
            if not 1 <= at_day <= _MONTH_LENGTH[at_month]:
                raise BadInput(f"“{rule[:60]}” is no rule of opening hours: {_MONTHS[at_month]} has no day {at_day}")
        if not to_month and last < first:
            raise BadInput(f"“{rule[:60]}” is no rule of opening hours: the range of dates ends before it begins")
        for place, length in enumerate(_MONTH_LENGTH):
            for number in range(1, length + 1):
                here = (place, number)
                if first <= here <= last if first <= last else here >= first or here <= last:
                    yield place + 1, number


def _read_span(text: str) -> Span:
    opens, closes = (int(part[:2]) * 60 + int(part[3:]) for part in text.split("-"))
    # As in OpenStreetMap, 26:00 is two o'clock of the next day.
    if opens >= _DAY or closes > 2 * _DAY or any(int(part[3:]) > 59 for part in text.split("-")):
        raise BadInput(f"“{text}” is no span of a day (wanted is HH:MM-HH:MM)")
    return Span(opens, closes if closes > opens else closes + _DAY)
