"""Words that end the names of estates and larger places: 花园, 公寓, 社区, *Garden*, *Court*.

What stands before them is the piece that people use for short (翠湖公寓: 翠湖); with another such word behind it, the
same piece is another place (翠湖花园).
"""

from __future__ import annotations

from typing import Final

ESTATE: Final = "小区"
"""The word that every estate may be called by."""

ESTATES: Final[tuple[str, ...]] = tuple(
    sorted(
        (
            *("小区", "花园", "家园", "公寓", "新村", "家属院", "家属区", "家属楼", "宿舍", "大院", "老院", "雅苑"),
            *("名苑", "雅居", "新居", "名都", "华庭", "华府", "山庄", "嘉园", "佳园", "新城", "庄园", "豪庭", "公馆"),
            *("大厦", "嘉苑", "佳苑", "花苑", "馨苑", "新苑", "雅园", "名楼", "公社", "别墅", "新区", "丽景", "锦城"),
            *("花城", "国际", "广场", "家苑", "悦府", "学府", "豪园", "华苑", "绿洲", "水岸", "名邸", "御园", "尚城"),
        ),
        key=len,
        reverse=True,
    )
)
"""Endings of names of estates that are sure to be such."""

SHORT_ESTATES: Final = frozenset("苑园府阁庭湾居城轩坊岸院里村郡墅邸")
"""Endings of one character; most of them mean other things as well."""

SURE_SHORT_ESTATES: Final = ("苑", "湾", "府", "阁", "轩", "墅", "邸", "郡", "坊")
"""Those of them that behind a name hardly mean anything else; 翠湖里 may be 翠湖里面, 翠湖居 翠湖居民."""

WIDER: Final[tuple[str, ...]] = ("社区", "街道", "街道办", "办事处", "新区", "区", "县", "市", "镇", "乡")
"""Endings of names of larger places."""

_ENDINGS: Final = frozenset((*ESTATES, *WIDER))
_LENGTHS: Final = sorted({len(ending) for ending in _ENDINGS}, reverse=True)

ENGLISH_ESTATES: Final = frozenset(
    {
        *("estate", "estates", "garden", "gardens", "court", "courts", "apartments", "apartment", "village",
        "residence"),
        *("residences", "mansion", "mansions", "heights", "terrace", "quarters", "compound", "towers", "yard",
        "park"),
        *("bay", "villas", "villa", "homes", "home", "manor", "plaza", "place", "house", "town", "dwellings",
        "banks"),
        *("quarter", "hill", "hills", "square", "grove", "meadows", "lodge", "dormitory", "dorm", "complex", "mall"),
    }
)  # fmt: skip
"""The same in English."""

ENGLISH_WIDER: Final = frozenset({"community", "subdistrict", "district", "city", "county", "town", "street"})
"""Larger places in English."""


def piece_of(chinese: str) -> str | None:
    """Give what is left of a Chinese name without its ending; None when that is nothing to be known by.

    >>> piece_of("翠湖公寓"), piece_of("江湾社区"), piece_of("小区")
    ('翠湖', '江湾', None)
    """
    for length in _LENGTHS:
        if len(chinese) >= length + 2 and chinese[-length:] in _ENDINGS:
            return chinese[:-length]
    return chinese[:-1] if len(chinese) >= 3 and chinese[-1] in SHORT_ESTATES else None


def english_piece_of(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give the same for the words of an English name."""
    rest = words
    while rest and (rest[-1] in ENGLISH_ESTATES or rest[-1] in ENGLISH_WIDER or rest[-1] == "new"):
        rest = rest[:-1]
    return rest if rest and rest != words and sum(map(len, rest)) >= 4 else None
