"""How numbered parts of addresses are written, in both languages: the forms that a text is searched for.

Each way of writing tells what it may begin with, so that at a character only the ways are tried that begin with it; a
way stands before those that are shorter. Repetitions are bounded: no text makes the search go to and fro for long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from graphsvc.questions.understanding.numbers import CARDINAL, CHINESE_NUMERAL, ORDINAL
from graphsvc.questions.understanding.text import CHINESE

_N: Final = rf"(?:\d{{1,4}}|{CHINESE_NUMERAL}{{1,5}})"
_EN: Final = rf"(?:\d{{1,4}}(?:st|nd|rd|th)?\b|(?:{CARDINAL}|{ORDINAL})\b)"
_ORD: Final = rf"(?:\d{{1,3}}(?:st|nd|rd|th)\b|(?:{ORDINAL})\b)"
_LETTER: Final = r"(?<![a-z])[a-z](?![a-z])"
_ID: Final = rf"(?:(?:[甲乙丙丁戊]|(?<![a-z])[a-z])?{_N}[a-z]?(?![a-z])|{_LETTER}|[甲乙丙丁戊])"
_EN_ID: Final = rf"(?:[a-z]?\d{{1,3}}[a-z]?\b|(?:{CARDINAL})\b|[a-z]\b)"
HOUSE: Final = r"(?:号\s?[楼栋幢座搂娄喽篓]|#\s?楼?|栋|幢|憧|座|(?<=[a-z])坐(?![电车下着在地了过公上到]))"
"""What ends the number of a house in Chinese, also as it is mistyped: 3号搂, 3憧, A坐."""

_MISTYPED: Final = r"b(?:ui|iu|u|i)(?:ld|dl|l|d)i?ng?"  # *building* with a letter too few, or two in the wrong order
BLOCK: Final = rf"(?:buildings?|{_MISTYPED}|blocks?|towers?|houses?|bldgs?\.?|blks?\.?)"
"""What stands before the number of a house in English, also as it is mistyped: *bulding 4*, *biulding 4*."""

NO: Final = r"\s{0,2}(?:(?:no\.?|number|num\.?|nr\.?|#)\s{0,2})?"
"""What may stand between the two."""

LONE_LETTER: Final = (
    r"(?=\s{0,3}(?:$|[^\sa-z]|(?:at|in|of|on|and|or|flat|floor|level|entrance|unit|room|apt|has|have|is|was|no|not|needs?|"
    r"lift|lobby)\b))"
)
"""What follows a letter that is the name of a house, and no article or pronoun."""

BETWEEN_HOUSES: Final = r"\s?(?:[、,/和及跟与&~到至-]|and|to|through|or)\s?(?:and\s|&\s?)?"
"""What stands between houses that are told in one breath."""

_BEFORE_BLOCK: Final = rf"(?:(?:\b(?:no\.?|number)|#)\s{{0,3}}\d{{1,3}}[a-z]?|\b{_ORD}|(?<![\w.])\d{{1,3}}[a-eg-z]?)"
_NO_ID: Final = rf"(?!\s{{1,3}}(?:\d{{1,2}}|[b-hj-z])\b)(?!\s{{1,3}}a{LONE_LETTER})"
_BLOCKS: Final = r"(?:buildings|blocks|towers|houses|bldgs\.?|blks\.?)"
_PAIRED: Final = r"(?:[两二三四五六七八九]个?)?"
_BARE_FLAT: Final = (
    r"(?:^|(?<=[,，。;；\s家是住在]))[1-9]\d{0,1}(?!00)\d{2}(?!\d)"
    rf"(?=\s?[{CHINESE}])(?!\s?[路次元块米度多个人年月天小分平公斤号点楼层栋幢座期网维转兆瓦伏毫千万百周])"
)
_DASH: Final = r"\s?[-/~—_]\s?"
_ADDRESSED: Final = r"(?![a-z0-9-])[室号户]?"
_LIFT: Final = r"(?:[客货]?电梯|[客货]?梯(?!子))"
_DOOR: Final = r"(?:室|号房间?|房间?|户|号(?![楼栋幢座线]))"
_SIDE: Final = r"(?:east|west|north|south|central|middle)"
_ZONE: Final = r"(?:zone|section|area|part|wing)"
# A list is read to its end for each beginning: first it is seen whether there is a word for houses behind it.
_OF_A_LIST: Final = rf"(?:[0-9a-z甲乙丙丁戊第号个、,/和及跟与&~到至\s-]|{CHINESE_NUMERAL}){{2,120}}"
_LISTED: Final = rf"(?={_OF_A_LIST}(?:号\s?[楼栋幢座搂娄喽篓]|[#栋幢憧座]))"
_MORE: Final = "{1,12}"  # further houses of a list

# What a way of writing may begin with.
_BEGINNINGS: Final[Mapping[str, str]] = {
    "digit": r"[0-9]",
    "numeral": CHINESE_NUMERAL,
    "words": r"[a-z]{2}",
    "letter": r"[a-z]",
    "stem": r"[甲乙丙丁戊]",
    "side": r"[东西南北中]",
    "ordinal": r"第",
    "below": r"[负地]",
    "mark": r"#",
}


class _Way(NamedTuple):
    """A way of writing a part."""

    name: str
    """What is read so, up to the underscore."""
    begins: str
    form: str


_WAYS: Final = (
    _Way(
        "address_3",
        "digit letter",
        rf"(?<![a-z0-9.-])(?:[a-z]|\d{{1,3}}|[a-z]\d\d?){_DASH}\d\d?{_DASH}\d{{3,4}}{_ADDRESSED}",
    ),
    _Way("address_2", "digit letter", rf"(?<![a-z0-9.-])(?:[a-z]|\d{{1,2}}){_DASH}\d{{3,4}}{_ADDRESSED}"),
    _Way("address_1", "letter", r"(?<![a-z0-9-])[a-h]\d{3,4}(?![a-z0-9])[室号户]?"),
    _Way("phase_1", "digit numeral ordinal", rf"第?{_N}\s?期(?![间待限末货])"),
    _Way("phase_2", "words letter", r"\b(?:i{1,3}|iv|vi{0,3})\s?期"),
    _Way("phase_3", "words", rf"\bphase{NO}(?:(?:i{{1,3}}|iv|vi{{0,3}}|v)\b|{_EN})"),
    _Way("phase_4", "digit words", rf"\b{_ORD}\s{{1,3}}phase\b"),
    _Way("lift_1", "digit numeral", rf"(?:\d{{1,2}}\s?号?|{CHINESE_NUMERAL}{{1,2}}号)\s?{_LIFT}"),
    _Way("lift_2", "words", rf"\b(?:lift|elevator){NO}{_EN}"),
    _Way("lift_3", "digit words mark", rf"\b(?:{_ORD}|(?:no\.?|number|#)\s{{0,3}}{_EN})\s{{1,3}}(?:lift|elevator)\b"),
    _Way("grid_1", "digit numeral ordinal", rf"第?{_N}网格"),
    _Way("grid_2", "words", rf"\bgrid{NO}{_EN}"),
    _Way(
        "houses_1",
        "digit numeral letter stem ordinal",
        rf"{_LISTED}第?{_ID}号?(?:{BETWEEN_HOUSES}第?{_ID}号?){_MORE}\s?{_PAIRED}{HOUSE}",
    ),
    _Way("houses_2", "words", rf"\b{_BLOCKS}{NO}{_EN_ID}(?:{BETWEEN_HOUSES}{_EN_ID}){_MORE}"),
    _Way("building_1", "digit numeral letter stem ordinal", rf"第?{_ID}\s?{HOUSE}(?!谈|椅|位|机)"),
    _Way("building_2", "letter stem", r"(?:(?<![a-z0-9])[a-z]\d{0,2}|[甲乙丙丁戊])\s?楼"),
    _Way("building_3", "words", rf"\b{BLOCK}{NO}{_EN_ID}"),
    _Way("building_4", "digit words mark", rf"{_BEFORE_BLOCK}\s{{1,3}}(?:building|block|tower|bldg)\b{_NO_ID}"),
    _Way("building_5", "letter", r"(?<![a-z0-9'])[b-hj-z]\s{1,3}(?:building|block|tower|bldg)\b"),
    _Way("building_6", "mark", r"(?<![\w#])#\s?\d{1,2}(?!\d)\s?楼?"),
    _Way("building_7", "stem", r"[甲乙丙丁戊]\d{1,2}(?![\da-z%号型类级楼栋幢座])"),
    _Way("entrance_5", "digit numeral", rf"(?<=[楼栋幢座])(?:\d|{CHINESE_NUMERAL})门(?![口禁卫锁铃诊把扇])"),
    _Way("entrance_1", "digit numeral letter ordinal", rf"(?:第?{_N}|{_LETTER})\s?号?(?:单[元员园原圆]|门洞|门栋)"),
    _Way("entrance_2", "words", rf"\b(?:entrance|stairwell|staircase|stair){NO}{_EN}"),
    _Way("entrance_3", "digit words", rf"\b{_ORD}\s{{1,3}}(?:entrance|stairwell|staircase)\b"),
    _Way("entrance_4", "words", rf"\bunit{NO}(?:\d{{1,2}}\b|(?:{CARDINAL})\b)"),
    _Way("floor_1", "digit numeral letter ordinal below", rf"(?:负|地下|b)?第?{_N}\s?[层楼](?!长)"),
    _Way("floor_2", "words", rf"\b(?:floor|level|storey){NO}{_EN}"),
    _Way("floor_3", "digit words", rf"\b(?:{_ORD}|\d{{1,2}})\s{{1,3}}(?:floor|storey|fl|level)\b"),
    _Way("floor_4", "digit", r"(?<![a-z0-9])\d{1,2}f\b"),
    _Way("flat_1", "digit numeral", rf"(?:\d{{3,4}}|{CHINESE_NUMERAL}{{3,4}})\s?{_DOOR}"),
    _Way("flat_2", "words", rf"\b(?:flat|room|apartment|apt\.?|rm\.?|suite|unit){NO}\d{{3,4}}\b"),
    _Way("flat_3", "numeral", r"(?<=[元栋幢座楼层门])[零〇一二三四五六七八九幺]{3,4}(?![点月日号年级])"),
    _Way("flat_4", "digit", _BARE_FLAT),
    _Way("region_1", "side", r"[东西南北中]区"),
    _Way("region_2", "side", rf"[东西南北](?=\s?{_N}\s?(?:号\s?楼|#|栋|幢))"),
    _Way("side", "side", rf"[东西南北][边侧面头]的?(?=\s?{_N}\s?(?:号\s?楼|#|栋|幢))"),
    _Way("region_3", "words", rf"\b{_SIDE}\s{{1,3}}(?:{_ZONE}\b|(?={BLOCK}\s?{_EN_ID}))"),
    _Way("number", "digit numeral letter stem ordinal", rf"第?(?:[甲乙丙丁戊]|(?<![a-z])[a-z])?{_N}[a-z]?\s?号"),
    _Way("word", "digit words letter", r"[a-z]+(?:'(?!s\b)[a-z]+)*|\d+"),
    _Way("character", "numeral stem side ordinal below", rf"[{CHINESE}]"),
)


def _ways(beginning: str) -> re.Pattern[str]:
    forms = (rf"(?P<{way.name}>{way.form})" for way in _WAYS if beginning in way.begins.split())
    return re.compile("|".join(forms), re.ASCII)  # a Chinese character ends an English word


WAYS: Final[Mapping[str, re.Pattern[str]]] = {beginning: _ways(beginning) for beginning in _BEGINNINGS}
"""The ways of writing that a beginning may begin, each a group by its name."""


def _plain() -> Iterator[str]:
    """Give the ranges of Chinese characters that begin nothing but themselves."""
    begins = re.compile("|".join(_BEGINNINGS.values()))
    for stretch in re.findall(".-.", CHINESE):
        at, last = ord(stretch[0]), ord(stretch[-1])
        for code in range(at, last + 1):
            if begins.match(chr(code)):
                if at < code:
                    yield f"{chr(at)}-{chr(code - 1)}"
                at = code + 1
        yield f"{chr(at)}-{chr(last)}"


# English words that begin a way of writing; all others stand for themselves.
_LEADING: Final = (
    rf"build|{_MISTYPED}|block|tower|house|bldg|blk|phase|lift|elevator|grid|entrance|stair|unit|floor|level|storey|flat|room|"
    rf"apartment|apt|rm|suite|east|west|north|south|central|middle|n[our]|{ORDINAL}|[iv][iv]"
)
_NUMBER_ENDS: Final = r"[期号网a-z\s、,/和及跟与&~到至\-#栋幢憧座单门层楼室房户]"
# Characters that would begin a way of writing, but nothing follows that belongs to one.
_ALONE: Final = (
    rf"第(?!{CHINESE_NUMERAL}|[0-9a-z甲乙丙丁戊])|负(?!{CHINESE_NUMERAL}|[0-9第])|地(?!下)|"
    rf"[东西南北中](?!{CHINESE_NUMERAL}|[0-9区边侧面头\s])|"
    rf"(?<![元栋幢座楼层门])(?:(?!〇){CHINESE_NUMERAL})++(?!〇|{_NUMBER_ENDS})"
)
_CHARACTERS: Final = rf"(?:[{''.join(_plain())}]|{_ALONE})+"
_WORD: Final = rf"(?!{_LEADING})[a-z]{{2,}}(?:'(?!s\b)[a-z]+)*"
_LONG_CODE: Final = r"(?<![a-z0-9])[a-z0-9]{40,}"  # no address is as long
BEGINNING: Final = re.compile(
    rf"(?P<run>{_CHARACTERS})|(?P<code>{_LONG_CODE})|(?P<word>{_WORD})|"
    + "|".join(rf"(?P<{beginning}>{characters})" for beginning, characters in _BEGINNINGS.items()),
    re.ASCII,
)
"""Where a part begins: Chinese characters or a word that can be nothing else, or the beginning of a way of writing."""

PLAIN_CHARACTERS: Final = re.compile(_CHARACTERS, re.ASCII)
"""Chinese characters that stand for themselves."""

PLAIN_WORDS: Final = re.compile(rf"{_WORD}(?: {_WORD})*", re.ASCII)
"""English words that stand for themselves."""
