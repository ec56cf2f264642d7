"""The parts that names and addresses are made of: 东区 · 3号楼 · 2单元 · 5层 · 501室, or single characters and words.

Here is what each way of writing a numbered part says, so that 3号楼, 三幢, ３# and *Block three* are one part.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from graphsvc.questions.understanding.houselists import listed
from graphsvc.questions.understanding.numbers import (
    CARDINAL,
    CHINESE_NUMERAL,
    ORDINAL,
    read_number,
    read_roman,
)
from graphsvc.questions.understanding.partforms import BLOCK, HOUSE, LONE_LETTER, NO
from graphsvc.questions.understanding.text import Text

BUILDING: Final = "building"
ENTRANCE: Final = "entrance"
FLOOR: Final = "floor"
FLAT: Final = "flat"
PHASE: Final = "phase"
REGION: Final = "region"
SIDE: Final = "side"
LIFT: Final = "lift"
GRID: Final = "grid"
NUMBER: Final = "number"
CHARACTER: Final = "character"
WORD: Final = "word"

DETAILS: Final = frozenset({ENTRANCE, FLOOR, FLAT})
"""What lies inside a building."""


class Part(NamedTuple):
    """A part: what it is, its number or its letters, and where it stands in the folded text."""

    sort: str
    value: str
    begin: int
    end: int

    @property
    def name(self) -> str:
        """The part as one text, the same for all ways of writing it."""
        return part_name(self.sort, self.value)


def part_name(sort: str, value: str) -> str:
    """Give a part as one text."""
    return value if sort in _PLAIN else f"{sort} {value}"


_PLAIN: Final = frozenset({CHARACTER, WORD})

_SIDES: Final = {
    "东": "east", "西": "west", "南": "south", "北": "north", "中": "central", "m": "central",
}  # fmt: skip

_NUMBERS: Final = re.compile(
    rf"\d+(?:st|nd|rd|th)?|{CHINESE_NUMERAL}+|\b(?:{CARDINAL}|{ORDINAL})\b|\b(?:viii|vii|vi|iv|v|i{{1,3}})(?=\b|\s?期)",
    re.ASCII,
)
_IDS: Final = re.compile(
    rf"(?P<before>[甲乙丙丁戊a-z]?)\s?(?P<number>\d+|{CHINESE_NUMERAL}+)(?:st|nd|rd|th)?(?P<after>[a-z]?)|(?P<letter>[甲乙丙丁戊a-z])",
    re.ASCII,
)
_WORDY: Final = re.compile(rf"\b(?:{CARDINAL}|{ORDINAL})\b")
_BLOCK_WORD: Final = re.compile(rf"\b{BLOCK}{NO}|号|第|{HOUSE}|楼|\bno\b\.?|\bnumber\b|#|\s")
# 一座桥, 那两栋, 三栋楼: counted, not numbered.
_COUNTED_BEFORE: Final = frozenset("这那哪几有另")
_COUNTED: Final = re.compile(r"楼(?![道梯下上里顶门长管栋前后旁外内口])|[房桥山]")
EMERGENCY_CALLS: Final = frozenset({"110", "112", "114", "119", "120", "122", "999", "911"})
"""Numbers that are no flats."""

_LONE: Final = re.compile(LONE_LETTER)


def _read_address(_: Text, found: re.Match[str]) -> Iterator[Part]:
    begin, end = found.span()
    written = re.sub(r"[^a-z0-9]+", " ", found.group()).split()
    if len(written) == 1:
        written = [written[0][0], written[0][1:]]
    sorts = (BUILDING, ENTRANCE, FLAT) if len(written) == 3 else (BUILDING, FLAT)
    for sort, value in zip(sorts, written, strict=True):
        yield Part(sort, value.lstrip("0") or "0", begin, end)


def _read_building(text: Text, found: re.Match[str]) -> Iterator[Part]:
    group = found.lastgroup
    said = found.group()
    begin, end = found.span()
    if group == "building_1":
        bare = said[-1] in "栋幢憧座" and "号" not in said and "第" not in said
        counted = re.fullmatch(rf"{CHINESE_NUMERAL}+\s?[栋幢座]", said)
        if counted and (
            text.folded[begin - 1 : begin] in _COUNTED_BEFORE or said[0] in "一两" or _COUNTED.match(text.folded, end)
        ):
            return
        if bare and _COUNTED.match(text.folded, end):
            end += 1
    rest = _BLOCK_WORD.sub(" ", said).strip() if group in {"building_3", "building_4", "building_5"} else said
    value = _identity(rest)
    if value is None:
        return
    if group == "building_3" and value in {"a", "i"} and not _is_letter(text, found, value):
        return
    yield Part(BUILDING, value, begin, end)


def _is_letter(text: Text, found: re.Match[str], value: str) -> bool:
    """Whether a single a or i is the name of a house: a capital, and no word that an article or a pronoun begins."""
    end = found.end()
    if text.said[text.origin[end - 1]] in {"A", "Ａ", "I", "Ｉ"} and value == "a":
        return True
    return value == "a" and _LONE.match(text.folded, end) is not None


def _read_houses(_: Text, found: re.Match[str]) -> Iterator[Part]:
    begin, end = found.span()
    said = found.group()
    told = _BLOCK_WORD.sub(" ", said) if found.lastgroup == "houses_2" else re.sub(HOUSE + "$", "", said)
    for value in listed(told.replace("第", ""), _identity):
        yield Part(BUILDING, value, begin, end)


@lru_cache(maxsize=4_096)  # long texts say the same again and again
def _identity(said: str) -> str | None:
    """Give what a house is called beside its kind: 3, a, 甲1, 1a."""
    wordy = _WORDY.search(said)
    if wordy:
        return str(read_number(wordy.group()))
    found = _IDS.search(said)
    if found is None:
        return None
    if found["letter"]:
        return found["letter"]
    number = read_number(found["number"])
    return None if number is None else f"{found['before']}{number}{found['after']}"


def _numbered(sort: str) -> Callable[[Text, re.Match[str]], Iterator[Part]]:
    def read(_: Text, found: re.Match[str]) -> Iterator[Part]:
        written = _NUMBERS.search(found.group())
        if written is None:
            letter = re.search(r"[a-z](?=\s?(?:单元|门))", found.group())
            if letter:
                yield Part(sort, letter.group(), *found.span())
            return
        value = read_number(written.group())
        if value is None:
            value = read_roman(written.group())
        if value is None:
            return
        if sort == FLAT and written.group() in EMERGENCY_CALLS:
            return
        below = sort == FLOOR and found.group().startswith(("负", "地下", "b"))
        yield Part(sort, f"-{value}" if below else str(value), *found.span())

    return read


def _read_plain_number(_: Text, found: re.Match[str]) -> Iterator[Part]:
    value = _identity(found.group())
    if value is not None:
        yield Part(NUMBER, value, *found.span())


def _read_region(_: Text, found: re.Match[str]) -> Iterator[Part]:
    side = found.group().split()[0]
    yield Part(REGION, _SIDES.get(side[0], side), *found.span())


def _read_side(_: Text, found: re.Match[str]) -> Iterator[Part]:
    yield Part(SIDE, _SIDES[found.group()[0]], *found.span())


_READERS: Final[dict[str, Callable[[Text, re.Match[str]], Iterator[Part]]]] = {
    "address": _read_address,
    "houses": _read_houses,
    BUILDING: _read_building,
    REGION: _read_region,
    SIDE: _read_side,
    **{sort: _numbered(sort) for sort in (ENTRANCE, FLOOR, FLAT, PHASE, LIFT, GRID)},
    NUMBER: _read_plain_number,
}


def read_parts(text: Text, found: re.Match[str]) -> Sequence[Part]:
    """Give the parts that are written in a way; none when it only looks like one."""
    sort = (found.lastgroup or CHARACTER).partition("_")[0]
    if sort in _PLAIN:
        value = found.group()
        return (Part(sort, value.lstrip("0") or "0" if value.isdecimal() else value, *found.span()),)
    return tuple(_READERS[sort](text, found))
