"""Names of estates that nothing bears: 金桂苑, 和平府2号楼, *Maple Court*.

They must be heard, or another place would be taken for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Final

from graphsvc.questions.understanding.kindwords import ENGLISH_ESTATES, ESTATES, SHORT_ESTATES
from graphsvc.questions.understanding.parts import BUILDING, PHASE, REGION, WORD, Part
from graphsvc.questions.understanding.text import Text

_LONGEST: Final = 4
_SHORTEST: Final = 4
# Characters that hardly stand in a name but often before one, or before a word like 小区 that is meant in general.
_STOPS: Final = frozenset(
    "我你他她它您咱们的了着过在住到去回来从往进出离逛绕绍跟给被把让请问谁找叫说是有没不也都还又再就才很太这那哪某每各本该同整全个"
    "片处所些几多单位附隔邻对旁近边侧里外内前后左右上下间些于与及或但而且之其此别另一二三四五六七八九十号楼栋座层期室户区"
)
_GENERAL: Final = frozenset(
    {
        *("老旧", "智慧", "住宅", "封闭", "附近", "高档", "安置", "回迁", "文明", "和谐", "美丽", "绿化", "打扫",
        "保洁"),
        *("开放", "普通", "高层", "多层", "新建", "老", "新", "大", "小", "旧", "好", "破", "周边", "物业", "管理",
        "样板"),
        *("健身", "休闲", "中心", "文化", "儿童", "人民", "公共", "空中", "屋顶", "员工", "学生", "单身", "集体",
        "职工"),
        *("人才", "青年", "老年", "连锁", "豪华", "商业", "城市", "农村", "自家", "楼顶", "私家", "地下", "别家",
        "亲戚"),
        *("停电", "停水", "漏水", "业主", "居民", "住户", "请问", "反馈", "投诉", "报修", "麻烦", "咨询", "求助",
        "师傅"),
        *("你好", "您好", "电梯", "电话", "今天", "昨天", "昨晚", "现在", "刚刚", "目前", "客服", "管家", "同志",
        "领导"),
        *("公租", "廉租", "拆迁", "改造", "租住", "搬进", "搬出", "路过", "经过", "小", "社区", "街道", "整治",
        "污染"),
    }
)  # fmt: skip
# Endings that mean an estate only where something of an estate follows.
_GENERAL_ENDINGS: Final = frozenset(
    {"小区", "宿舍", "大院", "广场", "国际", "大厦", "别墅", "新区", "学府", "家属楼", "老院"}
)
_ENDING: Final = re.compile("|".join((*ESTATES, "苑")))
_BEFORE: Final = re.compile(
    r"(?:我?们?家?住在?|我家在?|住|在|位于|我是|这里是|这是|这边是|来自|[,，。;；!?:：\n]|^)\s?$"
)
_WIDER: Final = re.compile(rf"(?<=[在住于])(?P<name>(?P<stem>(?:(?![{_STOPS}])[一-鿿]){{2,3}})(?:社区|街道))")
_ENGLISH_STOPS: Final = frozenset(
    {
        *("the", "our", "my", "your", "his", "her", "their", "a", "an", "this", "that", "in", "at", "of", "on",
        "to", "by"),
        *("from", "near", "and", "or", "is", "whole", "entire", "old", "new", "front", "back", "community",
        "public", "car"),
        *("roof", "rooftop", "kids", "play", "central", "every", "each", "any", "some", "rose", "vegetable",
        "private", "for"),
        *("inside", "behind", "opposite", "into", "nursing", "power", "water", "food", "block", "building",
        "tower", "side"),
        *("next", "another", "which", "whose", "apartment", "shopping", "town", "green", "small", "big",
        "neighbouring", "hi"),
        *("hello", "dear", "please", "phase", "what", "who", "where", "when", "why", "how", "with", "about",
        "other", "same"),
    }
)  # fmt: skip
_ENGLISH_ENDINGS: Final = ENGLISH_ESTATES - {"home", "homes", "apartment", "place", "house", "town", "square", "hill"}


def strangers(text: Text, parts: Sequence[Part], taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the spans of names of estates that no known name has a part in."""
    covered = _Cover(taken)
    found = chain(
        _chinese(text, parts, covered), _chinese_around(text.folded, parts, covered), _english(text, parts, covered)
    )
    for begin, end in found:
        if not covered.meets(begin, end):
            covered.add(begin, end)
            yield begin, end


