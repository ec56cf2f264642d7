"""The log of every write: appended in the transaction of the state that it tells of, checked when it is read."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

import apsw
import orjson

from graphsvc.domain.changes import Action, Change, Revision, Settings
from graphsvc.domain.entities import ROW_TYPE, Place, Policy, Row
from graphsvc.domain.errors import StoreDamaged
from graphsvc.domain.kinds import Capacity, LimitName, Line, PlaceKind, PolicyRule, Table

_ACTIONS: Final[dict[str, Action]] = {
    "added": "added",
    "changed": "changed",
    "ended": "ended",
    "deleted": "deleted",
}
_WORTH_PACKING: Final = 1_024  # bytes
PARTS: Final = 1_048_576
"""More than the records that a revision can have: a record's number is its revision's times this, plus its part."""

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
        return [Change(table, action, None, _row(table, cells)) for cells in rows]
    if action == "deleted":
        return [Change(table, action, _row(table, cells), None) for cells in rows]
    return [Change(table, action, _row(table, before), _row(table, after)) for before, after in rows]


def _row(table: Table, cells: list[Any]) -> Row:
    for at, read in _READERS[table]:
        if cells[at] is not None:
            cells[at] = read(cells[at])
    row: Row = ROW_TYPE[table](*cells)
    return row


def digest(*cells: str | int | bytes) -> bytes:
    """Give the checksum of a record: of its cells and of where one ends and the next begins."""
    contents = [cell if isinstance(cell, bytes) else str(cell).encode() for cell in cells]
    told = b"".join([b"%d:%b" % (len(content), content) for content in contents])
    return hashlib.blake2b(told, digest_size=16).digest()


def append_part(connection: apsw.Connection, revision: int, part: int, changes: Sequence[Change]) -> None:
    """Write one record: changes of one table and one action."""
    table, action = changes[0].table.value, changes[0].action
    payload = pack(changes)
    number = revision * PARTS + part
    checksum = digest(number, table, action, payload)
    connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?)", (number, table, action, payload, checksum))


def append_revision(connection: apsw.Connection, revision: Revision, records: int) -> None:
    """Write the revision itself, after its records."""
    settings = orjson.dumps(tuple(revision.settings)).decode()
    cells = (revision.number, revision.author, revision.reason, revision.moment, settings, records)
    connection.execute("INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?)", (*cells, digest(*cells)))


def latest(connection: apsw.Connection, name: str) -> Revision | None:
    """Give the last revision; None when nothing was ever written."""
    cells = connection.execute("SELECT * FROM revision ORDER BY number DESC LIMIT 1").fetchone()
    return None if cells is None else _revision(cells, name)[0]


def replay(connection: apsw.Connection, after: int, name: str) -> Iterator[tuple[Revision, list[Change]]]:
    """Read every revision after that one, in order, a record at a time; StoreDamaged when a checksum is wrong.

    A revision that did nothing to rows (its settings were stated anew) comes once, with no changes.
    """
    expected = after
    for cells in connection.execute("SELECT * FROM revision WHERE number > ? ORDER BY number", (after,)):
        revision, records = _revision(cells, name)
        expected += 1
        if revision.number != expected:
            raise damaged(name, expected)
        found = 0
        query = "SELECT number, tab, action, payload, checksum FROM change WHERE number BETWEEN ? AND ? ORDER BY number"
        first = revision.number * PARTS
        for number, table, action, payload, checksum in connection.execute(query, (first, first + PARTS - 1)):
            if number != first + found or digest(number, table, action, payload) != checksum:
                raise damaged(name, revision.number)
            found += 1
            yield revision, unpack(Table(table), _ACTIONS[action], payload)
        if found != records:
            raise damaged(name, revision.number)
        if not records:
            yield revision, []


def _revision(cells: tuple[Any, ...], name: str) -> tuple[Revision, int]:
    *told, checksum = cells
    number, author, reason, moment, settings, records = told
    if digest(*told) != checksum:
        raise damaged(name, number)
    title, timezone, lines = orjson.loads(settings)
    held = Settings(title, timezone, tuple(Line(line) for line in lines))
    return Revision(number, author, reason, moment, held), records


def damaged(name: str, revision: int) -> StoreDamaged:
    """Give the error for a log that is not as it was written."""
    return StoreDamaged(
        f"{name} is damaged: what the log holds of revision {revision} is not what was written. "
        f"Restore it from a backup"
    )
