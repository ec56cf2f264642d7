"""What generated worlds are drawn with: few moments, so that half-open ends are hit exactly, and odd keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeAlias, TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")
Span: TypeAlias = tuple[datetime | None, datetime | None]

ZONES = ("Asia/Shanghai", "Asia/Kathmandu", "America/New_York", "UTC")
# A workday and a weekend, the ends of a year and of a leap February, and both days on which New York moves its clocks.
BASE_DAYS = ("2025-06-16", "2025-06-14", "2024-12-31", "2024-02-29", "2025-03-09", "2025-11-02")
CLOCKS = ((0, 0), (2, 0), (6, 0), (8, 0), (9, 30), (18, 0), (22, 0))
# Differing only in case, with signs that addresses and templates use, composed and decomposed letters, and letters
# whose order by code point is not their order in UTF-16 or in a dictionary.
ODD_KEYS = (
    *("a", "A", "b", "B", "z", "Z", "É", "é", "e", "Key", "kEY", "a/b", "A/B", "a?b", "A?B", "a#b", "a%62", "a&b=c"),
    *("号楼/1", "号楼/10", "号楼/2", "Ω/ω", "ω/Ω", "\U00020000", "\uff21", "\uff41", "ß", "ss", "SS", "İ", "ı"),
    *("'", '"', ",", "=1", "-", "null", "None", "0", "00", "\\", "u/X", "U/x", "d-x", "D-X"),
)


class Dice:
    """What a world is drawn with: its time zone, its few moments and its keys, from one source of chance."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.timezone = random.choice(ZONES)
        self.zone = ZoneInfo(self.timezone)
        self.keys = list(ODD_KEYS)
        random.shuffle(self.keys)
        base = datetime.fromisoformat(random.choice(BASE_DAYS))
        self.days = [base + timedelta(days=days) for days in (-1, 0, 1)]
        clocks = [(day, *random.choice(CLOCKS)) for day in self.days for _ in range(2)]
        self.moments = sorted({self.local(day, hour, minute) for day, hour, minute in clocks})

    def local(self, day: datetime, hour: int, minute: int) -> datetime:
        """Give the moment of a clock on a day in the time zone of the world."""
        return day.replace(hour=hour, minute=minute, tzinfo=self.zone).astimezone(UTC)

    def chance(self, share: float) -> bool:
        """Say yes so often."""
        return self.random.random() < share

    def near(self, choices: Sequence[T]) -> T:
        """Choose with a liking for the first."""
        return choices[int(len(choices) * self.random.random() ** 2)]

    def maybe(self, share: float, text: str) -> str:
        """Give the text so often, else an empty cell."""
        return text if self.chance(share) else ""

    def new_key(self) -> str:
        """Give a key that nothing has; keys that differ only in case come one after the other."""
        if not self.keys:
            return f"k{self.random.getrandbits(48)}"
        key = self.keys.pop()
        if key.swapcase() in self.keys:
            self.keys.remove(key.swapcase())
            self.keys.append(key.swapcase())
        return key

    def spell(self, key: str) -> str:
        """Write a key as a careless hand may: with white space around it, or its letters decomposed."""
        return f" {unicodedata.normalize('NFD', key)}" if self.chance(0.03) else key

    def span(self, share: float = 0.3) -> Span:
        """Choose a period: so often one with an end, which may be empty."""
        if not self.chance(share):
            return None, None
        begin, end = sorted(self.random.choices(self.moments, k=2))
        return self.random.choice(((begin, None), (None, end), (begin, end), (begin, end)))

    def moment_text(self, moment: datetime | None) -> str:
        """Write a moment as a bare date where it can be, without an offset, or with one or another."""
        if moment is None:
            return ""
        local = moment.astimezone(self.zone)
        plain = local.replace(tzinfo=None)
        spellings = [local.isoformat(), moment.isoformat().replace("+00:00", "Z")]
        # A clock that is shown twice or never, when clocks are moved, needs its offset.
        if all(plain.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) == moment for fold in (0, 1)):
            spellings.append(plain.isoformat())
            if plain.time().isoformat() == "00:00:00":
                spellings += [plain.date().isoformat()] * 3
        return self.random.choice(spellings)

    def dates(self, span: Span) -> dict[str, str]:
        """Write a period into its two cells."""
        return {"valid_from": self.moment_text(span[0]), "valid_to": self.moment_text(span[1])}
