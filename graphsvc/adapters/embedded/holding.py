"""What is held, as the rules of writing ask for it: the state before the write, through a connection that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import apsw

from graphsvc.adapters.embedded.codecs import READ
from graphsvc.adapters.embedded.index import Index
from graphsvc.adapters.embedded.tables import LAYOUTS, Layout, referring_condition
from graphsvc.domain.entities import Row
from graphsvc.domain.entities import identity as known_by
from graphsvc.domain.kinds import NODE_KIND_OF, NodeKind, Table
from graphsvc.domain.references import Reference

_FARTHEST: Final = 256  # rows


@dataclass(slots=True)
class _Ahead:
    """Rows of a table that were read ahead of being asked for.

    What is imported again mostly comes in the order in which it came before, so the rows that follow the one asked for
    are likely to be next. The more of them were, the more are read.
    """

    query: str
    rows: dict[str, Row] = field(default_factory=dict)
    size: int = 4
    hits: int = 0

    def resize(self) -> None:
        """Read twice as many when most of the last ones were asked for, else half as many."""
        self.size = min(_FARTHEST, self.size * 2) if self.hits * 2 >= self.size - 1 else max(2, self.size // 2)
        self.hits = 0


def _query(table: Table, layout: Layout) -> str:
    name, by = table.value, "id" if layout.handle == "key" else "number"
    found = f"SELECT f.{by} FROM {name} AS f WHERE f.{layout.handle} = ?"  # noqa: S608  (constants)
    return f"{layout.select} WHERE t.{by} >= ({found}) ORDER BY t.{by} LIMIT ?"


_QUERIES: Final = {table: _query(table, layout) for table, layout in LAYOUTS.items()}


class HeldRows:
    """The rows of one revision; `domain.held` is the contract."""

    def __init__(self, connection: apsw.Connection, index: Index) -> None:
        self._connection = connection
        self._index = index
        self._ahead: dict[Table, _Ahead] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing was ever written."""
        return self._index.revision == 0

    def kind_of(self, key: str) -> NodeKind | None:
        """Say what a key is the key of."""
        return self._index.kind_of(key)

    def current(self, table: Table, identity: str) -> Row | None:
        """Give the row of that identity."""
        ahead = self._ahead.get(table)
        if ahead is None:
            ahead = self._ahead[table] = _Ahead(_QUERIES[table])
        row = ahead.rows.pop(identity, None)
        if row is not None:
            ahead.hits += 1
            return row
        if table in NODE_KIND_OF and identity not in self._index.ids:
            return None
        ahead.resize()
        found = map(READ[table], self._connection.execute(ahead.query, (identity, ahead.size)))
        row = next(found, None)
        ahead.rows = {known_by(following): following for following in found}
        return row

    def rows(self, table: Table) -> Iterator[Row]:
        """Stream all rows of a table, ordered by identity."""
        layout = LAYOUTS[table]
        return map(READ[table], self._connection.execute(f"{layout.select} ORDER BY t.{layout.handle}"))

    def referring(self, reference: Reference, key: str) -> Iterator[Row]:
        """Give the rows that hold a key in a column, ordered by identity."""
        node = self._index.ids.get(key)
        if node is None:
            return iter(())
        query = LAYOUTS[reference.table].where(referring_condition(reference))
        return map(READ[reference.table], self._connection.execute(query, (node,)))
