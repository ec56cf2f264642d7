"""Sums of households: for each place with children what they stand for together, kept beside the place in versions.

Those of places that a write adds are counted up here, since all that stands below them is of the same write. Those of
places that were held before are found by the server from the rows as they stand now.
"""

from __future__ import annotations

from typing import Final

from graphsvc.adapters.neo4j.rows import FAR
from graphsvc.adapters.neo4j.transaction import Telling
from graphsvc.adapters.neo4j.trees import Lineages
from graphsvc.domain.changes import Change
from graphsvc.domain.entities import Place
from graphsvc.domain.households import own_households
from graphsvc.domain.kinds import PlaceKind, Table

_BATCH: Final = 1_000


class Totals:
    """Sums over places that are told one by one, in any order.

    Time: a step for each place above one that counts by itself. Memory: an entry for each place larger than a
    household, and none for households, which are most of a city.
    """

    def __init__(self) -> None:
        # The place above each one, or None where what stands below it is not counted any further up.
        self._above: dict[str, str | None] = {}
        self._counted: dict[str, int] = {}

    def note(self, place: Place) -> None:
        """Note a place."""
        if place.kind is PlaceKind.FACILITY:
            return
        own = own_households(place.kind, place.households)
        if place.kind is not PlaceKind.HOUSEHOLD:
            self._above[place.key] = place.parent if own is None else None
        if own and place.parent is not None:
            self._counted[place.parent] = self._counted.get(place.parent, 0) + own

    def found(self) -> tuple[dict[str, int], set[str]]:
        """Give the sums of the places that were noted, without zeros, and the other places that those stand under."""
        totals = dict(self._counted)
        for place, counted in self._counted.items():
            above = self._above.get(place)
            while above is not None:
                totals[above] = totals.get(above, 0) + counted
                above = self._above.get(above)
        return {key: total for key, total in totals.items() if key in self._above}, totals.keys() - self._above.keys()


class Sums:
    """The places whose children a write touches."""

    def __init__(self, ask: Telling, revision: int) -> None:
        self._ask = ask
        self._revision = revision
        self._added = Totals()
        self._touched: set[str] = set()

    def note(self, change: Change) -> None:
        """Note a place that is written."""
        if change.before is None and isinstance(change.after, Place):
            self._added.note(change.after)
            return
        before, after = _counting(change.before), _counting(change.after)
        if before != after:
            self._touched.update(row[-1] for row in (before, after) if row is not None and row[-1] is not None)

    def finish(self, lineages: Lineages) -> None:
        """Find the sums of the places above all that was noted.

        One round trip for a thousand places that were added, two or three for each level and thousand held ones.
        """
        totals, held = self._added.found()
        self._touched |= held
        found = lineages.lineages(Table.PLACES, sorted(self._touched))
        levels: dict[int, set[str]] = {}
        for lineage in found.values():
            for steps, key in enumerate(lineage):
                levels.setdefault(len(lineage) - steps, set()).add(key)
        # What was held may have been put under a place that is added: then the server counts that one too.
        again = set[str]().union(*levels.values())
        self._keep([(key, total) for key, total in totals.items() if key not in again])
        gone = self._touched - found.keys()
        for keys in (gone, *(levels[level] for level in sorted(levels, reverse=True))):
            self._find(sorted(keys))

    def _find(self, keys: list[str]) -> None:
        for start in range(0, len(keys), _BATCH):
            found = self._ask("write/sums", keys=keys[start : start + _BATCH], far=FAR)
            other = [(key, before, total) for key, before, total in found if before != total]
            retired = [key for key, before, _ in other if before]
            if retired:
                self._ask.tell("write/retire_households", keys=retired, revision=self._revision, far=FAR)
            self._keep([(key, total) for key, _, total in other if total])

    def _keep(self, sums: list[tuple[str, int]]) -> None:
        for start in range(0, len(sums), _BATCH):
            rows = [list(each) for each in sums[start : start + _BATCH]]
            self._ask.tell("write/add_households", rows=rows, revision=self._revision, far=FAR)


def _counting(row: object) -> tuple[str, int | None, str | None] | None:
    """Give the cells of a place on which the sums above it depend, its parent last."""
    return (row.kind.value, row.households, row.parent) if isinstance(row, Place) else None
