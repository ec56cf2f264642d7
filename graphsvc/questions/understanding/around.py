"""How far what is said reaches around the asker: 整个小区, 我们楼, *our whole building*.

Who tells a flat as the place where they are and speaks of the whole house means the house.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from graphsvc.domain.kinds import PlaceKind
from graphsvc.questions.understanding.clauses import Span
from graphsvc.questions.understanding.text import Text

_OUR: Final = r"(?:整个?|全|本|这个?|(?:我们|咱们?|俺们?)这?个?)"
_OURS: Final = r"\b(?:(?:our|the|this) (?:whole |entire )?|(?:whole|entire) )"
_REACHES: Final = tuple(
    (kind, re.compile(f"{_OUR}{chinese}|{english}", re.ASCII))  # a Chinese character ends an English word
    for kind, chinese, english in (
        (PlaceKind.ENTRANCE, "单元(?![门楼])", rf"{_OURS}(?:stairwell|staircase)\b"),
        (
            PlaceKind.BUILDING,
            "(?:[栋幢座号]楼?|楼)(?![道上下梯顶层长管板房门前后旁外号])",
            # *The building* may be any.
            rf"{_OURS.replace('|the|', '|')}(?:building|block|tower)\b(?!\s+(?:no\b|number\b|\d|[a-z]\b))",
        ),
        (PlaceKind.COMPOUND, "(?:小区|院子?|大院)(?!长)", rf"{_OURS}(?:estate|compound|residential \w+)\b"),
        (PlaceKind.COMMUNITY, "社区(?![医卫工服书民网主]|居委)", rf"{_OURS}community\b(?! \w+ (?:cent|room))"),
    )
)
# 小区 alone may be said of one's own flat as well: 我家漏水,小区物业不管.
_ESTATE: Final = re.compile(
    r"(?<!隔壁)(?<!别的)(?<!其他)(?<!其它)(?<!对面)(?<!旁边)(?<!附近)(?<![邻两几各些某哪老]个)小区"
)
_HOME: Final = re.compile(
    r"我家|家里|我们家|咱家|屋里|室内|厨房|卫生间|厕所|卧室|客厅|阳台|天花板|楼上|楼下|隔壁|"
    r"\b(?:my|our) (?:flat|home|house|apartment|ceiling|kitchen|bath\w*|bedroom|room|toilet)\b|"
    r"\b(?:upstairs|downstairs)\b"
)


class Reach(NamedTuple):
    """Up to a place of which kind it reaches, and the words that say so."""

    kind: PlaceKind
    span: Span


def hear_reach(text: Text) -> Reach | None:
    """Say how far what is said reaches around the asker: the smallest that is named; None when nothing is."""
    for kind, pattern in _REACHES:
        if said := pattern.search(text.folded):
            return Reach(kind, Span(*said.span()))
    said = _ESTATE.search(text.folded)
    if said is None or _HOME.search(text.folded):
        return None
    return Reach(PlaceKind.COMPOUND, Span(*said.span()))
