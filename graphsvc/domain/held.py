"""What a store holds, as the rules of writing ask for it: synchronous, inside the write's own transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from graphsvc.domain.entities import Row
from graphsvc.domain.kinds import NodeKind, Table
from graphsvc.domain.references import Reference


class Held(Protocol):
    """The rows of the store as they are before the write."""

    @property
    def empty(self) -> bool:
        """Whether nothing was ever written: then nothing can conflict."""

    def kind_of(self, key: str) -> NodeKind | None:
        """Say what a key is the key of; None when it is not held."""

    def current(self, table: Table, identity: str) -> Row | None:
        """Give the row of that identity."""

    def rows(self, table: Table) -> Iterable[Row]:
        """Stream all rows of a table, ordered by identity."""

    def referring(self, reference: Reference, key: str) -> Iterable[Row]:
        """Give the rows that hold a key in a column, ordered by identity."""
