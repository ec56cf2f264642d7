"""What is held, as the rules of writing ask for it, one row at a time: rows are fetched before they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from graphsvc.adapters.neo4j.rows import row_of, rows_of, table_of
from graphsvc.adapters.neo4j.transaction import Asking
from graphsvc.domain.changes import ChangeSet, Stated
from graphsvc.domain.entities import Row
from graphsvc.domain.entities import identity as known_by
from graphsvc.domain.kinds import NODE_KIND_OF, NodeKind, Table
from graphsvc.domain.references import Reference

_AHEAD: Final = 1_000  # rows


class HeldRows:
    """The rows of one revision; `domain.held` is the contract. A write in the same transaction does not change them."""

    def __init__(self, ask: Asking, revision: int) -> None:
        self._ask = ask
        self._at = revision
        # Of the rows that are about to be asked for: by table and identity, and which table a key belongs to.
        self._rows: dict[tuple[Table, str], Row | None] = {}
        self._table_of: dict[str, Table | None] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing was ever written."""
        return self._at == 0

    def kind_of(self, key: str) -> NodeKind | None:
        """Say what a key is the key of."""
        if key not in self._table_of:
            self._expect_keys([key])
        table = self._table_of[key]
        return None if table is None else NODE_KIND_OF[table]

    def current(self, table: Table, identity: str) -> Row | None:
        """Give the row of that identity."""
        if (table, identity) not in self._rows:
            self.expect(table, [identity])
        return self._rows[table, identity]

    def rows(self, table: Table) -> Iterator[Row]:
        """Stream all rows of a table, ordered by identity."""
        by, after = "key" if table in NODE_KIND_OF else "identity", ""
        while True:
            ((page,),) = self._ask(f"rows/{table.value}", at=self._at, after=after, limit=_AHEAD)
            for node in page:
                yield row_of(table, node)
            if len(page) < _AHEAD:
                return
            after = page[-1][by]

    def referring(self, reference: Reference, key: str) -> Iterable[Row]:
        """Give the rows that hold a key in a column, ordered by identity."""
        name = f"referring/{reference.table.value}.{reference.column}"
        ((found,),) = self._ask(name, at=self._at, keys=[key])
        return rows_of(reference.table, (node for _, node in found))

    def expect(self, table: Table, identities: Sequence[str]) -> None:
        """Fetch the rows with these identities, and forget those that were fetched before."""
        if all((table, identity) in self._rows for identity in identities):
            return
        self._rows.clear()
        self._table_of.clear()
        if table in NODE_KIND_OF:
            self._expect_keys(identities)
            for identity in identities:
                self._rows.setdefault((table, identity), None)
            return
        ((found,),) = self._ask(f"held/{table.value}", at=self._at, identities=list(identities))
        rows: dict[str, Row] = {node["identity"]: row_of(table, node) for node in found}
        for identity in identities:
            self._rows[table, identity] = rows.get(identity)

    def _expect_keys(self, keys: Sequence[str]) -> None:
        self._table_of.update(dict.fromkeys(keys))
        ((found,),) = self._ask("entities", at=self._at, keys=list(keys))
        for labels, node in found:
            table = table_of(labels)
            self._table_of[node["key"]] = table
            self._rows[table, node["key"]] = row_of(table, node)


def foreseen(changes: ChangeSet, held: HeldRows) -> ChangeSet:
    """Give the same change set; whoever takes its rows finds what is held of them fetched, a thousand at a time."""
    if held.empty:
        return changes

    def rows(table: Table) -> Iterator[Stated]:
        stated = iter(changes.rows(table))
        while ahead := list(islice(stated, _AHEAD)):
            held.expect(table, [known_by(each.row) for each in ahead])
            yield from ahead

    return replace(changes, rows=rows)
