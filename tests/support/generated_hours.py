"""Opening hours for generated worlds: rules whose times and dates meet the moments that are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TIMES = (
    *("08:00-18:00", "06:00-22:00", "00:00-24:00", "22:00-06:00", "18:00-02:00", "22:00-00:00", "09:30-09:31"),
    *("08:00-12:00,14:00-18:00", "00:00-02:00,22:00-24:00", "18:00-08:00", "02:00-09:30,09:30-18:00", "23:59-00:01"),
)


def write_hours(random: Random, days: Sequence[datetime]) -> str:
    """Write one to three rules around these days."""
    if random.random() < 0.1:
        return random.choice(("24/7", "off", "24/7; Su off", "Mo-Su 00:00-24:00"))
    return "; ".join(_rule(random, days) for _ in range(random.choice((1, 1, 2, 3))))


def _rule(random: Random, days: Sequence[datetime]) -> str:
    dates = _dates(random, random.choice(days)) if random.random() < 0.35 else ""
    weekdays = _weekdays(random, random.choice(days)) if random.random() < 0.5 else ""
    times = "off" if random.random() < 0.2 else random.choice(TIMES)
    return " ".join(part for part in (dates, weekdays, times) if part)


def _weekdays(random: Random, day: datetime) -> str:
    here = day.weekday()
    first, last, other = DAYS[here - random.randrange(3)], DAYS[(here + random.randrange(3)) % 7], random.choice(DAYS)
    return random.choice(
        (DAYS[here], f"{DAYS[here]},{other}", f"{first}-{last}", f"{first}-{last},{other}", "Mo-Fr", "Sa-Su")
    )


def _dates(random: Random, day: datetime) -> str:
    month, number = MONTHS[day.month - 1], day.day
    before, after = day - timedelta(days=random.randrange(20)), day + timedelta(days=random.randrange(20))
    return random.choice(
        (
            month,
            f"{MONTHS[day.month - 2]}-{month}",
            f"{month}-{MONTHS[day.month % 12]}",
            f"{month} {number}",
            f"{month} {max(1, number - 3)}-{number}",
            f"{MONTHS[before.month - 1]} {before.day}-{MONTHS[after.month - 1]} {after.day}",
            f"{MONTHS[before.month - 1]} {before.day}-{MONTHS[day.month - 1]} {number:02}",
            "Dec 24-Jan 6",
            "Apr-Sep",
            "Oct-Mar",
        )
    )
