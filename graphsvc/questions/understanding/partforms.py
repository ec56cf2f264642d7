"""How numbered parts of addresses are written, in both languages: the forms that a text is searched for.

One regular expression with an alternative for each way of writing; a way stands before those that are shorter. The
name of an alternative up to the underscore says what is read so.
"""

from __future__ import annotations

import re
from typing import Final

from graphsvc.questions.understanding.numbers import CARDINAL, CHINESE_NUMERAL, ORDINAL
from graphsvc.questions.understanding.text import CHINESE

_N: Final = rf"(?:\d{{1,4}}|{CHINESE_NUMERAL}{{1,5}})"
_EN: Final = rf"(?:\d{{1,4}}(?:st|nd|rd|th)?\b|(?:{CARDINAL}|{ORDINAL})\b)"
_ORD: Final = rf"(?:\d{{1,3}}(?:st|nd|rd|th)\b|(?:{ORDINAL})\b)"
_LETTER: Final = r"(?<![a-z])[a-z](?![a-z])"
_ID: Final = rf"(?:(?:[甲乙丙丁戊]|(?<![a-z])[a-z])?{_N}[a-z]?(?![a-z])|{_LETTER}|[甲乙丙丁戊])"
_EN_ID: Final = rf"(?:[a-z]?\d{{1,3}}[a-z]?\b|(?:{CARDINAL})\b|[a-z]\b)"
HOUSE: Final = r"(?:号\s?[楼栋幢座]|#\s?楼?|栋|幢|座)"
"""What ends the number of a house in Chinese."""

BLOCK: Final = r"(?:buildings?|blocks?|towers?|houses?|bldgs?\.?|blks?\.?)"
"""What stands before the number of a house in English."""

NO: Final = r"\s*(?:no\.?|number|num\.?|nr\.?|#)?\s*"
"""What may stand between the two."""

LONE_LETTER: Final = (
    r"(?=\s*(?:$|[^\sa-z]|(?:at|in|of|on|and|or|flat|floor|level|entrance|unit|room|apt|has|have|is|was|no|not|needs?|"
    r"lift|lobby)\b))"
)
"""What follows a letter that is the name of a house, and no article or pronoun."""

BETWEEN_HOUSES: Final = r"\s?(?:[、,/和及跟与&~到至-]|and|to|through|or)\s?(?:and\s|&\s?)?"
"""What stands between houses that are told in one breath."""

