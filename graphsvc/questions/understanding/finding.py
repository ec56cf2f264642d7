"""Which places an address means: by its names, its numbers, and where the asker is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from graphsvc.domain.kinds import PLACE_RANK, PlaceKind
from graphsvc.questions.understanding.addresses import Group
from graphsvc.questions.understanding.clauses import Span
from graphsvc.questions.understanding.lexicon import Lexicon
from graphsvc.questions.understanding.mentions import Mention
from graphsvc.questions.understanding.nesting import PlaceId
from graphsvc.questions.understanding.parts import BUILDING, REGION, SIDE, Part
from graphsvc.questions.understanding.roles import Role

_BUILDING: Final = PLACE_RANK[PlaceKind.BUILDING]
_COMPOUND: Final = PLACE_RANK[PlaceKind.COMPOUND]

MOST_MEANT: Final = 12
"""How many places an address is taken to mean at most."""


class PlaceHeard(NamedTuple):
    """A place, or several that it may be, that a question speaks of.

    `places` is empty when something was named that does not exist (`unknown`). `details` are the entrance, floor and
    flat that were named in it: whether they are recorded is looked up in the house.
    """

    places: tuple[PlaceId, ...]
    details: tuple[Part, ...]
    unknown: bool
    spans: tuple[Span, ...]
    clauses: frozenset[int]
    begin: int
    end: int
    role: Role
    named: bool = True
    """Whether the house itself was named; else it is the one that the asker is in."""


class Finder:
    """Finds what an address means, where the asker is."""

    def __init__(self, lexicon: Lexicon, near: Sequence[PlaceId]) -> None:
        self._lexicon = lexicon
        self._near = near
        # A bare number is looked for where the asker is: in the place told, and around it up to the estate.
        self._around: list[PlaceId] = []
        for place in near:
            self._around.append(place)
            if lexicon.rank(place) <= _COMPOUND:
                break

    def find(self, group: Group) -> PlaceHeard | None:
        """Find it; None when it says nothing about where."""
        if group.stranger is not None:
            return self._heard(group, (), unknown=True)
        scopes = self._scopes(group)
        if scopes is not None and not scopes:
            return self._heard(group, (), unknown=True)
        found: Sequence[PlaceId] | None = scopes
        if group.building is not None:
            found = self._buildings(group.building, scopes)
            if not found:
                return self._heard(group, (), unknown=True)
        if group.facility is not None:
            found = self._facilities(group.facility, found)
            if found is not None and not found:
                return self._heard(group, (), unknown=True)
        if found is None and group.details and self._around and self._lexicon.rank(self._around[0]) == _BUILDING:
            found = self._around[:1]
        return None if found is None else self._heard(group, found, unknown=False)

    def _heard(self, group: Group, places: Sequence[PlaceId], *, unknown: bool) -> PlaceHeard:
        details = tuple(mention.parts[0] for mention in group.details)
        lexicon = self._lexicon
        places = tuple(places[:MOST_MEANT])  # 3号楼 alone may be any of thousands
        inside = all(lexicon.rank(place) == _BUILDING for place in places)
        return PlaceHeard(
            places,
            details if inside else (),
            unknown,
            tuple(Span(mention.begin, mention.end) for mention in group.own),
            frozenset(group.clauses),
            group.begin,
            group.end,
            group.role,
            group.placed,
        )

    def _scopes(self, group: Group) -> Sequence[PlaceId] | None:
        """Give the estates or larger places that are named; None when none is."""
        lexicon = self._lexicon
        scopes: Sequence[PlaceId] | None = None
        for name in sorted(group.names, key=lambda name: min(map(lexicon.rank, name.places))):
            if scopes is None:
                scopes = name.places
            else:
                scopes = [place for place in name.places if any(lexicon.holds(scope, place) for scope in scopes)] or [
                    scope for scope in scopes if any(lexicon.holds(place, scope) for place in name.places)
                ]
        for phase in group.phases:
            said = phase.parts[0].value
            if scopes is None:
                if not lexicon.phases:
                    return None
                scopes = self._nearest([place for place, phases in lexicon.phases.items() if said in phases])
            else:
                scopes = [place for place in scopes if said in lexicon.phases.get(place, ())]
        if scopes is None:
            return None
        # What the name leaves open, where the asker is may fill.
        if group.building is None and group.facility is None:
            scopes = self._nearest(scopes)
        return scopes

    def _nearest(self, places: Sequence[PlaceId]) -> Sequence[PlaceId]:
        """Leave of several places those that the asker is in; all when there are none."""
        if len(places) < 2:
            return places
        lexicon = self._lexicon
        for here in self._near:
            near = [place for place in places if lexicon.holds(place, here)] if here == self._near[0] else []
            near = near or list(lexicon.within(sorted(places), here))
            if near:
                return near
            if lexicon.rank(here) <= _COMPOUND:
                break
        return places

    def _buildings(self, mention: Mention, scopes: Sequence[PlaceId] | None) -> Sequence[PlaceId]:
        lexicon = self._lexicon
        if mention.parts[0].sort == SIDE:
            # 东边3号楼 is 东区3号楼 where there is one, else 3号楼, somewhere in the east.
            region = mention.parts[0]._replace(sort=REGION)
            found = self._buildings(mention._replace(parts=(region, *mention.parts[1:])), scopes)
            return found or self._buildings(mention._replace(parts=mention.parts[1:]), scopes)
        names = tuple(part.name for part in mention.parts)
        whole = lexicon.names.bearers(names)
        tails = _Tails(lexicon, mention)
        if scopes is not None:
            found = self._nearest(_within_any(lexicon, whole, scopes) or _within_any(lexicon, tails.bearers(), scopes))
            return [place for place in found if lexicon.rank(place) == _BUILDING]
        if self._around:
            for scope in self._around:
                found = lexicon.within(whole, scope) or lexicon.within(tails.bearers(), scope)
                if found:
                    return found
            return ()
        return whole or tails.bearers()

    def _facilities(self, mention: Mention, buildings: Sequence[PlaceId] | None) -> Sequence[PlaceId] | None:
        """Give the facilities that are meant; what was found without them when they are not recorded there."""
        lexicon = self._lexicon
        bearers = mention.places or tuple(lexicon.names.bearers(tuple(part.name for part in mention.parts)))
        if buildings is not None:
            inside = _within_any(lexicon, bearers, buildings)
            if inside:
                return self._nearest(inside)
            estates = sorted({lexicon.compound_of(place) for place in buildings})
            around = _within_any(lexicon, bearers, estates)
            # 3号楼前的小广场 stands in the estate; a lift of another house does not.
            shared = [place for place in around if lexicon.rank(lexicon.parents[place]) <= _COMPOUND]
            return shared or buildings
        if self._around:
            for scope in self._around:
                found = lexicon.within(bearers, scope)
                if found:
                    return found
            return None
        return bearers or None


class _Tails:
    """Houses whose names end with a number that was said alone: 东区3号楼 for 3号楼."""

    def __init__(self, lexicon: Lexicon, mention: Mention) -> None:
        self._lexicon = lexicon
        self._mention = mention

    def bearers(self) -> Sequence[PlaceId]:
        regions = [part for part in self._mention.parts if part.sort == REGION]
        houses = [part for part in self._mention.parts if part.sort == BUILDING]
        if regions or len(houses) != 1:
            return ()
        return self._lexicon.tails.get(houses[0].value, ())


def _within_any(lexicon: Lexicon, bearers: Sequence[PlaceId], scopes: Iterable[PlaceId]) -> Sequence[PlaceId]:
    return sorted({place for scope in scopes for place in lexicon.within(bearers, scope)})
