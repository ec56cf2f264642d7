"""A dense kernel that finds the uncovered cells of a city: what whole columns and no thought come to, in numpy.

Its columns are made ready beforehand and not timed: the places level by level, of each the row of its parent, the
leaves that its own duties handle at the moment (so who is there has been found out already) and those that it demands.
What is timed is the least that the question takes: hand down what is handled, level by level, and count what is
demanded and not handled. It rolls nothing up, counts no households and makes no list.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from graphsvc.adapters.embedded.index import LAST_PLACE, Index
from graphsvc.questions.coverage import Survey


class Dense:
    """The columns of one city at one moment."""

    def __init__(self, index: Index, survey: Survey) -> None:
        kinds = np.frombuffer(bytes(index.kinds), dtype=np.uint8)
        parents = np.array(index.parents, dtype=np.int64)
        levels, row_of = _levels(np.flatnonzero(kinds <= LAST_PLACE), parents)
        self._ends = [0, *np.cumsum([len(level) for level in levels]).tolist()]
        order = np.concatenate(levels)
        self._parents = row_of[parents[order]]
        demand = survey.ground.demand
        self._demanded = _column(row_of, len(order), demand.own)
        handled = survey.ground.to_handle
        self._handled = _column(
            row_of, len(order), lambda place: survey.servings[place].handled if place in handled else 0
        )

    def uncovered(self) -> NDArray[np.uint64]:
        """Give the leaves that are demanded and not covered at each place, in the order of the rows."""
        covered = self._handled.copy()
        for begin, end in zip(self._ends[1:-1], self._ends[2:], strict=True):
            covered[begin:end] |= covered[self._parents[begin:end]]
        return self._demanded & ~covered

    def scan(self) -> int:
        """Count the uncovered cells."""
        return int(np.bitwise_count(self.uncovered()).sum())


def _levels(places: NDArray[np.int64], parents: NDArray[np.int64]) -> tuple[list[NDArray[np.int64]], NDArray[np.int64]]:
    """Give the places of each level, children of one place side by side, and the row of each place."""
    depth = np.zeros(len(places), dtype=np.int64)
    above = parents[places]
    while above.any():
        depth += above != 0
        above = parents[above]
    row_of = np.zeros(len(parents), dtype=np.int64)
    levels, begin = [], 0
    for each in range(int(depth.max(initial=0)) + 1):
        level = places[depth == each]
        level = level[np.argsort(row_of[parents[level]], kind="stable")]
        row_of[level] = np.arange(begin, begin + len(level))
        levels.append(level)
        begin += len(level)
    return levels, row_of


def _column(row_of: NDArray[np.int64], rows: int, leaves_of: Callable[[int], int]) -> NDArray[np.uint64]:
    """Make a column of sets of leaves; a word holds 64 of them, and the worlds that are measured have fewer."""
    column = np.zeros(rows, dtype=np.uint64)
    for place, row in enumerate(row_of.tolist()):
        if leaves := leaves_of(place):
            column[row] = leaves
    return column
