"""Counting a set of cells by rows of places.

A set changes at a few places only. Where it does, the whole subtree of the place is counted to what holds there and
taken away again from what holds above, so each row is a sum over the changes in it: places times categories are never
visited.

Cost: a few steps up for each change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.questions.coverage import Changes
from graphsvc.questions.demand import Demand

Tally: TypeAlias = dict[int, int]
"""How many places of each profile (one number, as `Demand.count`) have each set of leaves."""


class Row(NamedTuple):
    """A place and how many demanding places of each profile it stands for."""

    place: int
    demanding: int
    is_own: bool


class Places:
    """The rows of a matrix, and in which of them a place lies."""

    def __init__(self, facts: CoverageFacts, demand: Demand, rows: Sequence[Row], within: int) -> None:
        self.rows = rows
        self.within = within
        self._demand = demand
        self._parents = facts.parents
        self._number_of = {row.place: number for number, row in enumerate(rows) if not row.is_own}

    def row_of(self, place: int) -> int:
        """Give the number of the row of a place below the one asked about; -1 when it lies in none."""
        parents, within = self._parents, self.within
        while place and parents[place] != within:
            place = parents[place]
        return self._number_of.get(place, -1)

    def tally(self, sets: Iterable[Changes], default: int) -> list[Tally]:
        """Count the places of each row by the leaves in some sets, which have no cell in common."""
        found: list[Tally] = [{} for _ in self.rows]
        count_of, parents, within = self._demand.count, self._parents, self.within
        for changes in sets:
            at_top = changes.get(within, default)
            if at_top:
                for tally, row in zip(found, self.rows, strict=True):
                    tally[at_top] = tally.get(at_top, 0) + row.demanding
            for changed, here in changes.items():
                if changed == within or not (count := count_of(changed)):
                    continue
                above, place = None, changed
                while (parent := parents[place]) != within:
                    place = parent
                    if above is None:
                        above = changes.get(parent)
                # What demands nothing that is asked about is no row.
                if (number := self._number_of.get(place)) is not None:
                    tally, above = found[number], at_top if above is None else above
                    tally[here] = tally.get(here, 0) + count
                    tally[above] = tally.get(above, 0) - count
        return found


def cells_in(demand: Demand, tally: Tally, leaves: int) -> int:
    """Give how many cells of some leaves a tally counts."""
    return sum(demand.cells(count, held) for among, count in tally.items() if (held := among & leaves))
