"""Reading a bundle with the csv module alone, and a plain check of it, independent of the program's own checker."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = Mapping[str, str]
Tables = dict[str, list[Row]]

SEED = Path(__file__).resolve().parents[2] / "seed"
LEVELS = (
    *("city", "district", "subdistrict", "community", "grid"),
    *("compound", "building", "entrance", "floor", "household"),
)
KEYED = ("places", "categories", "units", "posts", "persons", "duties")
IDENTITY = {
    "memberships": ("person", "unit", "post", "valid_from"),
    "absences": ("person", "valid_from"),
    "escalations": ("from_unit", "to_unit", "category", "urgent", "valid_from"),
    "pairings": ("helper", "place", "kind", "valid_from"),
    "policy": ("rule", "place_kind", "category", "tag", "line", "kind", "number", "name"),
}
# table, column, tables that it may refer to
REFERENCES = (
    ("places", "parent", ("places",)),
    ("categories", "parent", ("categories",)),
    ("units", "parent", ("units",)),
    ("units", "covers", ("places",)),
    ("posts", "unit", ("units",)),
    ("posts", "place", ("places",)),
    ("posts", "reports_to", ("posts",)),
    ("posts", "dotted", ("posts",)),
    ("persons", "home_unit", ("units",)),
    ("persons", "residence", ("places",)),
    ("memberships", "person", ("persons",)),
    ("memberships", "unit", ("units",)),
    ("memberships", "post", ("posts",)),
    ("absences", "person", ("persons",)),
    ("duties", "holder", ("units", "posts")),
    ("duties", "category", ("categories",)),
    ("duties", "place", ("places",)),
    ("escalations", "from_unit", ("units",)),
    ("escalations", "to_unit", ("units",)),
    ("escalations", "category", ("categories",)),
    ("pairings", "helper", ("persons", "units")),
    ("pairings", "place", ("places",)),
    ("policy", "category", ("categories",)),
)
_TIMES = r"\d\d:\d\d-\d\d:\d\d(,\d\d:\d\d-\d\d:\d\d)*"
_DAY = "(Mo|Tu|We|Th|Fr|Sa|Su)"
_MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_RULE = re.compile(rf"24/7|({_MONTH}(-{_MONTH})? )?({_DAY}(-{_DAY})?(,{_DAY}(-{_DAY})?)* )?({_TIMES}|off)")
_DURATION = re.compile(r"P(\d+W|(\d+D)?(T(\d+H)?(\d+M)?)?)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def read_folder(folder: Path) -> Tables:
    """Read every table of a bundle folder."""
    tables: Tables = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    return tables


def collect(tables: Iterable[tuple[str, Iterable[Row]]]) -> Tables:
    """Take in all rows of a generated world."""
    return {table: list(rows) for table, rows in tables}


def faults(tables: Tables) -> list[str]:
    """Tell what is unsound: dangling or wrong references, doubled keys, cycles, malformed cells."""
    keys = {table: {row["key"] for row in tables[table]} for table in KEYED}
    return [
        *_doubled(tables),
        *_dangling(tables, keys),
        *_misplaced(tables),
        *_crossed(tables),
        *_cyclic(tables),
        *_malformed(tables),
    ]


def _doubled(tables: Tables) -> list[str]:
    told, seen = [], set()
    for table in KEYED:
        for row in tables[table]:
            key = row["key"]
            if key in seen:
                told.append(f"{table}: {key} stands twice")
            if not re.fullmatch(r"[A-Za-z0-9./_-]{1,120}", key):
                told.append(f"{table}: {key} is no plain key")
            seen.add(key)
    for table, columns in IDENTITY.items():
        rows = [tuple(row[column] for column in columns) for row in tables[table]]
        told += [f"{table}: {row} stands twice" for row in set(rows) if rows.count(row) > 1] if _has_twins(rows) else []
    return told


def _has_twins(rows: list[tuple[str, ...]]) -> bool:
    return len(set(rows)) < len(rows)


def _dangling(tables: Tables, keys: Mapping[str, set[str]]) -> list[str]:
    return [
        f"{table}.{column}: {item} is unknown"
        for table, column, targets in REFERENCES
        for row in tables[table]
        for item in filter(None, row[column].split("|"))
        if not any(item in keys[target] for target in targets)
    ]


def _misplaced(tables: Tables) -> list[str]:
    kinds = {row["key"]: row["kind"] for row in tables["places"]}
    told = []
    for row in tables["places"]:
        kind, above = row["kind"], kinds.get(row["parent"], "")
        levels = LEVELS if kind == "facility" else LEVELS[: LEVELS.index(kind)]
        good = above in levels or (not row["parent"] and kind != "facility")
        if not good or (row["needs"] and kind != "household"):
            told.append(f"places: {row['key']} is misplaced, or has needs and is no household")
    inhabited = LEVELS[: LEVELS.index("building") + 1]
    told += [
        f"persons: {row['key']} lives in a {kinds[row['residence']]}"
        for row in tables["persons"]
        if row["residence"] and kinds[row["residence"]] not in inhabited
    ]
    return told


def _crossed(tables: Tables) -> list[str]:
    lines = {row["key"]: row["line"] for row in tables["units"]}
    told = [
        f"units: {row['key']} has a parent of another line"
        for row in tables["units"]
        if row["parent"] and lines[row["parent"]] != row["line"]
    ]
    unit_of = {row["key"]: row["unit"] for row in tables["posts"]}
    for row in tables["memberships"]:
        if not row["unit"] and not row["post"]:
            told.append(f"memberships: {row['person']} belongs to nothing")
        if row["unit"] and row["post"] and unit_of[row["post"]] != row["unit"]:
            told.append(f"memberships: {row['person']} sits in a post of another unit")
    told += [
        f"escalations: {row['from_unit']} to itself"
        for row in tables["escalations"]
        if row["from_unit"] == row["to_unit"]
    ]
    return told


def _cyclic(tables: Tables) -> list[str]:
    told = []
    for table, column in (("places", "parent"), ("units", "parent"), ("categories", "parent"), ("posts", "reports_to")):
        above = {row["key"]: row[column] for row in tables[table]}
        for key in above:
            at, steps = key, 0
            while at and steps <= 30:
                at, steps = above.get(at, ""), steps + 1
            if at:
                told.append(f"{table}.{column}: {key} goes round")
    return told


def _malformed(tables: Tables) -> list[str]:
    told = []
    for table, rows in tables.items():
        for row in rows:
            since, until = row.get("valid_from", ""), row.get("valid_to", "")
            told += [
                f"{table}.{column}: {row[column]}"
                for column in ("valid_from", "valid_to", "consent")
                if row.get(column) and not _DATE.fullmatch(row[column])
            ]
            if since and until and until < since:
                told.append(f"{table}: {until} is before {since}")
            if row.get("hours") and not all(map(_RULE.fullmatch, row["hours"].split("; "))):
                told.append(f"{table}.hours: {row['hours']}")
            told += [
                f"{table}.{column}: {row[column]}"
                for column in ("after", "respond_within")
                if row.get(column) and not _DURATION.fullmatch(row[column])
            ]
            told += [f"{table}: {cell!r} has space around" for cell in row.values() if cell != cell.strip()]
    return told
