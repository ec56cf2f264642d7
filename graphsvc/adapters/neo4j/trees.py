"""Lineages of the rows that a write makes: found on the way where possible, the others when all rows are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graphsvc.adapters.neo4j.rows import FAR, TREES, Properties, path_of, row_of
from graphsvc.adapters.neo4j.transaction import Asking
from graphsvc.domain.entities import Row
from graphsvc.domain.kinds import Table

BATCH: Final = 2_000


class Lineages:
    """The trees of one write: what it says of parents, and what was held before."""

    def __init__(self, ask: Asking, revision: int) -> None:
        self._ask = ask
        self._revision = revision
        self._parents: dict[Table, dict[str, str | None]] = {table: {} for table in TREES}
        self._held: dict[Table, dict[str, tuple[str, ...]]] = {table: {} for table in TREES}
        self._late: dict[Table, list[str]] = {table: [] for table in TREES}
        self._moved: dict[Table, list[str]] = {table: [] for table in TREES}

    def add(self, table: Table, rows: Sequence[Any]) -> Mapping[str, tuple[str, ...]]:
        """Take rows that are added or changed, and give the lineages of those whose ancestors are known by now."""
        parents = self._parents[table]
        for row in rows:
            parents[row.key] = row.parent
        self._fetch(table, (row.key for row in rows))
        found: dict[str, tuple[str, ...]] = {}
        for row in rows:
            lineage = self._climb(table, row.key)
            if lineage is None:
                self._late[table].append(row.key)  # its parent comes later
            else:
                found[row.key] = lineage
        return found

    def move(self, table: Table, key: str) -> None:
        """Note that a row which was held has another parent now: everything below it has another lineage."""
        self._moved[table].append(key)

    def settle(self) -> Iterable[tuple[Table, list[Any]]]:
        """Give the rows whose version is older but whose lineage is not: they need a new one; mend those of this write.

        To be called when all rows are there, and again for what was given, which was added then.
        """
        for table in TREES:
            late, self._late[table] = self._late[table], []
            mended = set(late)
            below = self._below(table)
            if below:
                self._parents[table].update((node["key"], node.get("parent")) for _, node in below)
                mended.update(node["key"] for since, node in below if since == self._revision)
            if mended:
                self._mend(table, sorted(mended))
            older: list[Row] = [row_of(table, node) for since, node in below if since < self._revision]
            if older:
                yield table, older

    def lineages(self, table: Table, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Give the lineages of rows as they are now; of those that are not there any more none."""
        self._fetch(table, keys)
        found = ((key, self._climb(table, key)) for key in keys)
        return {key: lineage for key, lineage in found if lineage is not None}

    def _below(self, table: Table) -> list[tuple[int, Properties]]:
        moved, self._moved[table] = self._moved[table], []
        if not moved:
            return []
        ((lineages,),) = self._ask("lineages", at=self._revision - 1, keys=moved)
        before: dict[str, list[str]] = dict(lineages)
        if table is Table.PLACES:
            paths = [path_of(before[key]) for key in moved]
            found = self._ask("write/below_places", paths=paths, far=FAR)
        else:
            found = self._ask(f"write/below_{table.value}", keys=moved, far=FAR)
        return [(since, node) for since, node in found]

    def _mend(self, table: Table, keys: list[str]) -> None:
        for start in range(0, len(keys), BATCH):
            batch = keys[start : start + BATCH]
            self._fetch(table, batch)
            rows: list[dict[str, Any]] = []
            for key in batch:
                lineage = self._climb(table, key)
                if lineage is not None:
                    rows.append({"key": key, **derived(table, lineage)})
            self._ask("write/move", rows=rows, revision=self._revision)

    def _fetch(self, table: Table, keys: Iterable[str]) -> None:
        """Fetch the lineages of the first ancestors that this write says nothing of."""
        parents, held = self._parents[table], self._held[table]
        wanted: set[str] = set()
        for key in keys:
            above: str | None = key
            while above in parents:
                above = parents[above]
            if above is not None and above not in held:
                wanted.add(above)
        if wanted and self._revision > 1:
            ((found,),) = self._ask("write/lineages", keys=sorted(wanted))
            held.update((key, tuple(lineage)) for key, lineage in found if lineage is not None)

    def _climb(self, table: Table, key: str) -> tuple[str, ...] | None:
        parents, held = self._parents[table], self._held[table]
        lineage: list[str] = []
        above: str | None = key
        while above in parents:
            lineage.append(above)
            above = parents[above]
        if above is None:
            return tuple(lineage)
        return (*lineage, *held[above]) if above in held else None


def derived(table: Table, lineage: Sequence[str]) -> dict[str, Any]:
    """Give the properties that tell of a lineage."""
    return {"anc": list(lineage), "path": path_of(lineage) if table is Table.PLACES else None}
