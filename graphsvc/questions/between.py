"""What opened and what closed between two moments (docs/rules.md, section 3).

Cost: for cells, a few steps up for each change of either set, and rolling up what differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.questions.cells import CellSets, cells_of, default_of
from graphsvc.questions.coverage import Changes, Survey
from graphsvc.questions.gaps import told

Then: TypeAlias = tuple[Survey, Survey | None]
"""The survey of a moment, and for ENDING_SOON that of its horizon."""


def cells_lost(kind: GapKind, facts: CoverageFacts, one: Then, other: Then, within: int = 0) -> list[Gap]:
    """Roll up the cells that are in the set of one moment and not in that of another, for each agent, in order."""
    sets = cells_of(kind, facts, *one, within)
    others = cells_of(kind, facts, *other, within)
    default = default_of(kind, one[0])
    return told(kind, facts, one[0].ground, _without(sets, others, facts.parents, default), within)


def rows_lost(one: Iterable[Gap], other: Iterable[Gap]) -> list[Gap]:
    """Give the rows that are in one list and not in another, whatever the numbers that they tell."""
    others = set(map(_about, other))
    return [gap for gap in one if _about(gap) not in others]


def _about(gap: Gap) -> Gap:
    # A post that was filled and is vacant again is the same vacant post.
    return gap._replace(cells=0, households=0, since=None)


def _without(sets: CellSets, others: CellSets, parents: Sequence[int], default: int) -> CellSets:
    found = {}
    for agent, changes in sets.items():
        without = others.get(agent, {})
        if without != changes:
            found[agent] = _difference(changes, without, parents, default) if without or default else changes
    return found


def _difference(one: Changes, other: Changes, parents: Sequence[int], default: int) -> Changes:
    """Give the cells that are in one set and not in another, which are alike where nothing changes them."""

    def held(changes: Changes, place: int) -> int:
        while place and place not in changes:
            place = parents[place]
        return changes.get(place, default)

    found: Changes = {}
    for place in dict.fromkeys((*one, *other)):
        here = held(one, place) & ~held(other, place)
        above = held(one, parents[place]) & ~held(other, parents[place])
        if here != above:
            found[place] = here
    return found
