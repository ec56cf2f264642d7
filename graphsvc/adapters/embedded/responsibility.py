"""The facts of responsibility as a view of the index: nothing is copied, a walk of two short lineages finds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from graphsvc.adapters.embedded.index import LAST_PLACE, Index
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import Match, UnitFact
from graphsvc.domain.kinds import Line

_new: Final = tuple.__new__


class IndexedResponsibility:
    """What is needed to say who handles a category at a place, read from the index while a snapshot is open."""

    __slots__ = ("_index", "_lineage", "_place", "category", "fallback_lines", "place", "timezone")

    fallback_lines: Sequence[Line]

    def __init__(self, index: Index, category: str, place: str) -> None:
        node = index.ids.get(place)
        if node is None or index.kinds[node] > LAST_PLACE:
            raise NotFound("place", place)
        self._lineage = index.lineages.get(category) or index.category_lineage(category)
        self._index = index
        self._place = node
        self.place = place
        self.category = category
        _, self.timezone, self.fallback_lines = index.settings

    def matches(self) -> list[Match]:
        """Give the duties on both lineages, in order; the cost is one look-up for each place above that has duties."""
        index, lineage = self._index, self._lineage.ids
        scopes, parents = index.scopes, index.parents
        found: list[Match] = []
        place, steps = self._place, 0
        while place not in scopes:
            place = parents[place]
            if not place:
                return found
            steps += 1
        chain = index.chains.get(place)
        if chain is None:
            chain = index.chain(place)
        for above, cells in chain:
            for category_steps, category in enumerate(lineage):
                if category in cells:
                    for duty in cells[category]:
                        # Past the named tuple's own constructor, which would cost half of the walk.
                        found.append(_new(Match, (steps + above, category_steps, duty)))  # noqa: PERF401  (faster for one)
        return found

    def category_steps(self, category: str) -> int | None:
        """Say how far above the category asked about another one is."""
        return self._lineage.steps.get(category)

    def covering(self) -> Iterator[Sequence[UnitFact]]:
        """Give the units that cover each place of the lineage, nearest place first."""
        covering = self._index.covering
        return (covering[place] for place in self._index.lineage(self._place) if place in covering)
