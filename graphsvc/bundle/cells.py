"""One cell: the text that stands in it, and the value that the text means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, TypeAlias
from unicodedata import category, is_normalized, name, normalize

from graphsvc.bundle.tables import Cell
from graphsvc.domain.errors import BadInput
from graphsvc.domain.hours import read_hours
from graphsvc.domain.kinds import Capacity, LimitName, Line, PlaceKind, PolicyRule
from graphsvc.domain.problems import Code
from graphsvc.domain.validity import read_date, read_duration, read_moment, tell_duration, tell_moment_shortly

LARGEST_CELL: Final = 10_000
"""How many characters a cell may hold, after normalising and stripping."""

_LONGEST_KEY: Final = 120
_LARGEST_NUMBER: Final = 2**31 - 1
_SOUND_KEY: Final = re.compile(rf"[^\s|]{{1,{_LONGEST_KEY}}}")
_DIGITS: Final = re.compile(r"[0-9]+")

Parse: TypeAlias = Callable[[str], Any]
"""Turns the text of a cell that is not empty into its value; raises BadCell or BadInput."""


class BadCell(Exception):
    """A cell breaks a rule that can be seen from its text alone."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def is_plain(text: str) -> bool:
    """Say quickly whether a text surely holds no forbidden character and is normalised.

    False decides nothing: an ideographic space is not printable, yet allowed.
    """
    return text.isprintable() and (text.isascii() or is_normalized("NFC", text))


def clean(text: str) -> str:
    """Normalise and strip the text of a cell; BadCell when it holds a forbidden character or is too large."""
    if not is_plain(text):
        for character in text:
            if is_forbidden(character):
                spelled = f"U+{ord(character):04X} {name(character, '')}".strip()
                raise BadCell(Code.FORBIDDEN_CHARACTER, f"there is a control or format character here: {spelled}")
        text = normalize("NFC", text)
    text = text.strip()
    if len(text) > LARGEST_CELL:
        raise BadCell(Code.TOO_LARGE, f"the cell has {len(text):,} characters; at most {LARGEST_CELL:,} are allowed")
    return text


def without_forbidden(text: str) -> str:
    """Give what the text of a cell would be without its forbidden characters."""
    return normalize("NFC", "".join(each for each in text if not is_forbidden(each))).strip()


def is_forbidden(character: str) -> bool:
    """Say whether a character may stand in no cell: control and format characters (Unicode Cc and Cf)."""
    return category(character) in {"Cc", "Cf"}


def parser(cell: Cell, timezone: str) -> Parse:
    """Give what turns the clean text of such cells into a value."""
    match cell:
        case Cell.MOMENT:
            return lambda text: read_moment(text, timezone)
        case Cell.PLACE_KIND | Cell.LINE | Cell.CAPACITY | Cell.RULE | Cell.LIMIT:
            return _word_of(_WORDS[cell])
        case _:
            return _PARSERS[cell]


def teller(cell: Cell, timezone: str) -> Callable[[Any], str]:
    """Give what turns a value into the text of such a cell; the text is read back as the same value."""
    match cell:
        case Cell.MOMENT:
            return lambda moment: tell_moment_shortly(moment, timezone)
        case Cell.DURATION:
            return tell_duration
        case Cell.LINKS | Cell.LIST:
            return "|".join
        case Cell.FLAG:
            return lambda flag: "true" if flag else "false"
        case Cell.PLACE_KIND | Cell.LINE | Cell.CAPACITY | Cell.RULE | Cell.LIMIT:
            return lambda word: str(word.value)
        case _:
            return str


def _read_text(text: str) -> str:
    return text


def _read_key(text: str) -> str:
    if _SOUND_KEY.fullmatch(text):
        return text
    if len(text) > _LONGEST_KEY:
        raise BadCell(Code.BAD_VALUE, f"the key has {len(text):,} characters; at most {_LONGEST_KEY} are allowed")
    raise BadCell(Code.BAD_VALUE, f"“{text}” is no key: a key holds no white space and no bar")


def _read_list(text: str) -> tuple[str, ...]:
    if "|" not in text:
        return (text,)
    return tuple(item for part in text.split("|") if (item := part.strip()))


def _read_links(text: str) -> tuple[str, ...]:
    items = _read_list(text)
    return items if len(items) == 1 else tuple(sorted(set(items)))


def _read_sole_link(text: str) -> str | None:
    items = _read_list(text)
    if len(items) > 1:
        raise BadCell(
            Code.SECOND_SOLID_LINK,
            f"a post has one solid link at most, here are {len(items)}; others go into the column dotted",
        )
    return items[0] if items else None


def _read_flag(text: str) -> bool:
    match text.lower():
        case "true":
            return True
        case "false":
            return False
    raise BadCell(Code.BAD_VALUE, f"“{_short(text)}” is neither true nor false")


def _read_number(text: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise BadCell(Code.BAD_VALUE, f"“{_short(text)}” is no whole number of 0 or more, in digits alone")
    # So many digits at most are looked at: turning a long row of them into a number is slow.
    digits = text.lstrip("0")[:11] or "0"
    if (number := int(digits)) > _LARGEST_NUMBER:
        raise BadCell(Code.BAD_VALUE, f"“{_short(text)}” is too large; at most {_LARGEST_NUMBER:,} is allowed")
    return number


def _read_count(text: str) -> int:
    if (number := _read_number(text)) < 1:
        raise BadCell(Code.BAD_VALUE, "at least 1 is wanted")
    return number


def _read_day(text: str) -> str:
    return read_date(text).isoformat()


def _read_hours(text: str) -> str:
    read_hours(text)
    return text


def _word_of(words: type[StrEnum]) -> Parse:
    known = {word.value: word for word in words}

    def read_word(text: str) -> StrEnum:
        if (word := known.get(text)) is None:
            raise BadCell(Code.BAD_VALUE, f"“{_short(text)}” is none of {', '.join(known)}")
        return word

    return read_word


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


_WORDS: Final[dict[Cell, type[StrEnum]]] = {
    Cell.PLACE_KIND: PlaceKind,
    Cell.LINE: Line,
    Cell.CAPACITY: Capacity,
    Cell.RULE: PolicyRule,
    Cell.LIMIT: LimitName,
}

_PARSERS: Final[dict[Cell, Parse]] = {
    Cell.TEXT: _read_text,
    Cell.KEY: _read_key,
    # Whether it is a key that a row has is asked when the rows are known: one of another form is the key of none.
    Cell.LINK: _read_text,
    Cell.SOLE_LINK: _read_sole_link,
    Cell.LINKS: _read_links,
    Cell.LIST: _read_list,
    Cell.FLAG: _read_flag,
    Cell.NUMBER: _read_number,
    Cell.COUNT: _read_count,
    Cell.DAY: _read_day,
    Cell.DURATION: read_duration,
    Cell.HOURS: _read_hours,
}


def problem_of(error: BadCell | BadInput) -> tuple[Code, str]:
    """Give code and message of what a parser raised."""
    return (error.code, error.message) if isinstance(error, BadCell) else (Code.BAD_VALUE, error.message)


def plain_together(cells: Iterable[str]) -> bool:
    """Say quickly whether all cells of a row are surely plain, and none of them too large.

    Parts of a normalised text are normalised, so one look at all of them is enough.
    """
    together = "".join(cells)
    return len(together) <= LARGEST_CELL and is_plain(together)
