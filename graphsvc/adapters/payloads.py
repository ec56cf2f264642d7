"""Payloads of the change log: changes of one table and one action as bytes, and back. Every store keeps its log so."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any, Final

import orjson

from graphsvc.domain.changes import Action, Change
from graphsvc.domain.entities import ROW_TYPE, Place, Policy, Row
from graphsvc.domain.kinds import Capacity, LimitName, Line, PlaceKind, PolicyRule, Table

ACTIONS: Final[dict[str, Action]] = {
    "added": "added",
    "changed": "changed",
    "ended": "ended",
    "deleted": "deleted",
}
"""The actions by their names."""

_WORTH_PACKING: Final = 1_024  # bytes
_LEVEL: Final = 1  # three times smaller for a microsecond a row: less to write twice (log and file)

# Columns that are read into something else than JSON has; the others are taken as they are.
_LISTS: Final = frozenset({"aliases", "tags", "needs", "synonyms", "covers", "dotted", "skills"})
_KINDS: Final[dict[type, dict[str, Any]]] = {Place: {"kind": PlaceKind}, Policy: {"rule": PolicyRule}}
_ENUMS: Final[dict[str, Any]] = {"line": Line, "capacity": Capacity, "place_kind": PlaceKind}


def _readers(table: Table) -> tuple[tuple[int, Any], ...]:
    row = ROW_TYPE[table]
    special: dict[str, Any] = _ENUMS | dict.fromkeys(_LISTS, tuple) | _KINDS.get(row, {})
    if table is Table.POLICY:
        special["name"] = LimitName
    return tuple((at, special[field]) for at, field in enumerate(row._fields) if field in special)


_READERS: Final = {table: _readers(table) for table in Table}


def pack(changes: Sequence[Change]) -> bytes:
    """Write changes of one table and action as a payload."""
    rows: list[Any]
    if changes[0].before is None:
        rows = [tuple(change.after or ()) for change in changes]
    elif changes[0].after is None:
        rows = [tuple(change.before or ()) for change in changes]
    else:
        rows = [(tuple(change.before or ()), tuple(change.after or ())) for change in changes]
    plain = orjson.dumps(rows)
    return plain if len(plain) < _WORTH_PACKING else zlib.compress(plain, _LEVEL)


def unpack(table: Table, action: Action, payload: bytes) -> list[Change]:
    """Read a payload."""
    # JSON begins with a bracket, which is no beginning of what zlib writes.
    rows = orjson.loads(payload if payload.startswith(b"[") else zlib.decompress(payload))
    if action == "added":
        return [Change(table, action, None, row_of(table, cells)) for cells in rows]
    if action == "deleted":
        return [Change(table, action, row_of(table, cells), None) for cells in rows]
    return [Change(table, action, row_of(table, before), row_of(table, after)) for before, after in rows]


def row_of(table: Table, cells: list[Any]) -> Row:
    """Read a row from its cells as JSON has them; the list is taken apart."""
    for at, read in _READERS[table]:
        if cells[at] is not None:
            cells[at] = read(cells[at])
    row: Row = ROW_TYPE[table](*cells)
    return row
