"""Hints: which words of a question were taken for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from graphsvc.questions.understanding.clauses import Span
from graphsvc.questions.understanding.finding import PlaceHeard
from graphsvc.questions.understanding.matters import MatterHeard
from graphsvc.questions.understanding.roles import Role
from graphsvc.questions.understanding.text import Text
from graphsvc.questions.understanding.times import TimeHeard


class Meant(StrEnum):
    """What words of a question were taken for."""

    MATTER = "matter"
    PLACE = "place"
    LANDMARK = "landmark"
    PASSED = "passed"
    UNKNOWN = "unknown"
    NEAR = "near"
    TIME = "time"
    URGENT = "urgent"


class Hint(NamedTuple):
    """Words as they were said, what they were taken for, and the keys that they led to."""

    words: str
    meant: Meant
    keys: tuple[str, ...] = ()


class PlaceMeant(NamedTuple):
    """An address that was heard, with the keys of the places that it may be; none when there is no such place."""

    heard: PlaceHeard
    keys: tuple[str, ...]


def tell_hints(
    text: Text,
    matters: Sequence[MatterHeard],
    places: Sequence[PlaceMeant],
    near: Hint | None,
    times: Sequence[TimeHeard],
    urgent: Sequence[str],
) -> tuple[Hint, ...]:
    """Tell them in the order of saying; `near` stands for a place that is not said."""
    found: list[tuple[int, Hint]] = []
    for matter in matters:
        begin = min((span.begin for span in matter.spans), default=0)
        found.append((begin, Hint(" … ".join(matter.words), Meant.MATTER, (matter.category,))))
    meant: Mapping[Role, Meant] = {Role.LANDMARK: Meant.LANDMARK, Role.PASSED: Meant.PASSED}
    for place in places:
        said = " … ".join(dict.fromkeys(text.words(*span) for span in _runs(text, place.heard.spans)))
        what = meant.get(place.heard.role, Meant.PLACE) if place.keys else Meant.UNKNOWN
        found.append((place.heard.begin, Hint(said, what, place.keys)))
    found += [(time.span.begin, Hint(time.words, Meant.TIME)) for time in times]
    found.sort(key=lambda entry: entry[0])
    hints = [hint for _, hint in found]
    if near is not None and not any(hint.meant in {Meant.PLACE, Meant.UNKNOWN} for hint in hints):
        hints.append(near)
    return (*hints, *(Hint(words, Meant.URGENT) for words in urgent))


def _runs(text: Text, spans: Sequence[Span]) -> list[Span]:
    """Put spans together that stand side by side: 滨江小区 and 3号楼 were said as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not text.folded[found[-1].end : span.begin].strip(" ,，的"):
            found[-1] = Span(found[-1].begin, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
