"""Where the SQL of the schema lies: in the installed package, or in the checkout beside it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def migrations() -> Sequence[str]:
    """Give the texts of schema/sqlite in order: the first makes a file of version 1, each next one a version more."""
    folder = _schema() / "sqlite"
    scripts = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return [script.read_text(encoding="utf-8") for script in scripts]


def _schema() -> Traversable:
    package = files("graphsvc")
    carried = package / "_data" / "schema"
    if carried.is_dir():
        return carried
    return Path(str(package)).parent / "schema"
