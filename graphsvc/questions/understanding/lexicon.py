"""What the places of the loaded data are called: estates and larger places, houses, facilities.

Entrances, floors and flats are not held: they are looked up under their house. Names are cut into the parts that
questions are cut into, so that to find one is to look a few parts up.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from graphsvc.domain.entities import Place
from graphsvc.domain.kinds import PLACE_RANK, PlaceKind
from graphsvc.questions.understanding.kindwords import english_piece_of, piece_of
from graphsvc.questions.understanding.parts import BUILDING, CHARACTER, GRID, PHASE, WORD, Part, cut
from graphsvc.questions.understanding.slips import Sounds, Spellings
from graphsvc.questions.understanding.text import read

HELD: Final = frozenset(set(PlaceKind) - {PlaceKind.ENTRANCE, PlaceKind.FLOOR, PlaceKind.HOUSEHOLD})
"""The kinds of places whose names are held."""

_HELD_RANKS: Final = frozenset(PLACE_RANK[kind] for kind in HELD)

WORLD: Final = -1
"""In place of a place: everywhere."""

PlaceId: TypeAlias = int
"""The number of a place in the lexicon; those of what stands in a place follow its own."""

_Called: TypeAlias = tuple[int, tuple[str | None, ...]]
"""How small a place is, and what it is called."""

_FACILITY: Final = PLACE_RANK[PlaceKind.FACILITY]
_BUILDING: Final = PLACE_RANK[PlaceKind.BUILDING]
_COMPOUND: Final = PLACE_RANK[PlaceKind.COMPOUND]
_MOST_PARTS: Final = 16
"""Longer names are known by their first parts only in name searches, not here."""


class Cut(NamedTuple):
    """A name in its parts."""

    parts: tuple[Part, ...]
    names: tuple[str, ...]


class Names:
    """Places by what they are called: the parts of a name, and which places bear it, in the order of their numbers."""

    def __init__(self) -> None:
        self._bearers: dict[tuple[str, ...], array[int]] = {}
        self._longest: dict[str, int] = {}
        self._more: dict[tuple[str, ...], list[array[int]]] = {}

    def __len__(self) -> int:
        return len(self._bearers)

    def add(self, names: tuple[str, ...], places: array[int]) -> None:
        """Note that some places are called so; `finish` must follow when all are noted."""
        known = self._bearers.setdefault(names, places)
        if known is not places:
            self._more.setdefault(names, []).append(places)
        elif len(names) > self._longest.get(names[0], 0):
            self._longest[names[0]] = len(names)

    def finish(self) -> None:
        """Put together the places of names that were noted several times."""
        for names, further in self._more.items():
            self._bearers[names] = array("i", sorted(set(self._bearers[names]).union(*further)))
        self._more.clear()

    def bearers(self, names: tuple[str, ...]) -> Sequence[PlaceId]:
        """Give the places that are called so."""
        return self._bearers.get(names, ())

    def longest(self, first: str) -> int:
        """Give how many parts the longest name has that begins with this one."""
        return self._longest.get(first, 0)

    def all(self) -> Iterator[tuple[str, ...]]:
        """Give every name."""
        return iter(self._bearers)


class Lexicon:
    """The names of places, and how the places stand in one another.

    Thousands of houses are called alike, so each text is learnt once and its places are noted as an array. It takes
    some 40 µs for each distinct name and 4 µs for each place; docs/benchmarks.md has the figures.
    """

    def __init__(self, places: Iterable[Place], above: Mapping[str, str | None] | None = None) -> None:
        """Take places in any order; `above` tells in which held place one stands whose parent is not held."""
        self.keys: list[str] = []
        self.ids: dict[str, PlaceId] = {}
        self.ranks = bytearray()
        self.parents = array("i")
        self._ends = array("i")
        self.names = Names()
        self.pieces = Names()
        self.tails: dict[str, Sequence[PlaceId]] = {}
        self.phases: dict[PlaceId, set[str]] = {}
        self.sounds = Sounds()
        self.spellings = Spellings()
        self._slips_learnt: set[tuple[tuple[str, ...], bool]] = set()
        tails: dict[str, set[PlaceId]] = {}
        for (rank, called), alike in self._number(places, above or {}).items():
            for one in _cuts(called):
                self._learn(one, rank, alike, tails)
        self.names.finish()
        self.pieces.finish()
        self.tails.update((value, sorted(houses)) for value, houses in tails.items())

    def _number(self, places: Iterable[Place], above: Mapping[str, str | None]) -> dict[_Called, array[int]]:
        """Number the places so that what stands in one follows it, and put those together that are called alike."""
        rows: dict[str, tuple[int, Place]] = {}
        for place in places:
            rank = PLACE_RANK[place.kind]
            if rank in _HELD_RANKS:
                rows[place.key] = rank, place
        below: dict[str | None, list[str]] = {}
        for key, (_, row) in rows.items():
            parent = row.parent
            if parent is not None and parent not in rows:
                parent = above.get(key)
            below.setdefault(parent, []).append(key)
        alike: dict[_Called, array[int]] = {}
        stack = [(key, WORLD) for key in sorted(below.get(None, ()), reverse=True)]
        while stack:
            key, parent_id = stack.pop()
            number = len(self.keys)
            rank, row = rows[key]
            self.keys.append(key)
            self.ids[key] = number
            self.ranks.append(rank)
            self.parents.append(parent_id)
            self._ends.append(number + 1)
            called = rank, (row.name, row.name_en, *row.aliases)
            if called in alike:
                alike[called].append(number)
            else:
                alike[called] = array("i", (number,))
            if key in below:
                stack.extend((child, number) for child in sorted(below[key], reverse=True))
        for number in range(len(self.keys) - 1, -1, -1):
            parent_id = self.parents[number]
            if parent_id >= 0 and self._ends[number] > self._ends[parent_id]:
                self._ends[parent_id] = self._ends[number]
        return alike

    def _learn(self, one: Cut, rank: int, places: array[int], tails: dict[str, set[PlaceId]]) -> None:
        """Learn one name of places that are called alike."""
        parts, names = one
        self.names.add(names, places)
        if rank == _BUILDING:
            if len(parts) > 1 and parts[-1].sort == BUILDING:
                tails.setdefault(parts[-1].value, set()).update(places)
        elif rank <= _COMPOUND:
            self._learn_slips(names, whole=True)
            if parts[-1].sort != GRID:
                self._learn_pieces(parts, names, places)

    def _learn_pieces(self, parts: tuple[Part, ...], names: tuple[str, ...], places: array[int]) -> None:
        for part in parts:
            if part.sort == PHASE:
                for place in places:
                    self.phases.setdefault(place, set()).add(part.value)
        while len(names) > 1 and (shorter := _piece(parts, names)) is not None:
            parts, names = parts[: len(shorter)], shorter
            self.pieces.add(names, places)
            self._learn_slips(names, whole=False)

    def _learn_slips(self, names: tuple[str, ...], *, whole: bool) -> None:
        if (names, whole) not in self._slips_learnt:
            self._slips_learnt.add((names, whole))
            self.sounds.add(names, whole=whole)
            self.spellings.add(names)

    def begins_name(self, part: str) -> bool:
        """Whether any name or piece of one begins with this part."""
        return bool(self.names.longest(part) or self.pieces.longest(part))

    @property
    def name_parts(self) -> int:
        """How many parts the distinct names have that it holds: what the lexicon costs is told by these."""
        return sum(map(len, self.names.all()))

    def rank(self, place: PlaceId) -> int:
        """Give how small a place is."""
        return self.ranks[place]

    def kind(self, place: PlaceId) -> PlaceKind:
        """Give the kind of a place."""
        return tuple(PlaceKind)[self.ranks[place]]

    def is_facility(self, place: PlaceId) -> bool:
        """Whether a place is a facility."""
        return self.ranks[place] == _FACILITY

    def holds(self, scope: PlaceId, place: PlaceId) -> bool:
        """Whether a place is another one or stands in it."""
        return scope == WORLD or scope <= place < self._ends[scope]

    def related(self, one: PlaceId, other: PlaceId) -> bool:
        """Whether one of two places stands in the other, or they are the same."""
        return self.holds(one, other) or self.holds(other, one)

    def within(self, bearers: Sequence[PlaceId], scope: PlaceId) -> Sequence[PlaceId]:
        """Give those of some places, in the order of their numbers, that stand in another one or are it."""
        if scope == WORLD:
            return bearers
        return bearers[bisect_left(bearers, scope) : bisect_right(bearers, self._ends[scope] - 1)]

    def compound_of(self, place: PlaceId) -> PlaceId:
        """Give the estate that a place stands in; the place itself when it stands in none."""
        at = place
        while at != WORLD:
            if self.ranks[at] <= _COMPOUND:
                return at
            at = self.parents[at]
        return place

    def lineage(self, place: PlaceId) -> Iterator[PlaceId]:
        """Give the place itself, what it stands in, and so on."""
        while place != WORLD:
            yield place
            place = self.parents[place]


def cut_name(name: str) -> Cut:
    """Cut a name into its parts."""
    parts = cut(read(name))
    return Cut(parts, tuple(part.name for part in parts))


def _cuts(called: Iterable[str | None]) -> Iterator[Cut]:
    """Cut names up; those that are too short or too long to be known by are left out."""
    for name in called:
        cut_up = cut_name(name) if name else None
        if cut_up is not None and 0 < len(cut_up.names) <= _MOST_PARTS and len("".join(cut_up.names)) > 1:
            yield cut_up


def _piece(parts: tuple[Part, ...], names: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give the name without its last word of a kind, or its phase."""
    if parts[-1].sort == PHASE:
        return names[:-1] if sum(map(len, names[:-1])) >= 2 else None
    if all(part.sort == CHARACTER for part in parts):
        piece = piece_of("".join(names))
        return None if piece is None else tuple(piece)
    if all(part.sort == WORD for part in parts):
        return english_piece_of(names)
    return None
