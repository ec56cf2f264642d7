"""Relationships: they lead along the newest revision, for people who walk through the graph with Neo4j's own tools.

The store itself looks ahead on them (which units can be reached), and takes what it tells from rows alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from graphsvc.adapters.neo4j.rows import FAR, relations_of
from graphsvc.adapters.neo4j.transaction import Telling
from graphsvc.domain.changes import Change
from graphsvc.domain.entities import identity
from graphsvc.domain.kinds import NODE_KIND_OF, Table

_BATCH: Final = 2_000
_FEW: Final = 200  # rows whose relationships are taken over at a time: each may have thousands


class Relations:
    """What a write does to relationships, noted while rows are written and carried out when all of them are there.

    Memory: a short tuple for each relationship that is made.
    """

    def __init__(self, ask: Telling, revision: int) -> None:
        self._ask = ask
        self._revision = revision
        self._made: dict[str, list[Sequence[Any]]] = {}
        self._replaced: dict[Table, list[str]] = {}
        self._gone: list[str] = []
        self._undone: list[dict[str, str]] = []

    def note(self, table: Table, batch: Sequence[Change]) -> None:
        """Note rows that are written."""
        keyed = table in NODE_KIND_OF
        for change in batch:
            if change.before is not None:
                if not keyed:
                    self._undone += [
                        {"source": relation.source, "identity": identity(change.before)}
                        for relation in relations_of(table, change.before)
                    ]
                else:
                    self._gone.append(identity(change.before))
                    if change.after is not None and table is not Table.DUTIES:  # duties stand for all of theirs
                        self._replaced.setdefault(table, []).append(identity(change.before))
            if change.after is not None:
                for type_, source, target, told in relations_of(table, change.after):
                    made = (source, target) if told is None else (source, target, told)
                    self._made.setdefault(type_, []).append(made)

    def finish(self) -> None:
        """Carry out what was noted."""
        revision = self._revision
        for table, replaced in self._replaced.items():
            for keys in _parts(replaced, _FEW):
                self._ask.tell(
                    f"write/carry_over_{table.value}", keys=keys, revision=revision, at=revision - 1, far=FAR
                )
        for keys in _parts(self._gone, _FEW):
            self._ask.tell("write/unrelate", keys=keys, revision=revision)
        for rows in _parts(self._undone, _BATCH):
            self._ask.tell("write/unrelate_rows", rows=rows, revision=revision)
        for type_, made in self._made.items():
            for rows in _parts(made, _BATCH):
                self._ask.tell(f"write/relate_{type_.lower()}", rows=rows)


def _parts(items: Sequence[Any], size: int) -> list[list[Any]]:
    return [list(items[start : start + size]) for start in range(0, len(items), size)]
