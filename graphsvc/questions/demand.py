"""Which cells need a handler, summed up for the subtree of every place (docs/rules.md, section 3).

Places that demand the same leaves are of one *profile*, and there are only a handful of profiles. A subtree is summed
up by how many places of each profile it holds: all of them in one number, 32 bits for each profile, so that subtrees
are added and subtracted by one operation. Only places at or above a demanding one are looked at.

Cost: one step for each such place, once for a revision.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.domain.kinds import PlaceKind, PolicyRule
from graphsvc.questions.leaves import Leaves

_WIDTH: Final = 32
_COUNT: Final = (1 << _WIDTH) - 1
_KEPT: Final = 50_000
"""How many sums are remembered."""
_NONE: Final = array("i")


class Fork(NamedTuple):
    """Where the demand of a place parts: leaves that it demands itself or several children do, and the other ways."""

    stop: int
    ways: tuple[tuple[int, int], ...]
    """Children, each with the leaves that it alone of them demands."""


class Demand:
    """The demanded cells of one revision."""

    __slots__ = (
        "_cells",
        "_children",
        "_column_of",
        "_columns",
        "_counts",
        "_facts",
        "_forks",
        "_households",
        "_leaves",
        "_one",
        "_order",
        "_own",
        "_profiles",
        "roots",
    )

    def __init__(self, facts: CoverageFacts, leaves: Leaves) -> None:
        self._facts = facts
        self._own = _demanding(facts, leaves)
        self._profiles = sorted(set(self._own.values()))
        self._one = {mask: 1 << _WIDTH * at for at, mask in enumerate(self._profiles)}
        self._counts: dict[int, int] = {}
        # Few counts are different: most places of a kind are alike.
        self._leaves: dict[int, int] = {}
        self._cells: dict[tuple[int, int], int] = {}
        self._children: dict[int, array[int]] = {}
        self._order: array[int] = array("i")  # from small places to large ones, facilities first
        self._columns: dict[tuple[int, ...], dict[int, int]] = {}
        self._column_of: dict[int, dict[int, int]] = {}
        self._forks: dict[int, Fork] = {}
        self._households: dict[int, int] = {}
        self.roots: list[int] = []
        """The roots of all trees in which anything is demanded."""
        self._sum_up()

    def _sum_up(self) -> None:
        facts, own, counts = self._facts, self._own, self._counts
        parents, one = facts.parents, self._one
        waiting: dict[PlaceKind, set[int]] = defaultdict(set)
        for place in own:
            waiting[facts.place_kind(place)].add(place)
        for kind in reversed(PlaceKind):
            # Sorted, so that nothing found later depends on the order of input.
            for place in sorted(waiting.pop(kind, ())):
                self._order.append(place)
                mask = own.get(place)
                count = counts.get(place, 0)
                if mask is not None:
                    counts[place] = count = count + one[mask]
                parent = parents[place]
                if not parent:
                    self.roots.append(place)
                    continue
                if parent in counts:
                    counts[parent] += count
                    self._children[parent].append(place)
                else:
                    counts[parent] = count
                    self._children[parent] = array("i", (place,))
                    waiting[facts.place_kind(parent)].add(parent)

    def own(self, place: int) -> int:
        """Give the leaves that a place itself demands."""
        return self._own.get(place, 0)

    def count(self, place: int) -> int:
        """Give how many demanding places of each profile its subtree holds, in one number; 0 when there are none."""
        return self._counts.get(place, 0)

    def below(self, place: int) -> int:
        """Give `count` without the place itself."""
        count, mask = self._counts.get(place, 0), self._own.get(place)
        return count if mask is None else count - self._one[mask]

    def leaves(self, count: int) -> int:
        """Give the leaves that are demanded by any of the places of a count."""
        found = self._leaves.get(count)
        if found is None:
            found, rest = 0, count
            for mask in self._profiles:
                if rest & _COUNT:
                    found |= mask
                rest >>= _WIDTH
            if len(self._leaves) > _KEPT:
                self._leaves.clear()
            self._leaves[count] = found
        return found

    def cells(self, count: int, leaves: int) -> int:
        """Give how many cells of these leaves the places of a count demand."""
        found = self._cells.get((count, leaves))
        if found is None:
            found, rest = 0, count
            for mask in self._profiles:
                found += (rest & _COUNT) * (mask & leaves).bit_count()
                rest >>= _WIDTH
            if len(self._cells) > _KEPT:
                self._cells.clear()
            self._cells[count, leaves] = found
        return found

    def children(self, place: int) -> Sequence[int]:
        """Give the children of a place in whose subtree anything is demanded."""
        return self._children.get(place, _NONE)

    def fork(self, place: int) -> Fork:
        """Say where the demand of a place parts."""
        found = self._forks.get(place)
        if found is None:
            once = twice = 0
            ways = [(child, self.leaves(self.count(child))) for child in self.children(place)]
            for _, leaves in ways:
                twice |= once & leaves
                once |= leaves
            stop = twice | self.own(place)
            alone = tuple((child, leaves & ~stop) for child, leaves in ways if leaves & ~stop)
            found = self._forks[place] = Fork(stop, alone)
        return found

    def households(self, place: int, leaves: int) -> int:
        """Give the households of the topmost places in a subtree that demand any of these leaves.

        Facilities without a number of their own that stand in one place count that place once.
        """
        if self._own.get(place, 0) & leaves:
            own = self._households.get(place)
            if own is None:
                own = self._households[place] = self._facts.households(place)
            return own
        column = self._column_of.get(leaves)
        if column is None:
            # Sets of leaves that the same profiles demand have the same places.
            chosen = tuple(mask for mask in self._profiles if mask & leaves)
            column = self._columns.get(chosen)
            if column is None:
                column = self._columns[chosen] = self._sum_households(leaves)
            self._column_of[leaves] = column
        return column.get(place, 0)

    def _sum_households(self, leaves: int) -> dict[int, int]:
        facts, own, parents = self._facts, self._own, self._facts.parents
        found: dict[int, int] = {}
        shared: set[int] = set()
        for place in self._order:
            parent = parents[place]
            if own.get(place, 0) & leaves:
                if facts.shares_households(place):
                    if parent in shared:
                        continue
                    shared.add(parent)
                households = facts.households(place)
            else:
                households = found.get(place, 0)
            if households and parent:
                found[parent] = found.get(parent, 0) + households
        return found


def _demanding(facts: CoverageFacts, leaves: Leaves) -> dict[int, int]:
    """Give the leaves that each demanding place demands."""
    rows = [row for row in facts.policy if row.rule is PolicyRule.DEMAND]
    plain: dict[PlaceKind, int] = {} if rows else {PlaceKind.BUILDING: leaves.every}
    tagged: dict[tuple[PlaceKind, str], int] = {}
    for row in rows:
        assert row.place_kind is not None and row.category is not None  # noqa: S101, PT018  (a rule of the table)
        mask = leaves.mask_of_key(row.category)
        if row.tag is None:
            plain[row.place_kind] = plain.get(row.place_kind, 0) | mask
        else:
            tagged[row.place_kind, row.tag] = tagged.get((row.place_kind, row.tag), 0) | mask
    found: dict[int, int] = {}
    for kind, mask in plain.items():
        if mask:
            found.update(dict.fromkeys(facts.places_of(kind), mask))
    for (kind, tag), mask in tagged.items():
        for place in facts.bearing(kind, tag):
            found[place] = found.get(place, 0) | mask
    return found
