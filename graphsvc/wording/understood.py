"""How a question was understood: what there is to choose among, what was not understood, and which words led to what.

The same in Chinese and in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graphsvc.questions.understanding.hints import Hint, Meant
from graphsvc.questions.understanding.readings import Problem, Understanding
from graphsvc.wording.lengths import list_words
from graphsvc.wording.names import Caller, Lang, Names

_PLACES_TOLD: Final = 4


def tell_understanding(understood: Understanding, names: Names, lang: Lang) -> str:
    """Tell what was not understood, or what there is to choose among; nothing when one reading is left."""
    called = Caller(names, lang)
    if understood.choices:
        heading = "可能有几种意思，您问的是哪一个？" if lang is Lang.ZH else "This may mean several things. Which one?"
        lines = [
            f"{number}. {called(reading.place)}：{called(reading.category)}"
            if lang is Lang.ZH
            else f"{number}. {called(reading.place)}: {called(reading.category)}"
            for number, reading in enumerate(understood.choices, 1)
        ]
        return "\n".join((heading, *lines))
    if understood.problem is None:
        return ""
    return (_problem_zh if lang is Lang.ZH else _problem_en)(understood, called)


def tell_reasons(understood: Understanding, names: Names, lang: Lang, because: Sequence[str] = ()) -> tuple[str, ...]:
    """Tell which words led to what, and `because` of what it was decided so."""
    called = Caller(names, lang)
    told = [*(part for hint in _joined(understood.hints) if (part := _hint(hint, called, lang))), *because]
    lines = []
    if told:
        lines.append(f"理由：{'；'.join(told)}。" if lang is Lang.ZH else f"Why: {'; '.join(told)}.")
    urgent = [hint.words for hint in understood.hints if hint.meant is Meant.URGENT]
    if urgent:
        said = (
            "、".join(f"“{words}”" for words in urgent[:3])
            if lang is Lang.ZH
            else list_words([f"“{one}”" for one in urgent[:3]])
        )
        lines.append(
            f"听起来情况紧急（{said}）：如果不能等，请按紧急来问。"
            if lang is Lang.ZH
            else f"It sounds urgent ({said}): if it cannot wait, ask it as urgent."
        )
    return tuple(lines)


def _problem_zh(understood: Understanding, called: Caller) -> str:
    place, category = understood.heard_place, understood.heard_category
    match understood.problem:
        case Problem.NO_PLACE:
            about = f"听明白了是“{called(category)}”，但" if category else ""
            return f"{about}没有听出在哪里。请说出小区和楼号。"
        case Problem.UNKNOWN_PLACE:
            return f"没有找到{_unknown(understood, '“', '”', '、') or '您说的地方'}。请核对小区名和楼号。"
        case _:
            where = f"听明白了是{called(place)}，但" if place else ""
            return f"{where}没有听出是什么事。请说说出了什么问题。"


def _problem_en(understood: Understanding, called: Caller) -> str:
    place, category = understood.heard_place, understood.heard_category
    match understood.problem:
        case Problem.NO_PLACE:
            about = f"This is about “{called(category)}”, but it" if category else "It"
            return f"{about} does not say where. Please name the estate and the building."
        case Problem.UNKNOWN_PLACE:
            what = _unknown(understood, "“", "”", ", ") or "the place that you named"
            return f"There is no {what} here. Please check the name of the estate and the number of the building."
        case _:
            where = f"This is about {called(place)}, but it" if place else "It"
            return f"{where} does not say what the matter is. Please tell what is wrong."


def _unknown(understood: Understanding, opening: str, closing: str, between: str) -> str:
    said = [hint.words for hint in understood.hints if hint.meant is Meant.UNKNOWN and hint.words]
    return between.join(f"{opening}{words}{closing}" for words in said)


def _joined(hints: Sequence[Hint]) -> Iterator[Hint]:
    """Tell words once that led to several places: 5到8号楼."""
    together: dict[tuple[str, Meant], dict[str, None]] = {}
    for hint in hints:
        together.setdefault((hint.words, hint.meant), {}).update(dict.fromkeys(hint.keys))
    return (Hint(words, meant, tuple(keys)) for (words, meant), keys in together.items())


def _hint(hint: Hint, called: Caller, lang: Lang) -> str:
    chinese = lang is Lang.ZH
    named = [called(key) for key in hint.keys]
    keys = ("、" if chinese else " / ").join(named[:_PLACES_TOLD])
    if len(named) > _PLACES_TOLD:
        keys += "等" if chinese else " and more"
    match hint.meant:
        case Meant.MATTER | Meant.PLACE if hint.words in named:
            return ""  # “停电”指停电 tells nothing
        case Meant.MATTER | Meant.PLACE if hint.words:
            return f"“{hint.words}”指{keys}" if chinese else f"“{hint.words}” is {keys}"
        case Meant.NEAR if hint.words:
            return (
                f"“{hint.words}”，按您所在的地方就是{keys}" if chinese else f"“{hint.words}”, where you are, is {keys}"
            )
        case Meant.NEAR:
            return (
                f"没有另说地点，就按您所在的{keys}"
                if chinese
                else f"no other place was named, so where you are: {keys}"
            )
        case Meant.LANDMARK:
            return f"“{hint.words}”只是指路" if chinese else f"“{hint.words}” only tells the way"
        case Meant.PASSED:
            return f"“{hint.words}”只是顺带提到" if chinese else f"“{hint.words}” is only mentioned in passing"
        case _:
            return ""