class _Cover:
    """The stretches of the text that are spoken for."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._taken = {at for begin, end in spans for at in range(begin, end)}

    def add(self, begin: int, end: int) -> None:
        self._taken.update(range(begin, end))

    def meets(self, begin: int, end: int) -> bool:
        return any(at in self._taken for at in range(begin, end))


def _chinese(text: Text, parts: Sequence[Part], covered: _Cover) -> Iterator[tuple[int, int]]:
    folded = text.folded
    leading = {part.begin for part in parts if part.sort in {BUILDING, REGION, PHASE}}
    for found in _ENDING.finditer(folded):
        begin, end = _begin(folded, found.start(), covered), found.end()
        stem = folded[begin : found.start()]
        if not stem or stem in _GENERAL or covered.meets(found.start(), end):
            continue
        if found.group() in _GENERAL_ENDINGS and not (
            _followed(folded, leading, end) and len(stem) >= 2 and _BEFORE.search(folded[max(0, begin - 8) : begin])
        ):
            continue
        if len(stem) == 1 and not _followed(folded, leading, end):
            continue
        yield begin, end
    # 和平府2号楼: what a short ending ends is a name only before a house.
    for part in parts:
        if part.sort not in {BUILDING, REGION, PHASE}:
            continue
        end = part.begin
        if end >= 3 and (folded[end - 1] in SHORT_ESTATES or folded[end - 2 : end] == "小区"):
            ending = 2 if folded[end - 2 : end] == "小区" else 1
            begin = _begin(folded, end - ending, covered)
            stem = folded[begin : end - ending]
            if len(stem) >= 2 and stem not in _GENERAL and not covered.meets(begin, end):
                yield begin, end


def _chinese_around(folded: str, parts: Sequence[Part], covered: _Cover) -> Iterator[tuple[int, int]]:
    """Give larger places that nothing bears (在江南社区), and what a phase is said to be of (望江一期)."""
    for found in _WIDER.finditer(folded):
        if found.group("stem") not in _GENERAL and not covered.meets(*found.span("name")):
            yield found.span("name")
    for part in parts:
        if part.sort == PHASE and folded[part.begin] not in "p ":
            begin = _begin(folded, part.begin, covered)
            stem = folded[begin : part.begin]
            if len(stem) >= 2 and stem not in _GENERAL and _BEFORE.search(folded[max(0, begin - 8) : begin]):
                yield begin, part.begin


def _begin(folded: str, end: int, covered: _Cover) -> int:
    at = end
    while at > max(0, end - _LONGEST) and _is_stem(folded[at - 1]) and not covered.meets(at - 1, at):
        at -= 1
    return at


def _is_stem(character: str) -> bool:
    return "一" <= character <= "鿿" and character not in _STOPS


def _followed(folded: str, leading: AbstractSet[int], end: int) -> bool:
    """Whether a house, a region or a phase follows."""
    return end + (1 if folded[end : end + 1] in {" ", "的"} else 0) in leading


def _english(text: Text, parts: Sequence[Part], covered: _Cover) -> Iterator[tuple[int, int]]:
    for at, part in enumerate(parts):
        if part.sort == PHASE and at and _capital(text, part) and _is_english_stem(text, parts[at - 1], part):
            name = parts[at - 1]
            if len(name.value) >= _SHORTEST and _capital(text, name) and not covered.meets(name.begin, name.end):
                yield name.begin, name.end
        if part.sort != WORD or part.value not in _ENGLISH_ENDINGS or not at:
            continue
        first = at
        while first > 0 and at - first < 2 and _is_english_stem(text, parts[first - 1], parts[first]):
            first -= 1
        if first == at or covered.meets(parts[first].begin, part.end):
            continue
        named = _capital(text, parts[first]) and (_capital(text, part) or at - first == 2)
        beside = any(
            one.sort in {BUILDING, PHASE}
            and (one.end <= parts[first].begin <= one.end + 5 or 0 <= one.begin - part.end <= 2)
            for one in parts[max(0, first - 2) : at + 3]
        )
        if named or beside:
            yield parts[first].begin, part.end


def _is_english_stem(text: Text, part: Part, following: Part) -> bool:
    return (
        part.sort == WORD
        and part.value not in _ENGLISH_STOPS
        and part.value.isalpha()
        and text.folded[part.end : following.begin] == " "
    )


def _capital(text: Text, part: Part) -> bool:
    return text.said[text.origin[part.begin]].isupper()
