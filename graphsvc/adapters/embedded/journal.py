"""The log of every write: appended in the transaction of the state that it tells of, checked when it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, Final

import apsw
import orjson

from graphsvc.adapters.payloads import ACTIONS, pack, unpack
from graphsvc.domain.changes import Change, Revision, Settings
from graphsvc.domain.errors import StoreDamaged
from graphsvc.domain.kinds import Line, Table

PARTS: Final = 1_048_576
"""More than the records that a revision can have: a record's number is its revision's times this, plus its part."""


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
            yield revision, unpack(Table(table), ACTIONS[action], payload)
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
