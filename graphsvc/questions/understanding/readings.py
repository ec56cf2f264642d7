"""From the matters and the places of a question to its readings: an answer, choices, or what was not understood.

A question back is better than a wrong door: an answer is given only when one matter at one place is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from graphsvc.questions.understanding.clauses import Span, split
from graphsvc.questions.understanding.hints import Hint, Meant, PlaceMeant, tell_hints
from graphsvc.questions.understanding.matters import MatterHeard
from graphsvc.questions.understanding.places import MOST_PLACES
from graphsvc.questions.understanding.roles import Role, clause_of
from graphsvc.questions.understanding.text import Text
from graphsvc.questions.understanding.times import TimeHeard
from graphsvc.questions.understanding.urgency import suggests_urgency

MOST_CHOICES: Final = 12
"""How many readings are offered at most."""


class Problem(StrEnum):
    """Why there is neither an answer nor a choice."""

    NO_MATTER = "NO_MATTER"
    NO_PLACE = "NO_PLACE"
    UNKNOWN_PLACE = "UNKNOWN_PLACE"


class Reading(NamedTuple):
    """One matter at one place, and how sure it is, from 0 to 1."""

    category: str
    place: str
    confidence: float


class Understanding(NamedTuple):
    """What a question was taken to mean. `category` and `place` are set together, when one reading is left."""

    category: str | None = None
    place: str | None = None
    choices: tuple[Reading, ...] = ()
    problem: Problem | None = None
    heard_category: str | None = None
    heard_place: str | None = None
    confidence: float = 0.0
    hints: tuple[Hint, ...] = ()
    times: tuple[TimeHeard, ...] = ()
    urgent_suggested: bool = False


_BESIDES: Final = re.compile(r"(?:除了?|\b(?:besides|apart from|in addition to|as well as)\s+(?:the )?)$")
_ALSO: Final = re.compile(
    r"也是|也[停断漏坏堵没不]|也一样|同样|"
    r"也这样|也有|也没|都一样|\b(?:too|as well|also|same (?:here|problem|thing|for|in|at))\b"
)


def combine(
    text: Text,
    matters: Sequence[MatterHeard],
    places: Sequence[PlaceMeant],
    near: str | None,
    times: Sequence[TimeHeard] = (),
    *,
    reach: Span | None = None,
) -> Understanding:
    """Put together which matter is said of which place; `reach` are words that say what around the asker is meant."""
    begins = [clause.begin for clause in split(text)]
    # Matters were heard in a text without its places, where the clauses are counted otherwise.
    matters = [
        matter._replace(clause=clause_of(begins, min(span.begin for span in matter.spans))) if matter.spans else matter
        for matter in matters
    ]
    urgent = suggests_urgency(text)
    here = Hint("" if reach is None else text.words(*reach), Meant.NEAR, (near,)) if near is not None else None
    hints = tell_hints(text, matters, places, here, times, urgent)
    told = Understanding(hints=hints, times=tuple(times), urgent_suggested=bool(urgent))
    heard_category = matters[0].category if len({matter.category for matter in matters}) == 1 else None
    if not matters:
        chosen = _choose(None, places, ())
        keys = _keys(chosen, near)
        unknown = any(not place.keys for place in chosen)
        return told._replace(
            problem=Problem.NO_MATTER,
            heard_place=keys[0] if len(keys) == 1 and not unknown else None,
        )
    readings: dict[tuple[str, str], float] = {}
    unknown = nowhere = False
    for matter in matters:
        chosen = _choose(matter, places, matters)
        chosen += [place for place in _likewise(text, matter, places, matters) if place not in chosen]
        keys = _keys(chosen, near)
        if any(not place.keys for place in chosen):
            unknown = True
        elif not keys:
            nowhere = True
        for key in keys:
            pair = (matter.category, key)
            readings[pair] = max(readings.get(pair, 0.0), matter.confidence / len(keys))
    if unknown or (nowhere and not readings):
        problem = Problem.UNKNOWN_PLACE if unknown else Problem.NO_PLACE
        return told._replace(problem=problem, heard_category=heard_category or matters[0].category)
    likeliest = sorted(readings.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_CHOICES]
    choices = tuple(Reading(*pair, round(confidence, 4)) for pair, confidence in likeliest)
    heard_place = choices[0].place if len({reading.place for reading in choices}) == 1 else None
    told = told._replace(heard_category=heard_category, heard_place=heard_place)
    if len(choices) == 1:
        return told._replace(category=choices[0].category, place=choices[0].place, confidence=choices[0].confidence)
    return told._replace(choices=choices)


def _choose(
    matter: MatterHeard | None, places: Sequence[PlaceMeant], matters: Sequence[MatterHeard]
) -> list[PlaceMeant]:
    """Give the places that a matter is said of: those of its clause, else the last before it, else the next."""
    for role in (Role.PLACE, Role.PASSED, Role.LANDMARK):
        usable = [place for place in places if place.heard.role is role]
        if usable:
            break
    else:
        return []
    if matter is None or len(usable) == 1:
        return usable
    here = [place for place in usable if matter.clause in place.heard.clauses]
    if len(here) > 1 and sum(1 for one in matters if one.clause == matter.clause) > 1:
        # 3号楼停电和5号楼停水: each matter goes with the place before it.
        at = min(span.begin for span in matter.spans) if matter.spans else 0
        before = [place for place in here if place.heard.begin <= at]
        return [max(before, key=lambda place: place.heard.begin)] if before else here[:1]
    if here:
        return here
    earlier = [place for place in usable if max(place.heard.clauses) < matter.clause]
    if earlier:
        last = max(max(place.heard.clauses) for place in earlier)
        return [place for place in earlier if last in place.heard.clauses]
    first = min(min(place.heard.clauses) for place in usable)
    return [place for place in usable if first in place.heard.clauses]


def _likewise(
    text: Text, matter: MatterHeard, places: Sequence[PlaceMeant], matters: Sequence[MatterHeard]
) -> list[PlaceMeant]:
    """Give the places of which the same is said a little later: 3号楼停电了,5号楼也是; 除了3号楼,5号楼也停电."""
    clauses = {one.clause for one in matters}
    return [
        place
        for place in places
        if place.heard.role is Role.PLACE
        and not place.heard.clauses & clauses
        and (
            (
                min(place.heard.clauses) == matter.clause + 1
                and _ALSO.search(text.folded, place.heard.end, place.heard.end + 16)
            )
            or (
                max(place.heard.clauses) == matter.clause - 1
                and _BESIDES.search(text.folded, 0, place.heard.begin)
                and _ALSO.search(text.folded, place.heard.end, place.heard.end + 40)
            )
        )
    ]


def _keys(chosen: Sequence[PlaceMeant], near: str | None) -> list[str]:
    """Give the keys of the places; where the asker is when none was named."""
    if not chosen:
        return [] if near is None else [near]
    return list(dict.fromkeys(key for place in chosen for key in place.keys))[:MOST_PLACES]
