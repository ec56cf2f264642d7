"""What stands in a house: the entrance, the floor and the flat that were named, as far as they are recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from graphsvc.domain.kinds import PlaceKind
from graphsvc.questions.understanding.parts import ENTRANCE, FLAT, FLOOR, Part

_MOST: Final = 12
"""How many flats of one number are given at most."""


class Inside(NamedTuple):
    """A place inside a house, as the store tells it."""

    key: str
    kind: PlaceKind
    parent: str | None
    names: tuple[tuple[str, ...], ...]


def descend(house: str, details: Sequence[Part], inside: Sequence[Inside]) -> tuple[str, ...]:
    """Find the entrance, floor and flat in a house: the smallest recorded place that was named, or that is around it.

    Several flats of one number in different entrances are all given.
    """
    said = {detail.sort: detail for detail in details}
    below: dict[str | None, list[Inside]] = {}
    for place in inside:
        below.setdefault(place.parent, []).append(place)
    here = house
    closed: frozenset[PlaceKind] = frozenset()
    entrance, floor, flat = said.get(ENTRANCE), said.get(FLOOR), said.get(FLAT)
    if entrance is not None:
        found = _named(below, here, PlaceKind.ENTRANCE, entrance, closed)
        if len(found) == 1:
            here = found[0].key
        else:
            # What stands in other entrances is not what was meant.
            closed = frozenset({PlaceKind.ENTRANCE})
    if flat is not None:
        flats = _named(below, here, PlaceKind.HOUSEHOLD, flat, closed)
        if floor is not None and len(flats) > 1:
            floors = {place.key for place in _named(below, here, PlaceKind.FLOOR, floor, closed)}
            flats = [place for place in flats if place.parent in floors] or flats
        if flats:
            return tuple(place.key for place in flats[:_MOST])
        if floor is None and len(flat.value) >= 3:
            floor = Part(FLOOR, str(int(flat.value[:-2])), flat.begin, flat.end)
    if floor is not None:
        floors_found = _named(below, here, PlaceKind.FLOOR, floor, closed)
        if len(floors_found) == 1:
            return (floors_found[0].key,)
    return (here,)


def _named(
    below: Mapping[str | None, Sequence[Inside]], here: str, kind: PlaceKind, said: Part, closed: frozenset[PlaceKind]
) -> list[Inside]:
    """Give what is called so below a place, past what is closed."""
    found: list[Inside] = []
    stack = [here]
    while stack:
        for place in below.get(stack.pop(), ()):
            if place.kind in closed:
                continue
            if place.kind is kind and _is_called(place, said):
                found.append(place)
            stack.append(place.key)
    return sorted(found)


def _is_called(place: Inside, said: Part) -> bool:
    bare = said.value
    return any(names in ((said.name,), (bare,)) or (names[-1:] == (said.name,)) for names in place.names)
