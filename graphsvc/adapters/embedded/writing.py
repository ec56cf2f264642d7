"""One write: compared with what is held, carried out in SQL and in the log, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count, islice
from typing import Final

import apsw

from graphsvc.adapters.embedded import journal
from graphsvc.adapters.embedded.codecs import PACK, Packed
from graphsvc.adapters.embedded.index import FREE, Index
from graphsvc.adapters.embedded.tables import LAYOUTS, SIDES, Layout
from graphsvc.domain.changes import Action, Change, Revision
from graphsvc.domain.entities import Row, identity
from graphsvc.domain.kinds import NODE_KIND_OF, Table

BATCH: Final = 1_000
"""Rows of one table and action that are written together, and make one record of the log."""

_WORTH_DROPPING: Final = 10_000  # rows; an empty file is filled faster when its indexes are made afterwards


class Allocator:
    """Gives ids to keys: those that they have, else free ones."""

    def __init__(self, index: Index) -> None:
        self._held = index.ids
        self.new: dict[str, int] = {}
        """The ids of keys that are not in the index."""
        # Holes are filled first, so that ids stay dense however often things come and go.
        holes = len(index.keys) - 1 - len(index.ids)
        free = (node for node in range(1, len(index.keys)) if index.kinds[node] == FREE)
        self._ids = chain(islice(free, holes), count(len(index.keys)))

    def id_of(self, key: str) -> int:
        """Give the id of a key."""
        node = self.new.get(key) or self._held.get(key)
        if node is None:
            self.new[key] = node = next(self._ids)
        return node


class Writer:
    """Carries a plan out through one connection: the state's tables and the log together."""

    def __init__(self, connection: apsw.Connection, index: Index, keep: int) -> None:
        self._connection = connection
        self._revision = index.revision + 1
        self.allocate = Allocator(index)
        self._keep = keep
        self.kept: list[Change] | None = []
        """What was done, for the index; None once it was more than was to be kept."""
        self.records = 0
        self._written = 0
        self._filling = index.revision == 0
        self._dropped: list[str] = []

    def carry_out(self, changes: Iterable[Change]) -> None:
        """Carry out all changes."""
        waiting: dict[tuple[Table, Action], list[Change]] = {}
        table: Table | None = None
        action: Action | None = None
        batch: list[Change] = []
        for change in changes:
            if change.table is not table or change.action is not action:
                table, action = change.table, change.action
                batch = waiting.setdefault((table, action), [])
            batch.append(change)
            if len(batch) == BATCH:
                self._write(batch)
                batch.clear()
        for batch in waiting.values():
            if batch:
                self._write(batch)

    def seal(self, revision: Revision) -> None:
        """Write the revision, which makes what was carried out a part of the log."""
        for statement in self._dropped:
            self._connection.execute(statement)
        journal.append_revision(self._connection, revision, self.records)

    def added_ids(self) -> dict[str, int]:
        """Give the ids of the keys that were added, for as long as the changes are kept."""
        return {
            key: self.allocate.id_of(key)
            for change in self.kept or ()
            if change.before is None and change.after is not None and change.table in NODE_KIND_OF
            for key in (identity(change.after),)
        }

    def _write(self, batch: list[Change]) -> None:
        self._written += len(batch)
        if self._filling and not self._dropped and self._written > _WORTH_DROPPING:
            self._dropped = _drop_indexes(self._connection)
        table, action = batch[0].table, batch[0].action
        layout, run = LAYOUTS[table], self._connection.executemany
        if action == "deleted":
            handles = [(self._handle(layout, change.before),) for change in batch if change.before is not None]
            run(layout.delete, handles)
            if layout.side_delete:
                run(layout.side_delete, handles)
        else:
            pack, id_of = PACK[table], self.allocate.id_of
            packed: list[Packed] = [pack(change.after, id_of) for change in batch]
            run(layout.insert if action == "added" else layout.update, packed)
            if layout.side_insert:
                self._write_lists(layout, batch)
        journal.append_part(self._connection, self._revision, self.records, batch)
        self.records += 1
        if self.kept is not None:
            self.kept = [*self.kept, *batch] if len(self.kept) + len(batch) <= self._keep else None

    def _write_lists(self, layout: Layout, batch: list[Change]) -> None:
        assert layout.side_insert is not None  # noqa: S101  (for the type checker)
        assert layout.side_delete is not None  # noqa: S101
        items, id_of = SIDES[layout.table][0], self.allocate.id_of
        if batch[0].before is not None:
            self._connection.executemany(
                layout.side_delete, [(self._handle(layout, change.after),) for change in batch]
            )
        pairs: list[tuple[int, int]] = []
        for change in batch:
            keys: tuple[str, ...] = getattr(change.after, items)
            if keys:
                node = id_of(identity(change.after))  # type: ignore[arg-type]  # added and changed rows have an after
                pairs.extend((node, id_of(key)) for key in keys)
        self._connection.executemany(layout.side_insert, pairs)

    def _handle(self, layout: Layout, row: Row | None) -> str | int:
        known_by = identity(row) if row is not None else ""
        return self.allocate.id_of(known_by) if layout.table in NODE_KIND_OF else known_by


def _drop_indexes(connection: apsw.Connection) -> list[str]:
    """Drop all indexes of the state and give the statements that make them again: filling first is faster."""
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
    found = [(str(name), str(statement)) for name, statement in connection.execute(query).fetchall()]
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]
