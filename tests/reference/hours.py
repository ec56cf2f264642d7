"""Opening hours the long way: every open minute of a day is written into a set.

The part of OpenStreetMap's `opening_hours` that a bundle may hold: rules separated by `;`, each with dates, days,
and times or `off`; a later rule takes the place of earlier ones on the days that it names. Times past midnight
belong to the day on which they begin.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAY = 24 * 60


def is_open(hours: str | None, local: datetime) -> bool:
    """Say whether a moment, told in the time zone of the bundle, lies inside the hours; it does when there are none."""
    if not hours:
        return True
    minute = local.hour * 60 + local.minute
    yesterday = local.date() - timedelta(days=1)
    return minute in open_minutes(hours, local.date()) or minute + DAY in open_minutes(hours, yesterday)


def open_minutes(hours: str, day: date) -> set[int]:
    """Give the minutes after a day's 00:00 that its rules leave open; past 1440 they lie in the next day."""
    minutes: set[int] = set()
    for rule in hours.split(";"):
        *selectors, times = rule.split()
        if times == "24/7":
            minutes = set(range(DAY))
        elif names(selectors, day):
            minutes = set() if times == "off" else minutes_of(times)
    return minutes


def minutes_of(times: str) -> set[int]:
    """Write out a list such as `08:00-12:00,22:00-06:00`."""
    minutes: set[int] = set()
    for span in times.split(","):
        begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in span.split("-"))
        minutes |= set(range(begin, end if end > begin else end + DAY))
    return minutes


def names(selectors: list[str], day: date) -> bool:
    """Say whether what stands before the times of a rule names this day: by its weekday and by its date."""
    words = list(selectors)
    weekdays = words.pop() if words and words[-1][:2] in DAYS and words[-1][:3] not in MONTHS else ""
    if weekdays and not any(names_weekday(part, day) for part in weekdays.split(",")):
        return False
    return not words or any(names_date(part.strip(), day) for part in " ".join(words).split(","))


def names_weekday(part: str, day: date) -> bool:
    """Walk from the first weekday of `Sa-Mo` to the last; a single one is both."""
    first, _, last = part.partition("-")
    walked = DAYS.index(first)
    while walked != day.weekday():
        if DAYS[walked] == (last or first):
            return False
        walked = (walked + 1) % 7
    return True


def names_date(part: str, day: date) -> bool:
    """Compare month and day with the two ends of `Apr-Sep`, `Jun 10-20`, `Dec 24-Jan 6`, `Jun 16` or `Jun`."""
    match = re.fullmatch(r"([A-Z][a-z]{2})(?: (\d+))?(?:-([A-Z][a-z]{2})?(?: ?(\d+))?)?", part)
    assert match, part
    month, number, last_month, last_number = match.groups()
    begin = (MONTHS.index(month) + 1, int(number or 1))
    end = (MONTHS.index(last_month or month) + 1, int(last_number or (number if not last_month and number else 31)))
    asked = (day.month, day.day)
    # Dates that run over the end of the year begin after they end.
    return begin <= asked <= end if begin <= end else asked >= begin or asked <= end
