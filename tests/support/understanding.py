"""Questions in words with what a sensible dispatcher would understand, and the score of a recogniser against them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

MOST_CHOICES: Final = 12
"""Choices may hold more readings than are asked for, up to this number."""

TAGS: Final[Mapping[str, str]] = {
    "near": "`near` is needed for the place",
    "colloquial": "the matter is never named, or told by what happened",
    "english": "in English",
    "letter": "buildings with a letter",
    "plain": "place and matter said outright",
    "time": "times and dates around the matter",
    "alias": "a place by another name",
    "irrelevant": "about nothing that the service knows",
    "region": "a building whose number needs its region: 东区, 西区, 甲",
    "wide": "the place is a grid, a community or larger",
    "address": "3-2-501 and other flat addresses",
    "ambiguous": "more than one place fits",
    "facility": "the place is a facility",
    "typo": "typing errors, homophones",
    "floor_trap": "3楼 is a floor, 3号楼 is a building",
    "numerals": "Chinese numerals or numbers in words",
    "general": "general talk: an inner category",
    "household": "the place is a flat that is recorded",
    "traditional": "traditional script",
    "unknown_place": "a named place that does not exist",
    "variant": "栋, 幢, 座, #, block, tower, bldg for the name that is recorded",
    "fullwidth": "full-width digits and letters",
    "injection": "text that looks like code or orders",
    "lookalike": "names that look alike",
    "mixed": "Chinese and English in one question",
    "negation": "not this but that",
    "emoji": "with emoji",
    "gibberish": "no words",
    "no_matter": "a place without a matter",
    "no_place": "no place said and no `near`",
    "story": "a story with one relevant sentence",
    "two_matters": "two matters in one message",
    "long": "some 5,000 characters",
    "polite": "much politeness, little matter",
    "elsewhere": "the place is not where the asker is",
    "landmark": "another place is named only to find the way",
}
"""The tags of a question, each with what it means."""


class Problem(StrEnum):
    """Why nothing can be answered though something was said."""

    NO_MATTER = "NO_MATTER"
    NO_PLACE = "NO_PLACE"
    UNKNOWN_PLACE = "UNKNOWN_PLACE"


class Reading(NamedTuple):
    """One matter at one place."""

    category: str
    place: str


class OneAnswer(NamedTuple):
    """The answer must be set, for this reading."""

    reading: Reading


class SomeChoices(NamedTuple):
    """No answer; the choices hold at least these readings."""

    readings: frozenset[Reading]


class Nothing(NamedTuple):
    """No answer and no choices; with a problem, it must be told, with the place or category that was heard."""

    problem: Problem | None = None
    category: str | None = None
    place: str | None = None


Expectation = OneAnswer | SomeChoices | Nothing


class Question(NamedTuple):
    """A question as somebody types it, where the asker is, and what should be understood."""

    id: str
    text: str
    near: str | None
    expect: Expectation
    tags: tuple[str, ...]


class Understood(Protocol):
    """What a recogniser says of a question, as far as the score looks at it."""

    @property
    def category(self) -> str | None:
        """The category of the answer; None without an answer."""

    @property
    def place(self) -> str | None:
        """The place of the answer; None without an answer."""

    @property
    def choices(self) -> Sequence[tuple[str, str, float]]:
        """The readings to choose among: category, place, confidence."""

    @property
    def problem(self) -> str | None:
        """Why there is no answer."""

    @property
    def heard_category(self) -> str | None:
        """The matter that was heard, also without an answer."""

    @property
    def heard_place(self) -> str | None:
        """The place that was heard, also without an answer."""


class Verdict(StrEnum):
    """How good an understanding is; the last is the worst: it sends somebody to the wrong door."""

    EXACT = "exact"
    WRONG = "wrong"
    CONFIDENTLY_WRONG = "confidently wrong"


class Scored(NamedTuple):
    """A question with the verdict on what was understood."""

    question: Question
    verdict: Verdict


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions, one JSON document a line; a malformed line is told with its number."""
    questions = []
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                questions.append(_question(json.loads(line)))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path.name}, line {number}: {error!r}") from error
    return questions


