"""Houses, phases, entrances, floors and flats in a question, by their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graphsvc.questions.understanding.lexicon import Lexicon
from graphsvc.questions.understanding.mentions import Mention, Sort
from graphsvc.questions.understanding.numbers import read_number, read_roman
from graphsvc.questions.understanding.parts import (
    BUILDING,
    CHARACTER,
    DETAILS,
    GRID,
    LIFT,
    NUMBER,
    PHASE,
    REGION,
    SIDE,
    WORD,
    Part,
)
from graphsvc.questions.understanding.text import Text

_WEAK_AFTER: Final = re.compile(
    r"\s?(?:[门线路车床机窗口铺院]|电[梯表]|水表|[早晚中上下]|凌晨|半夜|那天|开始|之[前后]|以[前后])"
)


def numbers_said(
    text: Text, parts: Sequence[Part], taken: list[bool], named: Sequence[Mention], lexicon: Lexicon
) -> Iterator[Mention]:
    """Find houses, phases, entrances, floors and flats by their numbers."""
    estates = {mention.end: mention for mention in named if mention.sort is Sort.NAME}
    for at, part in enumerate(parts):
        if taken[at] or (part.sort == CHARACTER and not estates):
            continue
        if part.sort == BUILDING:
            yield Mention(Sort.BUILDING, part.begin, part.end, parts=_with_region(text, parts, taken, at))
        elif part.sort == PHASE:
            yield Mention(Sort.PHASE, part.begin, part.end, parts=(part,))
        elif part.sort in DETAILS:
            yield Mention(Sort.DETAIL, part.begin, part.end, parts=(part,))
        elif part.sort == GRID:
            yield Mention(Sort.STRANGER, part.begin, part.end)  # those that there are have names
        elif part.sort == LIFT:
            yield Mention(Sort.FACILITY, part.begin, part.end, parts=(part,))
        elif (part.begin in estates or text.folded[part.begin - 1 : part.begin] == " ") and (
            estate := estates.get(_begin_of_gap(text, part))
        ) is not None:
            if (phase := _weak_phase(part, estate, lexicon)) is not None:
                yield Mention(Sort.PHASE, part.begin, part.end, parts=(phase,))
                continue
            house = _weak_house(text, part, estate, lexicon)
            if house is not None:
                yield Mention(Sort.BUILDING, part.begin, part.end, parts=(house,))


def _with_region(text: Text, parts: Sequence[Part], taken: list[bool], at: int) -> tuple[Part, ...]:
    """Give a house with its region, when one stands beside it: 东区3号楼, *block 3 in the east section*."""
    house = parts[at]
    for beside in (at - 1, at + 1, at + 3, at + 4):
        if not 0 <= beside < len(parts) or taken[beside] or parts[beside].sort not in {REGION, SIDE}:
            continue
        gap = text.folded[min(house.end, parts[beside].end) : max(house.begin, parts[beside].begin)]
        if re.fullmatch(r"[\s,的()]*(?:(?:in|of|at|on)\s+the\s*)?", gap):
            taken[beside] = True
            return (parts[beside], house)
    return (house,)


def _begin_of_gap(text: Text, part: Part) -> int:
    at = part.begin
    while at > 0 and text.folded[at - 1] == " ":
        at -= 1
    return at


def _weak_phase(part: Part, estate: Mention, lexicon: Lexicon) -> Part | None:
    """Read a bare number behind a piece of a name that stands for phases as one of them: *Sunshine II*."""
    if estate.whole or part.sort == NUMBER:
        return None
    value = read_roman(part.value) or read_number(part.value)
    if value is None or not any(str(value) in lexicon.phases.get(place, ()) for place in estate.places):
        return None
    return part._replace(sort=PHASE, value=str(value))


def _weak_house(text: Text, part: Part, estate: Mention, lexicon: Lexicon) -> Part | None:
    """Read a bare number or letter behind an estate as a house that stands in it: 滨江小区3号, *Jade Lake B*."""
    if part.sort == CHARACTER or (part.sort == NUMBER and _WEAK_AFTER.match(text.folded, part.end)):
        return None
    if part.sort == WORD:
        letter = len(part.value) == 1 and (part.value not in "ais" or text.said[text.origin[part.begin]] == "A")
        if not letter and not (part.value.isdecimal() and len(part.value) <= 2):
            return None
    house = part._replace(sort=BUILDING)
    bearers = lexicon.names.bearers((house.name,))
    return house if any(lexicon.within(bearers, place) for place in estate.places) else None
