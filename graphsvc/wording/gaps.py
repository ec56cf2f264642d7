"""One plain sentence for each gap, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeAlias

from graphsvc.domain.entities import Moment
from graphsvc.domain.gaps import ROLLED_UP, Gap, GapKind
from graphsvc.domain.validity import to_datetime, zone
from graphsvc.wording.kinds import LINES, POST_KINDS, UNIT_KINDS
from graphsvc.wording.names import Called, Lang, Names

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_UNKNOWN: Final[Mapping[str, Called]] = {
    "place": Called("某处", "a place"),
    "category": Called("有关事项", "the matter"),
    "unit": Called("一个单位", "one unit"),
    "post": Called("一个岗位", "a post"),
    "person": Called("一个人", "one person"),
    "duty": Called("一项职责", "a duty"),
}


class _Words:
    """The parts of a gap as they stand in a sentence."""

    def __init__(self, gap: Gap, names: Names, lang: Lang, timezone: str) -> None:
        self.gap = gap
        self._names = names
        self._lang = lang
        self._zone = timezone

    def __getattr__(self, name: str) -> str:
        """Give what the gap's place, category, unit, post, person or duty is called."""
        unknown = _UNKNOWN.get(name)
        if unknown is None:
            raise AttributeError(name)
        key = getattr(self.gap, name)
        return self._names.get(key, unknown).told(self._lang)

    @property
    def agent(self) -> str:
        """The one whom it is about: a person, or a unit."""
        gap = self.gap
        return self.unit if gap.person is None and gap.unit is not None else self.person

    @property
    def place_first(self) -> str:
        """The place at the head of the sentence; nothing when there is none."""
        return "" if self.gap.place is None else f"{self.place}: "

    @property
    def place_last(self) -> str:
        """The same at the end of a Chinese one."""
        return "" if self.gap.place is None else f"，地点在{self.place}"

    @property
    def since(self) -> str:
        """The day since when, with the word for it; nothing when it is not known."""
        if self.gap.since is None:
            return ""
        day = tell_day(self.gap.since, self._zone, self._lang)
        return f"自{day}起" if self._lang is Lang.ZH else f" since {day}"

    @property
    def wanted(self) -> str:
        """What was wanted: a unit of a line and kind, or a post of a kind."""
        line, separator, kind = (self.gap.wanted or "").partition("/")
        if not separator:
            line, kind = "", line
        known = (UNIT_KINDS if line else POST_KINDS).get(kind)
        if self._lang is Lang.ZH:
            called = known.told(self._lang) if known else f"“{kind}”"
            return called if known or not line else f"{LINES[line].name}线的{called}" if line in LINES else called
        called = known.told(self._lang) if known else f"“{kind.replace('_', ' ')}”"
        return f"{called} in the {line} line" if line else called


_Sentence: TypeAlias = Callable[[_Words], str]

_ZH: Final[Mapping[GapKind, _Sentence]] = {
    GapKind.UNHANDLED: lambda it: f"{it.place}的{it.category}没有人负责",
    GapKind.SINGLE_POINT: lambda it: f"{it.place}的{it.category}只靠{it.agent}，没有第二人可以接手",
    GapKind.ENDING_SOON: lambda it: f"{it.place}的{it.category}现在有人负责，但很快就会没有人负责",
    GapKind.CONTESTED: lambda it: f"{it.place}的{it.category}由几个单位同等负责，分不清该先找谁",
    GapKind.LADDER_SHORT: lambda it: f"{it.place}的{it.category}逐级上报时层级太少，或者绕回原处",
    GapKind.CONFLICT: lambda it: f"{it.place}的{it.category}由{it.agent}负责，又由同一方监督",
    GapKind.VACANT_POST: lambda it: f"{it.post}{it.since}有空缺{it.place_last}",
    GapKind.UNREACHABLE: lambda it: f"{it.place}的职责（{it.duty}）没有任何联系方式",
    GapKind.UNPAIRED_HOUSEHOLD: lambda it: f"{it.place}有人需要照料，但没有结对的人或单位",
    GapKind.MISSING_UNIT: lambda it: f"{it.place}没有{it.wanted}",
    GapKind.MISSING_POST: lambda it: f"{it.place}没有{it.wanted}这一岗位",
    GapKind.THIN: lambda it: f"{it.place}的{it.wanted}太少，照顾不过来",
    GapKind.OVERLOADED: lambda it: f"{it.person}的岗位、结对住户或直接下级超过了规定的上限",
}

