"""What the places of the loaded data are called: estates and larger places, houses, facilities.

Entrances, floors and flats are not held: they are looked up under their house. Names are cut into the parts that
questions are cut into, so that to find one is to look a few parts up.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple, TypeAlias

from graphsvc.domain.entities import Place
from graphsvc.domain.kinds import PLACE_RANK, PlaceKind
from graphsvc.questions.understanding.cutting import cut, cut_plainly
from graphsvc.questions.understanding.kindwords import english_piece_of, piece_of
from graphsvc.questions.understanding.nesting import Nesting, PlaceId
from graphsvc.questions.understanding.parts import BUILDING, CHARACTER, GRID, PHASE, WORD, part_name
from graphsvc.questions.understanding.slips import Sounds, Spellings
from graphsvc.questions.understanding.text import read

HELD: Final = frozenset(set(PlaceKind) - {PlaceKind.ENTRANCE, PlaceKind.FLOOR, PlaceKind.HOUSEHOLD})
"""The kinds of places whose names are held."""

_Called: TypeAlias = tuple[int, str, str | None, tuple[str, ...]]
"""How small a place is, and what it is called: its name, its English name, its aliases."""

_BUILDING: Final = PLACE_RANK[PlaceKind.BUILDING]
_COMPOUND: Final = PLACE_RANK[PlaceKind.COMPOUND]
_HOUSE: Final = part_name(BUILDING, "")
_PHASE: Final = part_name(PHASE, "")
_MOST_PARTS: Final = 16
"""Longer names are known by their first parts only in name searches, not here."""


class Cut(NamedTuple):
    """A name in its parts: what each is, and the parts as texts."""

    sorts: tuple[str, ...]
    names: tuple[str, ...]


class Names:
    """Places by what they are called: the parts of a name, and which places bear it, in the order of their numbers."""

    def __init__(self) -> None:
        self._bearers: dict[tuple[str, ...], Sequence[PlaceId]] = {}
        self._longest: dict[tuple[str, ...], int] = {}
        self._more: dict[tuple[str, ...], list[Sequence[PlaceId]]] = {}

    def __len__(self) -> int:
        return len(self._bearers)

    def add(self, names: tuple[str, ...], places: Sequence[PlaceId]) -> None:
        """Note that some places are called so; `finish` must follow when all are noted."""
        known = self._bearers.setdefault(names, places)
        if known is not places:
            self._more.setdefault(names, []).append(places)
        elif len(names) > self._longest.get(names[:2], 0):
            self._longest[names[:2]] = len(names)

    def finish(self) -> None:
        """Put together the places of names that were noted several times."""
        for names, further in self._more.items():
            self._bearers[names] = array("i", sorted(set(self._bearers[names]).union(*further)))
        self._more.clear()

    def bearers(self, names: tuple[str, ...]) -> Sequence[PlaceId]:
        """Give the places that are called so."""
        return self._bearers.get(names, ())

    def longest(self, beginning: Sequence[str]) -> int:
        """Give how many parts the longest name has that begins with two parts, or is the first of them alone."""
        first, *_ = beginning = tuple(beginning)
        return self._longest.get(beginning) or self._longest.get((first,), 0)

    def all(self) -> Iterator[tuple[str, ...]]:
        """Give every name."""
        return iter(self._bearers)


class Lexicon(Nesting):
    """The names of places, and how the places stand in one another.

    Thousands of houses are called alike, so each text is learnt once and its places are noted as an array. It takes
    some 40 µs for each distinct name and a microsecond for each place; docs/benchmarks.md has the figures.
    """

    def __init__(self, places: Iterable[Place], above: Mapping[str, str | None] | None = None) -> None:
        """Take places in any order; `above` tells in which held place one stands whose parent is not held."""
        rows: list[Place] = []
        ranks: list[int] = []
        for kind, some in groupby(places, key=attrgetter("kind")):
            if kind in HELD:
                rows += some
                ranks += [PLACE_RANK[kind]] * (len(rows) - len(ranks))
        super().__init__(rows, ranks, above or {})
        self.names = Names()
        self.pieces = Names()
        self.tails: dict[str, Sequence[PlaceId]] = {}
        self.phases: dict[PlaceId, set[str]] = {}
        self.sounds = Sounds()
        self.spellings = Spellings()
        self._slips_learnt: set[tuple[tuple[str, ...], bool]] = set()
        tails: dict[str, set[PlaceId]] = {}
        for alike, (rank, name, name_en, aliases) in self._called_alike(rows, ranks):
            bearers: Sequence[PlaceId] = array("i", alike) if len(alike) > 1 else tuple(alike)
            for one in _cuts((name, name_en, *aliases)):
                self._learn(one, rank, bearers, tails)
        self.names.finish()
        self.pieces.finish()
        self.tails.update((value, sorted(houses)) for value, houses in tails.items())

    def _called_alike(self, rows: Sequence[Place], ranks: Sequence[int]) -> list[tuple[list[PlaceId], _Called]]:
        """Put the numbers of those together that are called alike, in the order of the first of them."""
        # Column by column: most of the work is done without an expression for each place.
        names, names_en, aliases = (
            [row.name for row in rows],
            [row.name_en for row in rows],
            [row.aliases for row in rows],
        )
        texts: dict[_Called, int] = {}
        which = [texts.setdefault(called, len(texts)) for called in zip(ranks, names, names_en, aliases, strict=True)]
        alike: list[list[PlaceId]] = [[] for _ in texts]
        for number, row in enumerate(self.rows):
            alike[which[row]].append(number)
        return sorted(zip(alike, texts, strict=True))

    def _learn(self, one: Cut, rank: int, places: Sequence[PlaceId], tails: dict[str, set[PlaceId]]) -> None:
        """Learn one name of places that are called alike."""
        sorts, names = one
        self.names.add(names, places)
        if rank == _BUILDING:
            if len(names) > 1 and sorts[-1] == BUILDING:
                tails.setdefault(names[-1].removeprefix(_HOUSE), set()).update(places)
        elif rank <= _COMPOUND:
            self._learn_slips(names, whole=True)
            if sorts[-1] != GRID:
                self._learn_pieces(sorts, names, places)
            elif len(names) > 1:
                self.pieces.add(names[-1:], places)

    def _learn_pieces(self, sorts: tuple[str, ...], names: tuple[str, ...], places: Sequence[PlaceId]) -> None:
        if PHASE in sorts:
            phases = {name.removeprefix(_PHASE) for name, sort in zip(names, sorts, strict=True) if sort == PHASE}
            for place in places:
                self.phases.setdefault(place, set()).update(phases)
        while len(names) > 1 and (shorter := _piece(sorts, names)) is not None:
            sorts, names = sorts[: len(shorter)], shorter
            self.pieces.add(names, places)
            self._learn_slips(names, whole=False)

    def _learn_slips(self, names: tuple[str, ...], *, whole: bool) -> None:
        if (names, whole) not in self._slips_learnt:
            self._slips_learnt.add((names, whole))
            self.sounds.add(names, whole=whole)
            self.spellings.add(names)

    def longest(self, beginning: Sequence[str]) -> int:
        """Give how many parts the longest name or piece of one has that begins with two parts or is the first alone."""
        return max(self.names.longest(beginning), self.pieces.longest(beginning))

    @property
    def name_parts(self) -> int:
        """How many parts the distinct names have that it holds: what the lexicon costs is told by these."""
        return sum(map(len, self.names.all()))


def cut_name(name: str) -> Cut:
    """Cut a name into its parts."""
    text = read(name)
    if (plain := cut_plainly(text.folded)) is not None:
        sort, names = plain
        return Cut((sort,) * len(names), names)
    parts = cut(text)
    return Cut(tuple([part.sort for part in parts]), tuple([part.name for part in parts]))


def _cuts(called: Iterable[str | None]) -> Iterable[Cut]:
    """Cut names up; those that are too short or too long to be known by are left out, and those that say the same."""
    found: dict[tuple[str, ...], Cut] = {}
    for name in called:
        cut_up = cut_name(name) if name else None
        if cut_up is not None and 0 < len(cut_up.names) <= _MOST_PARTS and len("".join(cut_up.names)) > 1:
            found.setdefault(cut_up.names, cut_up)
    return found.values()


def _piece(sorts: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...] | None:
    """Give the name without its last word of a kind, or its phase."""
    if sorts[-1] == PHASE:
        return names[:-1] if sum(map(len, names[:-1])) >= 2 else None
    if sorts.count(CHARACTER) == len(sorts):
        piece = piece_of("".join(names))
        return None if piece is None else tuple(piece)
    return english_piece_of(names) if sorts.count(WORD) == len(sorts) else None
