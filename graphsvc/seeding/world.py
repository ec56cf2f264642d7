"""A world: what its bundle says of itself, and its tables, row by row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graphsvc.domain.errors import BadInput
from graphsvc.seeding.sheet import COLUMNS, Row, Sheet

Piece = Callable[[Sheet], None]

_PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class World:
    """A generated town.

    `land` tells the places that need no organisation, one after the other; `pieces` are the organisations, each small
    enough for memory. Both are functions, so that a world can be told any number of times and holds nothing meanwhile.
    """

    manifest: Mapping[str, object]
    land: Callable[[], Iterator[Row]]
    pieces: Callable[[], Iterator[Piece]]

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Give each table's name and rows, in the order of the bundle format."""
        for table in COLUMNS:
            yield table, self._rows(table)

    def _rows(self, table: str) -> Iterator[Row]:
        if table == "categories":
            yield from category_rows()
            return
        if table == "places":
            yield from self.land()
        for piece in self.pieces():
            sheet = Sheet(table)
            piece(sheet)
            yield from sheet.rows


def manifest(name: str) -> dict[str, object]:
    """Say what a seed world's bundle is called, and how it orders its lines."""
    lines = ["party", "administrative", "property", "volunteer"]
    return {"format": 1, "name": name, "timezone": "Asia/Shanghai", "fallback_lines": lines}


def seed_folder() -> Path:
    """Find the folder of the seed data: inside the installed package, else beside it in a checkout."""
    for folder in (_PACKAGE / "_data" / "seed", _PACKAGE.parent / "seed"):
        if (folder / "categories.csv").is_file():
            return folder
    raise BadInput("the seed data (seed/categories.csv) is neither in the package nor beside it")


def category_rows() -> Iterator[Row]:
    """Tell the category tree that all seed worlds share."""
    with (seed_folder() / "categories.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {column: row.get(column, "") for column in COLUMNS["categories"]}
