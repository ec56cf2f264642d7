"""The index in memory: everything that a question about responsibility needs, found in a few steps.

Nodes are numbered by dense ids from 1; 0 is "none". Columns are arrays by id, so that a place costs little more than
its key. Facts are live objects, shared by all questions and changed in place when nobody reads (see `gate`).
The index can be rebuilt from the file at any time (`loading`) and is kept right by `updating`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from graphsvc.adapters.embedded.compact import Counts, Facts
from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import DutyFact, Period, PersonFact, PostFact, UnitFact
from graphsvc.domain.kinds import PLACE_RANK, NodeKind, PlaceKind

FREE: Final = 255
"""The code of an id that is not in use."""

CODE_OF: Final[dict[NodeKind, int]] = {
    NodeKind.CATEGORY: 11,
    NodeKind.UNIT: 12,
    NodeKind.POST: 13,
    NodeKind.PERSON: 14,
    NodeKind.DUTY: 15,
}
"""The codes of nodes; a place's code is the rank of its kind, 0 to 10."""

CATEGORY: Final = CODE_OF[NodeKind.CATEGORY]
HOUSEHOLD: Final = PLACE_RANK[PlaceKind.HOUSEHOLD]
FACILITY: Final = PLACE_RANK[PlaceKind.FACILITY]
LAST_PLACE: Final = FACILITY

KIND_OF: Final[dict[int, NodeKind]] = {code: kind for kind, code in CODE_OF.items()} | dict.fromkeys(
    range(LAST_PLACE + 1), NodeKind.PLACE
)
"""The node kind of each code."""


class CategoryLineage(NamedTuple):
    """A category, its parent, … up to its root: as ids, and how far up each key is."""

    ids: tuple[int, ...]
    steps: dict[str, int]


class Index:
    """What is held in memory of one revision; see the module for what stands where."""

    __slots__ = (
        "_boundaries",
        "beneath",
        "chains",
        "covering",
        "duties",
        "ids",
        "keys",
        "kinds",
        "lineages",
        "moments",
        "parents",
        "persons",
        "posts",
        "revision",
        "scopes",
        "settings",
        "totals",
        "units",
    )

    def __init__(self, largest: int = 0, revision: int = 0, settings: Settings | None = None) -> None:
        self.revision = revision
        self.settings = Settings() if settings is None else settings
        self.ids: dict[str, int] = {}
        self.keys: list[str] = [""] * (largest + 1)
        self.kinds = bytearray([FREE]) * (largest + 1)
        self.parents = array("i", [0]) * (largest + 1)
        # Households of each place by the rule of domain.households; -1 for a facility that has those of its place.
        self.totals = Counts(bytearray(largest + 1))
        # For places with a number of their own (household kinds aside): the sum over their children all the same.
        self.beneath: dict[int, int] = {}
        self.units: Facts[UnitFact] = Facts()
        self.posts: Facts[PostFact] = Facts()
        self.persons: Facts[PersonFact] = Facts()
        self.duties: Facts[DutyFact] = Facts()
        self.covering: dict[int, tuple[UnitFact, ...]] = {}
        # Place id -> category id -> duties by (priority, key). Most places have none and are passed over at once.
        self.scopes: dict[int, dict[int, list[DutyFact]]] = {}
        # For a place in `scopes`, found when it is first asked about: itself and the places above it that are in
        # `scopes` too, each with how far up it is and its cells.
        self.chains: dict[int, tuple[tuple[int, dict[int, list[DutyFact]]], ...]] = {}
        # How many rows begin or end at a moment.
        self.moments: dict[Moment, int] = {}
        self._boundaries: list[Moment] | None = None
        # Lineages of the categories that were asked for; those not there yet are made by category_lineage.
        self.lineages: dict[str, CategoryLineage] = {}

    def grow(self, largest: int) -> None:
        """Make room for ids up to `largest`."""
        more = largest + 1 - len(self.keys)
        if more > 0:
            self.keys.extend([""] * more)
            self.kinds.extend(bytes([FREE]) * more)
            self.parents.extend([0] * more)
            self.totals.grow(more)

    def kind_of(self, key: str) -> NodeKind | None:
        """Say what a key is the key of; None when it is not held."""
        node = self.ids.get(key)
        return None if node is None else KIND_OF[self.kinds[node]]

    def place_id(self, key: str) -> int | None:
        """Give the id of a place; None when the key is not held or of something else."""
        node = self.ids.get(key)
        return node if node is not None and self.kinds[node] <= LAST_PLACE else None

    def lineage(self, node: int) -> Iterator[int]:
        """Give an id, its parent's, … up to the root's; for places and categories."""
        parents = self.parents
        while node:
            yield node
            node = parents[node]

    def category_lineage(self, key: str) -> CategoryLineage:
        """Find the lineage of a category and keep it; NotFound when there is none with that key."""
        node = self.ids.get(key)
        if node is None or self.kinds[node] != CATEGORY:
            raise NotFound("category", key)
        ids = tuple(self.lineage(node))
        found = CategoryLineage(ids, {self.keys[above]: steps for steps, above in enumerate(ids)})
        self.lineages[key] = found
        return found

    def chain(self, place: int) -> tuple[tuple[int, dict[int, list[DutyFact]]], ...]:
        """Find the chain of a place and keep it."""
        self.chains[place] = found = tuple(self.chain_of(place))
        return found

    def chain_of(self, place: int) -> Iterator[tuple[int, dict[int, list[DutyFact]]]]:
        """Give a place and those above it that are in `scopes`, each with how far up it is and its cells."""
        scopes, parents, steps = self.scopes, self.parents, 0
        while place:
            if place in scopes:
                yield steps, scopes[place]
            place = parents[place]
            steps += 1

    def forget_categories(self) -> None:
        """Forget the lineages that were found: the tree of categories changes."""
        self.lineages.clear()

    def households(self, place: int) -> int:
        """Give the households of a place by the rule of domain.households."""
        total = self.totals[place]
        if total < 0:  # a facility without a number: those of the place that it stands in
            return self.households(self.parents[place])
        return total

    def note(self, moment: Moment | None, rows: int = 1) -> None:
        """Count rows (fewer, when negative) that begin or end at a moment."""
        if moment is None:
            return
        left = self.moments.get(moment, 0) + rows
        if left:
            self.moments[moment] = left
        else:
            del self.moments[moment]
        self._boundaries = None

    def steady(self, at: Moment) -> Period:
        """Give the longest period around `at` in which no row begins or ends."""
        boundaries = self._boundaries
        if boundaries is None:
            self._boundaries = boundaries = sorted(self.moments)
        after = bisect_right(boundaries, at)
        return Period(
            boundaries[after - 1] if after else None,
            boundaries[after] if after < len(boundaries) else None,
        )


def rank_in_cell(duty: DutyFact) -> tuple[int, str]:
    """Give what duties of one place and category are ordered by."""
    return (duty.priority, duty.key)
