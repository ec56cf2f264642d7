"""The answer to a question, as somebody at a desk would tell it: who, how to reach them, by when, who is next, and why.

The same in Chinese and in English, with a plain sentence for a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from graphsvc.domain.entities import Moment, Seconds
from graphsvc.domain.kinds import SkipReason
from graphsvc.domain.validity import to_datetime, zone
from graphsvc.questions.responsibility import Answer, Assignment, LadderStep
from graphsvc.questions.understanding.readings import Understanding
from graphsvc.wording.hours import tell_hours
from graphsvc.wording.lengths import list_words, tell_length
from graphsvc.wording.names import Caller, Lang, Names
from graphsvc.wording.understood import tell_reasons

_STEPS_TOLD: Final = 3
_PEOPLE_TOLD: Final = 3


class Terms(NamedTuple):
    """What a duty promises: how soon it answers, when it is open, what it costs."""

    respond_within: Seconds | None = None
    hours: str | None = None
    fee: str | None = None


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
    teller = (_Chinese if lang is Lang.ZH else _English)(answer, Caller(names, lang), terms, timezone, now)
    return "\n".join((*teller.lines(), *tell_reasons(understood, names, lang, tuple(teller.because()))))


class _Teller:
    """The parts of an answer as they stand in sentences."""

    def __init__(self, answer: Answer, called: Caller, terms: Mapping[str, Terms], timezone: str, now: Moment) -> None:
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
        inside = ", ".join(part for part in (list_words(people), channel) if part)
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
                part for part in (list_words(people), f"phone {step.channel}" if step.channel else "") if part
            )
            told.append(f"{due}{self.called(step.unit.key)}" + (f" ({inside})" if inside else ""))
        if told:
            yield f"{'If it is not settled' if self.answer.handlers else 'Ask'}: {', then '.join(told)}."
