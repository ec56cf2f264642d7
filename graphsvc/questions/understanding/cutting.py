"""Texts and names cut into their parts by the same rules, so that what is said is found by what is held."""

from __future__ import annotations

import re
from itertools import repeat
from typing import Final

from graphsvc.questions.understanding.partforms import BEGINNING, PLAIN_CHARACTERS, PLAIN_WORDS, WAYS
from graphsvc.questions.understanding.parts import (
    BUILDING,
    CHARACTER,
    EMERGENCY_CALLS,
    ENTRANCE,
    FLAT,
    FLOOR,
    WORD,
    Part,
    read_parts,
)
from graphsvc.questions.understanding.text import CHINESE, Text

_HOLD_FLATS: Final = frozenset({BUILDING, ENTRANCE, FLOOR})
_NEXT_TO: Final = re.compile(r"[\s,，\-的]*")
_ITSELF: Final = re.compile(rf"(?P<word>[a-z]+|\d+)|(?P<character>[{CHINESE}])", re.ASCII)


def cut(text: Text) -> tuple[Part, ...]:
    """Cut a text into its parts, in order; marks are left out.

    Cost: half a microsecond for a character, some microseconds for one that may begin an address.
    """
    parts: list[Part] = []
    folded = text.folded
    numbered: list[int] = []
    at = 0
    while (beginning := BEGINNING.search(folded, at)) is not None:
        begin, at = beginning.span()
        what = beginning.lastgroup or ""
        if what == "run":
            parts += map(Part, repeat(CHARACTER), folded[begin:at], range(begin, at), range(begin + 1, at + 1))
            continue
        if what in {WORD, "code"}:
            parts.append(Part(WORD, folded[begin:at], begin, at))
            continue
        found = WAYS[what].match(folded, begin)
        told = read_parts(text, found) if found is not None else ()
        if not told:
            # Not what it looked like: its first word or character stands for itself.
            found = _ITSELF.match(folded, begin)
            told = (Part(found.lastgroup or CHARACTER, found.group(), *found.span()),) if found is not None else ()
        at = begin + 1 if found is None else found.end()
        numbered += range(len(parts), len(parts) + len(told))
        parts += told
    for number in numbered:
        if (sort := _told_by_neighbours(folded, parts, number)) is not None:
            parts[number] = parts[number]._replace(sort=sort)
    return tuple(parts)


def cut_plainly(folded: str) -> tuple[str, tuple[str, ...]] | None:
    """Give the parts of a text of nothing but characters, or of words, that stand for themselves, and which of them.

    Most names are such texts; what else there may be takes some times as long to cut.
    """
    if PLAIN_CHARACTERS.fullmatch(folded):
        return CHARACTER, tuple(folded)
    return (WORD, tuple(folded.split(" "))) if PLAIN_WORDS.fullmatch(folded) else None


def _told_by_neighbours(folded: str, parts: list[Part], at: int) -> str | None:
    """Read what only its neighbours tell: 501 beside a house is a flat, the first number of 2-501 there an entrance."""
    part = parts[at]
    before = parts[at - 1] if at else None
    following = parts[at + 1] if at + 1 < len(parts) else None
    if _is_flat_number(part):
        if before is not None and before.sort in _HOLD_FLATS:
            beside = _NEXT_TO.fullmatch(folded, before.end, part.begin) is not None
        else:
            # *501, building 3*; 110 3号楼 is no address.
            beside = (
                following is not None
                and following.sort in _HOLD_FLATS
                and folded[following.begin].isascii()
                and folded[following.begin].isalpha()
                and _NEXT_TO.fullmatch(folded, part.end, following.begin) is not None
            )
        return FLAT if beside else None
    if part.sort == BUILDING and before is not None and before.sort == BUILDING and following is not None:
        first_of_address = following.sort == FLAT and following.begin == part.begin
        if first_of_address and _NEXT_TO.fullmatch(folded, before.end, part.begin) is not None:
            return ENTRANCE
    return None


def _is_flat_number(part: Part) -> bool:
    return (
        part.sort == WORD and part.value.isdecimal() and len(part.value) in {3, 4} and part.value not in EMERGENCY_CALLS
    )
