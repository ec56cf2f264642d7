"""Sums of households: for each place with children what they stand for together, kept beside the place in versions."""

from __future__ import annotations

from typing import Final

from graphsvc.adapters.neo4j.rows import FAR
from graphsvc.adapters.neo4j.transaction import Asking
from graphsvc.adapters.neo4j.trees import Lineages
from graphsvc.domain.changes import Change
from graphsvc.domain.entities import Place
from graphsvc.domain.kinds import Table

_BATCH: Final = 1_000


class Sums:
    """The places whose children a write touches; their sums are found anew, from below upwards."""

    def __init__(self, ask: Asking, revision: int) -> None:
        self._ask = ask
        self._revision = revision
        self._touched: set[str] = set()

    def note(self, change: Change) -> None:
        """Note a place that is written."""
        before, after = _counting(change.before), _counting(change.after)
        if before != after:
            self._touched.update(row[-1] for row in (before, after) if row is not None and row[-1] is not None)

    def finish(self, lineages: Lineages) -> None:
        """Find the sums of the places above all that was noted; one round trip for each level and thousand places."""
        found = lineages.lineages(Table.PLACES, sorted(self._touched))
        levels: dict[int, set[str]] = {}
        for lineage in found.values():
            for steps, key in enumerate(lineage):
                levels.setdefault(len(lineage) - steps, set()).add(key)
        gone = self._touched - found.keys()
        for keys in (gone, *(levels[level] for level in sorted(levels, reverse=True))):
            self._find(sorted(keys))

    def _find(self, keys: list[str]) -> None:
        for start in range(0, len(keys), _BATCH):
            found = self._ask("write/sums", keys=keys[start : start + _BATCH], far=FAR)
            other = [(key, before, total) for key, before, total in found if before != total]
            if other:
                retired = [key for key, before, _ in other if before]
                self._ask("write/retire_households", keys=retired, revision=self._revision, far=FAR)
                rows = [{"place": key, "sum": total} for key, _, total in other if total]
                self._ask("write/add_households", rows=rows, revision=self._revision, far=FAR)


def _counting(row: object) -> tuple[str, int | None, str | None] | None:
    """Give the cells of a place on which the sums above it depend, its parent last."""
    return (row.kind.value, row.households, row.parent) if isinstance(row, Place) else None