_BEFORE_BLOCK: Final = rf"(?:(?:\b(?:no\.?|number)|#)\s*\d{{1,3}}[a-z]?|\b{_ORD}|(?<![\w.])\d{{1,3}}[a-eg-z]?)"
_NO_ID: Final = rf"(?!\s+(?:\d{{1,2}}|[b-hj-z])\b)(?!\s+a{LONE_LETTER})"
_BLOCKS: Final = r"(?:buildings|blocks|towers|houses|bldgs\.?|blks\.?)"
_PAIRED: Final = r"(?:[两二三四五六七八九]个?)?"
_BARE_FLAT: Final = (
    r"(?:^|(?<=[,，。;；\s家是住在]))[1-9]\d{0,1}(?!00)\d{2}(?!\d)"
    rf"(?=\s?[{CHINESE}])(?!\s?[路次元块米度多个人年月天小分平公斤号点楼层栋幢座期网维转兆瓦伏毫千万百周])"
)
_DASH: Final = r"\s?[-/~—_]\s?"
PARTS: Final = re.compile(
    "|".join(
        (
            # Most characters begin nothing but themselves: that is seen at once.
            rf"(?P<run>(?:(?![东西南北中甲乙丙丁戊第负地]|{CHINESE_NUMERAL})[{CHINESE}])+)",
            rf"(?P<address_3>(?<![a-z0-9.-])(?:[a-z]|\d{{1,3}}|[a-z]\d{{1,2}}){_DASH}\d{{1,2}}{_DASH}\d{{3,4}}(?![a-z0-9-])[室号户]?)",
            rf"(?P<address_2>(?<![a-z0-9.-])(?:[a-z]|\d{{1,2}}){_DASH}\d{{3,4}}(?![a-z0-9-])[室号户]?)",
            r"(?P<address_1>(?<![a-z0-9-])[a-h]\d{3,4}(?![a-z0-9])[室号户]?)",
            rf"(?P<phase_1>第?{_N}\s?期(?![间待限末货]))",
            r"(?P<phase_2>\b(?:i{1,3}|iv|vi{0,3})\s?期)",
            rf"(?P<phase_3>\bphase{NO}(?:(?:i{{1,3}}|iv|vi{{0,3}}|v)\b|{_EN}))",
            rf"(?P<phase_4>\b{_ORD}\s+phase\b)",
            rf"(?P<lift_1>(?:\d{{1,2}}\s?号?|{CHINESE_NUMERAL}{{1,2}}号)\s?(?:[客货]?电梯|[客货]?梯(?!子)))",
            rf"(?P<lift_2>\b(?:lift|elevator){NO}{_EN})",
            rf"(?P<lift_3>\b(?:{_ORD}|(?:no\.?|number|#)\s*{_EN})\s+(?:lift|elevator)\b)",
            rf"(?P<grid_1>第?{_N}网格)",
            rf"(?P<grid_2>\bgrid{NO}{_EN})",
            rf"(?P<houses_1>第?{_ID}号?(?:{BETWEEN_HOUSES}第?{_ID}号?)+\s?{_PAIRED}{HOUSE})",
            rf"(?P<houses_2>\b{_BLOCKS}{NO}{_EN_ID}(?:{BETWEEN_HOUSES}{_EN_ID})+)",
            rf"(?P<building_1>第?{_ID}\s?{HOUSE}(?!谈|椅|位|机))",
            r"(?P<building_2>(?:(?<![a-z0-9])[a-z]\d{0,2}|[甲乙丙丁戊])\s?楼)",
            rf"(?P<building_3>\b{BLOCK}{NO}{_EN_ID})",
            # *501 tower A* and *15F tower A* are no tower 501 or 15F.
            rf"(?P<building_4>{_BEFORE_BLOCK}\s+(?:building|block|tower|bldg)\b{_NO_ID})",
            r"(?P<building_5>(?<![a-z0-9'])[b-hj-z]\s+(?:building|block|tower|bldg)\b)",
            r"(?P<building_6>(?<![\w#])#\s?\d{1,2}(?!\d)\s?楼?)",
            r"(?P<building_7>[甲乙丙丁戊]\d{1,2}(?![\da-z%号型类级楼栋幢座]))",
            rf"(?P<entrance_5>(?<=[楼栋幢座])(?:\d|{CHINESE_NUMERAL})门(?![口禁卫锁铃诊把扇]))",
            rf"(?P<entrance_1>(?:第?{_N}|{_LETTER})\s?号?(?:单元|门洞|门栋))",
            rf"(?P<entrance_2>\b(?:entrance|stairwell|staircase|stair){NO}{_EN})",
            rf"(?P<entrance_3>\b{_ORD}\s+(?:entrance|stairwell|staircase)\b)",
            rf"(?P<entrance_4>\bunit{NO}(?:\d{{1,2}}\b|(?:{CARDINAL})\b))",
            rf"(?P<floor_1>(?:负|地下|b)?第?{_N}\s?[层楼](?!长))",
            rf"(?P<floor_2>\b(?:floor|level|storey){NO}{_EN})",
            rf"(?P<floor_3>\b(?:{_ORD}|\d{{1,2}})\s+(?:floor|storey|fl|level)\b)",
            r"(?P<floor_4>(?<![a-z0-9])\d{1,2}f\b)",
            rf"(?P<flat_1>(?:\d{{3,4}}|{CHINESE_NUMERAL}{{3,4}})\s?(?:室|号房间?|房间?|户|号(?![楼栋幢座线])))",
            rf"(?P<flat_2>\b(?:flat|room|apartment|apt\.?|rm\.?|suite|unit){NO}\d{{3,4}}\b)",
            r"(?P<flat_3>(?<=[元栋幢座楼层门])[零〇一二三四五六七八九幺]{3,4}(?![点月日号年级]))",
            rf"(?P<flat_4>{_BARE_FLAT})",
            r"(?P<region_1>[东西南北中]区)",
            rf"(?P<region_2>[东西南北](?=\s?{_N}\s?(?:号\s?楼|#|栋|幢)))",
            rf"(?P<side>[东西南北][边侧面头]的?(?=\s?{_N}\s?(?:号\s?楼|#|栋|幢)))",
            rf"(?P<region_3>\b(?:east|west|north|south|central|middle)\s+(?:(?:zone|section|area|part|wing)\b|(?={BLOCK}\s?{_EN_ID})))",
            rf"(?P<number>第?(?:[甲乙丙丁戊]|(?<![a-z])[a-z])?{_N}[a-z]?\s?号)",
            r"(?P<word>[a-z]+(?:'(?!s\b)[a-z]+)*|\d+)",
            rf"(?P<character>[{CHINESE}])",
        )
    ),
    re.ASCII,  # a Chinese character ends an English word
)  # fmt: skip
