"""A town as a planner's spreadsheets hold it: the rows of its bundle, in a database of SQLite."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graphsvc.domain.entities import Moment
from graphsvc.domain.validity import read_moment

_EVER: Final[Moment] = 2**62

_SCHEMA: Final = """
CREATE TABLE places (key TEXT PRIMARY KEY, kind TEXT, parent TEXT, tags TEXT) WITHOUT ROWID;
CREATE TABLE categories (key TEXT PRIMARY KEY, parent TEXT) WITHOUT ROWID;
CREATE TABLE units (key TEXT PRIMARY KEY, channel TEXT, valid_from INTEGER, valid_to INTEGER) WITHOUT ROWID;
CREATE TABLE posts (key TEXT PRIMARY KEY, unit TEXT, head INTEGER, valid_from INTEGER, valid_to INTEGER) WITHOUT ROWID;
CREATE TABLE memberships (person TEXT, post TEXT, valid_from INTEGER, valid_to INTEGER);
CREATE TABLE absences (person TEXT, valid_from INTEGER, valid_to INTEGER);
CREATE TABLE duties (
  key TEXT PRIMARY KEY, holder TEXT, category TEXT, place TEXT, capacity TEXT, valid_from INTEGER, valid_to INTEGER
) WITHOUT ROWID;
CREATE TABLE policy (rule TEXT, place_kind TEXT, category TEXT, tag TEXT);
CREATE INDEX children ON places (parent);
CREATE INDEX of_kind ON places (kind);
CREATE INDEX subcategories ON categories (parent);
CREATE INDEX absent ON absences (person);
CREATE INDEX members ON memberships (post);
CREATE INDEX posts_of ON posts (unit);
CREATE INDEX duties_at ON duties (place, category);
"""

_COLUMNS: Final = {
    "places": ("key", "kind", "parent", "tags"),
    "categories": ("key", "parent"),
    "units": ("key", "channel", "valid_from", "valid_to"),
    "posts": ("key", "unit", "head", "valid_from", "valid_to"),
    "memberships": ("person", "post", "valid_from", "valid_to"),
    "absences": ("person", "valid_from", "valid_to"),
    "duties": ("key", "holder", "category", "place", "capacity", "valid_from", "valid_to"),
    "policy": ("rule", "place_kind", "category", "tag"),
}


def load(bundle: Path) -> sqlite3.Connection:
    """Load what coverage depends on: moments as numbers, an open end as one that never comes."""
    timezone = json.loads((bundle / "bundle.json").read_text(encoding="utf-8"))["timezone"]
    connection = sqlite3.connect(":memory:")
    connection.executescript(_SCHEMA)
    for table, columns in _COLUMNS.items():
        marks = ", ".join("?" * len(columns))
        rows = _rows(bundle / f"{table}.csv", columns, timezone)
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)  # noqa: S608
    connection.execute("ANALYZE")
    connection.commit()
    return connection


def _rows(file: Path, columns: tuple[str, ...], timezone: str) -> Iterator[list[str | int | None]]:
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield [_cell(column, row.get(column) or "", timezone) for column in columns]


def _cell(column: str, cell: str, timezone: str) -> str | int | None:
    match column:
        case "valid_from":
            return read_moment(cell, timezone) if cell else -_EVER
        case "valid_to":
            return read_moment(cell, timezone) if cell else _EVER
        case "head":
            return int(cell == "true")
        case "capacity":
            return cell or "handles"
        case _:
            return cell or None
