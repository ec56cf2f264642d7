"""Mentions: the words of a question that speak of places, with what they may mean."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from graphsvc.questions.understanding.nesting import PlaceId
from graphsvc.questions.understanding.parts import Part


class Sort(StrEnum):
    """What a mention is."""

    NAME = "name"
    """An estate, a larger place, or a house with a name of its own."""
    STRANGER = "stranger"
    """A name that nothing bears."""
    BUILDING = "building"
    PHASE = "phase"
    FACILITY = "facility"
    DETAIL = "detail"
    """An entrance, a floor or a flat."""


class Mention(NamedTuple):
    """Words that speak of a place: where they stand in the folded text, and what they may mean.

    `places` are those that bear the name, in the order of their numbers; `parts` the numbered parts. `whole` is
    False for a piece of a name.
    """

    sort: Sort
    begin: int
    end: int
    places: tuple[PlaceId, ...] = ()
    parts: tuple[Part, ...] = ()
    whole: bool = True
