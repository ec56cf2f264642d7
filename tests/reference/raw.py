"""Bundles as they are written: cells of text, read by nothing of the service."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Cells: TypeAlias = Mapping[str, str]
"""One row: the text under each column; a column that is not there is an empty cell."""

LINES = ("party", "administrative", "property", "volunteer")


@dataclass(frozen=True, slots=True)
class RawWorld:
    """A bundle in text: its tables by name and the two members of bundle.json that rules look at."""

    tables: Mapping[str, Sequence[Cells]]
    timezone: str = "Asia/Shanghai"
    fallback_lines: tuple[str, ...] = LINES

    def table(self, name: str) -> Sequence[Cells]:
        """Give the rows of a table, none when the bundle has no such table."""
        return self.tables.get(name, ())


def read_folder(folder: Path) -> RawWorld:
    """Read a bundle folder; nothing is checked."""
    tables: dict[str, Sequence[Cells]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    manifest = folder / "bundle.json"
    told = json.loads(manifest.read_text(encoding="utf-8-sig")) if manifest.exists() else {}
    return RawWorld(tables, told.get("timezone", "Asia/Shanghai"), tuple(told.get("fallback_lines", LINES)))


def write_folder(world: RawWorld, folder: Path) -> None:
    """Write a bundle folder: the tables that have rows, with the columns that these rows name, and bundle.json."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in world.tables.items():
        if not rows and name != "places":
            continue
        columns = list(dict.fromkeys(column for row in rows for column in row)) or ["key", "kind", "name"]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    manifest = {"format": 1, "name": "generated", "timezone": world.timezone, "fallback_lines": world.fallback_lines}
    (folder / "bundle.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