def _question(row: Mapping[str, Any]) -> Question:
    if set(row) != {"id", "question", "near", "expect", "tags"}:
        raise ValueError(f"members {sorted(row)}")
    return Question(row["id"], row["question"], row["near"], expectation(row["expect"]), tuple(row["tags"]))


def expectation(written: Mapping[str, Any]) -> Expectation:
    """Read what is expected; anything but the six agreed forms is a ValueError."""
    match written:
        case {"category": str(category), "place": str(place)} if len(written) == 2:
            return OneAnswer(Reading(category, place))
        case {"choices": [_, _, *_] as choices} if len(written) == 1:
            readings = [Reading(**each) for each in choices]
            if len(set(readings)) == len(readings) <= MOST_CHOICES:
                return SomeChoices(frozenset(readings))
        case {"none": True} if len(written) == 1:
            return Nothing()
        case {"none": True, "problem": "NO_MATTER", "place": str(place)} if len(written) == 3:
            return Nothing(Problem.NO_MATTER, place=place)
        case {"none": True, "problem": "NO_PLACE" | "UNKNOWN_PLACE" as problem, "category": str(category)} if (
            len(written) == 3
        ):
            return Nothing(Problem(problem), category=category)
        case _:
            pass
    raise ValueError(f"no such expectation: {written}")


def score(question: Question, understood: Understood) -> Verdict:
    """Judge what was understood. An answer where another one, choices or a problem was right is confidently wrong."""
    answered = understood.category is not None and understood.place is not None
    if _is_met(question.expect, understood, answered=answered):
        return Verdict.EXACT
    return Verdict.CONFIDENTLY_WRONG if answered else Verdict.WRONG


def _is_met(expect: Expectation, understood: Understood, *, answered: bool) -> bool:
    match expect:
        case OneAnswer(reading):
            return (understood.category, understood.place) == reading
        case SomeChoices(readings):
            told = {Reading(category, place) for category, place, _ in understood.choices}
            return not answered and len(understood.choices) <= MOST_CHOICES and readings <= told
        case Nothing(problem, category, place):
            if answered or understood.choices or (problem is not None and understood.problem != problem):
                return False
            # What an unknown place's question was about does not count: the caller must ask again anyway.
            heard_place = problem is not Problem.NO_MATTER or understood.heard_place == place
            heard_category = problem is not Problem.NO_PLACE or understood.heard_category == category
            return heard_place and heard_category


def share(scores: Iterable[Scored], verdict: Verdict) -> float:
    """The part of the questions with this verdict, from 0 to 1; 0 of none."""
    verdicts = [each.verdict for each in scores]
    return verdicts.count(verdict) / len(verdicts) if verdicts else 0.0


def table(scores: Sequence[Scored]) -> str:
    """Tell exact / all and the confidently wrong for the whole and for each tag, the weakest tags first."""
    everything, exact, confident = Counter[str](), Counter[str](), Counter[str]()
    for question, verdict in scores:
        for name in ("(all)", *question.tags):
            everything[name] += 1
            exact[name] += verdict is Verdict.EXACT
            confident[name] += verdict is Verdict.CONFIDENTLY_WRONG
    tags = sorted(everything.keys() - {"(all)"}, key=lambda tag: (exact[tag] / everything[tag], tag))
    rows = [f"{'tag':<14} {'exact':>9} {'':>6} {'confidently wrong':>18}"]
    for name in ("(all)", *tags) if scores else ():
        counts = f"{exact[name]} / {everything[name]}"
        rows.append(f"{name:<14} {counts:>9} {exact[name] / everything[name]:>6.0%} {confident[name]:>18}")
    return "\n".join(rows)


def tell_misses(scores: Iterable[Scored], understood: Mapping[str, Understood], *, width: int = 100) -> str:
    """List the questions that are not exact, the confidently wrong first: what was asked, expected and understood."""
    missed = [each for each in scores if each.verdict is not Verdict.EXACT]
    missed.sort(key=lambda each: (each.verdict is not Verdict.CONFIDENTLY_WRONG, each.question.id))
    lines = []
    for question, verdict in missed:
        text = question.text if len(question.text) <= width else f"…{question.text[-width:]}"
        lines += [
            f"{question.id} {verdict}: {text}",
            f"    near {question.near}; expected {question.expect}",
            f"    understood {understood[question.id]}",
        ]
    return "\n".join(lines)