_EN: Final[Mapping[GapKind, _Sentence]] = {
    GapKind.UNHANDLED: lambda it: f"{it.place}: nobody handles {it.category}",
    GapKind.SINGLE_POINT: lambda it: (
        f"{it.place}: for {it.category} there is {it.agent} alone, nobody else could take over"
    ),
    GapKind.ENDING_SOON: lambda it: f"{it.place}: somebody handles {it.category} now, but soon nobody will",
    GapKind.CONTESTED: lambda it: f"{it.place}: several units are equally in charge of {it.category}, none comes first",
    GapKind.LADDER_SHORT: lambda it: f"{it.place}: too few are next for {it.category}, or they go round in a circle",
    GapKind.CONFLICT: lambda it: f"{it.place}: {it.agent} both handles and supervises {it.category}",
    GapKind.VACANT_POST: lambda it: f"{it.place_first}a seat of the post {it.post} is vacant{it.since}",
    GapKind.UNREACHABLE: lambda it: f"{it.place}: there is no way to reach anybody for the duty {it.duty}",
    GapKind.UNPAIRED_HOUSEHOLD: lambda it: f"{it.place}: somebody there needs care, and nobody is paired with it",
    GapKind.MISSING_UNIT: lambda it: f"{it.place}: there is no {it.wanted}",
    GapKind.MISSING_POST: lambda it: f"{it.place}: there is no post of {it.wanted}",
    GapKind.THIN: lambda it: f"{it.place}: there are too few in the post of {it.wanted}",
    GapKind.OVERLOADED: lambda it: (
        f"{it.person} has more posts, paired households or direct reports than the policy allows"
    ),
}


def gap_sentence(gap: Gap, names: Names, lang: Lang, timezone: str) -> str:
    """Tell a gap in one sentence; `timezone` is that of the store, in which moments are told as days."""
    words = _Words(gap, names, lang, timezone)
    sentence = (_ZH if lang is Lang.ZH else _EN)[gap.kind](words)
    counts = tell_counts(gap, lang)
    if lang is Lang.ZH:
        return f"{sentence}（{counts}）。" if counts else f"{sentence}。"
    sentence = sentence[0].upper() + sentence[1:]
    return f"{sentence} ({counts})." if counts else f"{sentence}."


def tell_part(gap: Gap, part: str, names: Names, lang: Lang) -> str:
    """Tell one part of a gap as its sentence does: place, category, unit, post, person, duty, agent or wanted."""
    told: str = getattr(_Words(gap, names, lang, "UTC"), part)
    return told


def tell_counts(gap: Gap, lang: Lang) -> str:
    """Tell how many cells and households a gap is about; nothing when there is nothing to count."""
    parts: list[str] = []
    if gap.kind in ROLLED_UP:
        parts.append(f"{gap.cells:,}个点位" if lang is Lang.ZH else _plural(gap.cells, "cell"))
    # Of a single household there is nothing to count.
    if gap.households and gap.kind is not GapKind.UNPAIRED_HOUSEHOLD:
        parts.append(f"{gap.households:,}户" if lang is Lang.ZH else _plural(gap.households, "household"))
    return ("，" if lang is Lang.ZH else ", ").join(parts)


def tell_day(moment: Moment, timezone: str, lang: Lang) -> str:
    """Tell the day of a moment, as the calendar of the time zone shows it."""
    day: date = to_datetime(moment, zone(timezone)).date()
    if lang is Lang.ZH:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
