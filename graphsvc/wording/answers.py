"""The answer to a question, as somebody at a desk would tell it: who, how to reach them, by when, who is next, and why.

The same in Chinese and in English; a plain sentence for a gap, for choices, and for what was not understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from graphsvc.domain.entities import Moment, Seconds
from graphsvc.domain.kinds import SkipReason
from graphsvc.domain.validity import to_datetime, zone
from graphsvc.questions.responsibility import Answer, Assignment, LadderStep
from graphsvc.questions.understanding.hints import Hint, Meant
from graphsvc.questions.understanding.readings import Problem, Understanding
from graphsvc.wording.hours import tell_hours
from graphsvc.wording.names import Called, Lang, Names

_STEPS_TOLD: Final = 3
_PEOPLE_TOLD: Final = 3
_PLACES_TOLD: Final = 4
_UNITS: Final[Sequence[tuple[int, str, str]]] = ((86_400, "天", "day"), (3_600, "小时", "hour"), (60, "分钟", "minute"))


class Terms(NamedTuple):
    """What a duty promises: how soon it answers, when it is open, what it costs."""

    respond_within: Seconds | None = None
    hours: str | None = None
    fee: str | None = None


def tell_understanding(understood: Understanding, names: Names, lang: Lang) -> str:
    """Tell what was not understood, or what there is to choose among; nothing when one reading is left."""
    called = _Caller(names, lang)
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


def tell_answer_in_words(
    understood: Understanding,
    answer: Answer,
    names: Names,
    terms: Mapping[str, Terms],
    lang: Lang,
    timezone: str,
    *,
    now: Moment,
) -> str:
    """Tell an answer; `terms` are those of its duties, by key. A person without a name may not be seen."""
    teller = (_Chinese if lang is Lang.ZH else _English)(answer, _Caller(names, lang), terms, timezone, now)
    return "\n".join((*teller.lines(), *tell_reasons(understood, names, lang, tuple(teller.because()))))


def tell_reasons(understood: Understanding, names: Names, lang: Lang, because: Sequence[str] = ()) -> tuple[str, ...]:
    """Tell which words led to what, and `because` of what it was decided so."""
    called = _Caller(names, lang)
    told = [*(part for hint in _joined(understood.hints) if (part := _hint(hint, called, lang))), *because]
    lines = []
    if told:
        lines.append(f"理由：{'；'.join(told)}。" if lang is Lang.ZH else f"Why: {'; '.join(told)}.")
    urgent = [hint.words for hint in understood.hints if hint.meant is Meant.URGENT]
    if urgent:
        said = (
            "、".join(f"“{words}”" for words in urgent[:3])
            if lang is Lang.ZH
            else _listed([f"“{one}”" for one in urgent[:3]])
        )
        lines.append(
            f"听起来情况紧急（{said}）：如果不能等，请按紧急来问。"
            if lang is Lang.ZH
            else f"It sounds urgent ({said}): if it cannot wait, ask it as urgent."
        )
    return tuple(lines)


class _Caller:
    """Says what keys are called in a language; what may not be seen is called by its key."""

    def __init__(self, names: Names, lang: Lang) -> None:
        self._names = names
        self._lang = lang

    def __call__(self, key: str) -> str:
        return self._names.get(key, Called(key)).told(self._lang)

    def person(self, key: str) -> str | None:
        called = self._names.get(key)
        return None if called is None else called.told(self._lang)


def _problem_zh(understood: Understanding, called: _Caller) -> str:
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


def _problem_en(understood: Understanding, called: _Caller) -> str:
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


def _hint(hint: Hint, called: _Caller, lang: Lang) -> str:
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


class _Teller:
    """The parts of an answer as they stand in sentences."""

    def __init__(self, answer: Answer, called: _Caller, terms: Mapping[str, Terms], timezone: str, now: Moment) -> None:
        self.answer = answer
        self.called = called
        self.terms = terms
        self.timezone = timezone
        self.now = now

    @property
    def place(self) -> str:
        return self.called(self.answer.place)

    @property
    def category(self) -> str:
        return self.called(self.answer.category)

    def holder(self, entry: Assignment) -> str:
        """Whom the duty goes through: the post with its unit, or the unit."""
        return self.called(entry.post.key if entry.post is not None else entry.unit.key)

    def people(self, keys: Sequence[str]) -> list[str]:
        """The names that may be seen, a few of them."""
        return [name for key in keys[:_PEOPLE_TOLD] if (name := self.called.person(key)) is not None]

    def when(self) -> str | None:
        """The moment that was asked about, when it is not now."""
        if self.answer.at == self.now:
            return None
        return to_datetime(self.answer.at, zone(self.timezone)).strftime("%Y-%m-%d %H:%M")

    def steps(self) -> list[LadderStep]:
        """Who is next: the ladder without the unit that handles it."""
        first = self.answer.handlers[0].unit.key if self.answer.handlers else None
        steps = [step for step in self.answer.ladder.steps if step.unit.key != first]
        return steps[:_STEPS_TOLD]


class _Chinese(_Teller):
    """The answer in Chinese."""

    def lines(self) -> Iterator[str]:
        answer = self.answer
        when = self.when()
        at = f"（按{when}的安排）" if when else ""
        if answer.handlers:
            yield f"{self.place}的{self.category}由{self._who(answer.handlers[0])}负责{at}。"
            yield from self._terms(answer.handlers[0])
        else:
            yield (
                f"{self.place}的{self.category}现在没有人负责{at}。"
                if not when
                else f"{self.place}的{self.category}没有人负责{at}。"
            )
            yield from self._skipped()
        if answer.contested:
            yield "有几个单位同等负责，分不清该先找谁。"
        for entry in answer.first_contacts[:1]:
            yield f"可以先找{self._who(entry)}。"
        for entry in answer.backups[:1]:
            yield f"找不到人时由{self._who(entry)}替补。"
        yield from self._next()

    def _who(self, entry: Assignment) -> str:
        people = self.people([person.key for person in entry.standing.people])
        named = f"{'、'.join(people)}" if people else ""
        channel = f"电话 {entry.standing.channel}" if entry.standing.channel else ""
        inside = "，".join(part for part in (named, channel) if part)
        return f"{self.holder(entry)}（{inside}）" if inside else self.holder(entry)

    def _terms(self, entry: Assignment) -> Iterator[str]:
        terms = self.terms.get(entry.duty.key, Terms())
        told = []
        if terms.respond_within is not None:
            told.append(f"{tell_length(terms.respond_within, Lang.ZH)}内响应")
        if terms.hours:
            told.append(f"服务时间：{tell_hours(terms.hours, Lang.ZH)}" + ("" if entry.open else "，现在不在服务时间"))
        if terms.fee:
            told.append(f"费用：{terms.fee}")
        if told:
            yield "；".join(told) + "。"

    def because(self) -> Iterator[str]:
        """Why this one handles it: the duty that matches, and how far up it was found."""
        for entry in self.answer.handlers[:1]:
            match = entry.match
            duty = f"{self.called(match.duty.place)}的{self.called(match.duty.category)}"
            near = "正是这项职责" if not (match.place_steps or match.category_steps) else f"最接近的职责是{duty}"
            yield near

    def _skipped(self) -> Iterator[str]:
        words = {SkipReason.VACANT: "岗位空缺", SkipReason.ABSENT: "人都不在", SkipReason.CLOSED: "不在服务时间"}
        reasons = dict.fromkeys(words[skip.reason] for skip in self.answer.skipped)
        if reasons:
            yield f"原来的安排：{'、'.join(reasons)}。"

    def _next(self) -> Iterator[str]:
        told: list[str] = []
        for step in self.steps():
            due = f"{tell_length(step.due, Lang.ZH)}后" if step.due else "再" if told else ""
            people = self.people([person.key for person in step.contacts])
            inside = "，".join(
                part for part in ("、".join(people), f"电话 {step.channel}" if step.channel else "") if part
            )
            told.append(f"{due}找{self.called(step.unit.key)}" + (f"（{inside}）" if inside else ""))
        if told:
            yield f"{'没有解决的话，' if self.answer.handlers else '可以'}{'，'.join(told)}。"


class _English(_Teller):
    """The answer in English."""

    def lines(self) -> Iterator[str]:
        answer = self.answer
        when = self.when()
        at = f" (as of {when})" if when else ""
        if answer.handlers:
            yield f"{self.place}: {self.category} is handled by {self._who(answer.handlers[0])}{at}."
            yield from self._terms(answer.handlers[0])
        else:
            yield f"{self.place}: nobody handles {self.category}{at or ' now'}."
            yield from self._skipped()
        if answer.contested:
            yield "Several units are equally in charge; none comes first."
        for entry in answer.first_contacts[:1]:
            yield f"The first to ask is {self._who(entry)}."
        for entry in answer.backups[:1]:
            yield f"When nobody is to be found, {self._who(entry)} stands in."
        yield from self._next()

    def _who(self, entry: Assignment) -> str:
        people = self.people([person.key for person in entry.standing.people])
        channel = f"phone {entry.standing.channel}" if entry.standing.channel else ""
        inside = ", ".join(part for part in (_listed(people), channel) if part)
        return f"{self.holder(entry)} ({inside})" if inside else self.holder(entry)

    def _terms(self, entry: Assignment) -> Iterator[str]:
        terms = self.terms.get(entry.duty.key, Terms())
        told = []
        if terms.respond_within is not None:
            told.append(f"answers within {tell_length(terms.respond_within, Lang.EN)}")
        if terms.hours:
            told.append(f"open {tell_hours(terms.hours, Lang.EN)}" + ("" if entry.open else ", closed now"))
        if terms.fee:
            told.append(f"fee: {terms.fee}")
        if told:
            line = "; ".join(told)
            yield line[0].upper() + line[1:] + "."

    def because(self) -> Iterator[str]:
        """Why this one handles it: the duty that matches, and how far up it was found."""
        for entry in self.answer.handlers[:1]:
            match = entry.match
            if match.place_steps or match.category_steps:
                yield f"the nearest duty is {self.called(match.duty.category)} at {self.called(match.duty.place)}"
            else:
                yield "there is a duty for just this"

    def _skipped(self) -> Iterator[str]:
        words = {
            SkipReason.VACANT: "a vacant post",
            SkipReason.ABSENT: "everybody away",
            SkipReason.CLOSED: "closed now",
        }
        reasons = dict.fromkeys(words[skip.reason] for skip in self.answer.skipped)
        if reasons:
            yield f"Left out: {', '.join(reasons)}."

    def _next(self) -> Iterator[str]:
        told: list[str] = []
        for step in self.steps():
            due = f"after {tell_length(step.due, Lang.EN)} " if step.due else ""
            people = self.people([person.key for person in step.contacts])
            inside = ", ".join(
                part for part in (_listed(people), f"phone {step.channel}" if step.channel else "") if part
            )
            told.append(f"{due}{self.called(step.unit.key)}" + (f" ({inside})" if inside else ""))
        if told:
            yield f"{'If it is not settled' if self.answer.handlers else 'Ask'}: {', then '.join(told)}."


def tell_length(seconds: Seconds, lang: Lang) -> str:
    """Tell a length of time in words: 2小时, 1天12小时, *90 minutes* as 1 hour 30 minutes."""
    parts = []
    rest = seconds
    for size, chinese, english in _UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{chinese}" if lang is Lang.ZH else f"{count} {english}{'' if count == 1 else 's'}")
    if not parts:
        return f"{seconds}秒" if lang is Lang.ZH else f"{seconds} second{'' if seconds == 1 else 's'}"
    return ("" if lang is Lang.ZH else " ").join(parts)


def _listed(words: Sequence[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else "".join(words)
