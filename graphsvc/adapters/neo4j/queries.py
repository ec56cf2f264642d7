"""The texts of schema/cypher by name. Nothing else is ever sent to the server, and none is put together from parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import LiteralString, cast


@cache
def text_of(name: str) -> LiteralString:
    """Give the text of a query: `write/lock` is the file `write/lock.cypher`."""
    # Files of the program are as fixed as its own literals.
    text = (folder() / f"{name}.cypher").read_text(encoding="utf-8")
    return cast("LiteralString", text)  # type: ignore[redundant-cast]  # mypy takes one for the other, pyright does not


@cache
def migrations() -> Sequence[Sequence[LiteralString]]:
    """Give the statements of every migration in order; a statement ends with a semicolon at the end of a line."""
    entries = sorted(entry.name for entry in (folder() / "migrations").iterdir() if entry.name[:1].isdigit())
    return [_statements(text_of(f"migrations/{name.removesuffix('.cypher')}")) for name in entries]


def _statements(text: LiteralString) -> list[LiteralString]:
    return [statement for part in text.split(";\n") if (statement := part.strip())]


@cache
def folder() -> Traversable:
    """Give the folder of the queries: in the installed package, or in the checkout beside it."""
    package = files("graphsvc")
    carried = package / "_data" / "schema"
    schema = carried if carried.is_dir() else Path(str(package)).parent / "schema"
    return schema / "cypher"
