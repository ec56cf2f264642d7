"""Small bundles made in a test, and what reading them says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graphsvc.bundle.folder import read_bundle
from graphsvc.domain.entities import Row
from graphsvc.domain.errors import Problem, Refused
from graphsvc.domain.kinds import Table

PLACES = "key,kind,name,parent\nc,city,City,\nb,building,House,c\nh,household,Flat,b\nlift,facility,Lift,b\n"
"""A sound table of places."""

CATEGORIES = "key,name\nwater,Water\n"
"""A sound table of categories."""

UNITS = "key,line,kind,name,parent\nu,party,branch,Branch,\nv,party,group,Group,u\nw,property,office,Office,\n"
"""A sound table of units."""

POSTS = "key,unit,kind,title\np,u,leader,Leader\nq,v,leader,Leader\n"
"""A sound table of posts."""

PERSONS = "key,name\nli,Li\nwang,Wang\n"
"""A sound table of persons."""

SOUND = {"places": PLACES, "categories": CATEGORIES, "units": UNITS, "posts": POSTS, "persons": PERSONS}
"""A sound bundle of five tables."""


def make_folder(path: Path, tables: Mapping[str, str | bytes]) -> Path:
    """Write tables (or, under a name with a dot, other files) as they are given."""
    path.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        file = path / (name if "." in name else f"{name}.csv")
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems_of(path: Path, tables: Mapping[str, str | bytes]) -> list[Problem]:
    """Read a bundle made of these tables and give its problems."""
    try:
        read_bundle(make_folder(path, tables)).close()
    except Refused as refused:
        return list(refused.problems)
    return []


def told(path: Path, tables: Mapping[str, str | bytes]) -> list[tuple[str, str, int | None, str | None]]:
    """Give what a test compares of the problems: code, table, row and column."""
    return [(each.code, each.table, each.row, each.column) for each in problems_of(path, tables)]


def rows_of(path: Path) -> dict[Table, list[Row]]:
    """Read a sound bundle and give all its rows."""
    with read_bundle(path) as bundle:
        return {table: [stated.row for stated in bundle.rows(table)] for table in Table}
