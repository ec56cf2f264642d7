"""A world in which every name is a piece of HTML that would run a script."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Final

HOSTILE: Final = "<img src=x onerror=alert(1)>"

LINES: Final = ("property", "party", "administrative", "volunteer")

_TABLES: Final[dict[str, tuple[dict[str, str], ...]]] = {
    "places": (
        {"key": "h/?#%25", "kind": "compound", "name": f"{HOSTILE}园"},
        {"key": "h.1", "kind": "building", "name": f"{HOSTILE}楼", "parent": "h/?#%25", "households": "7"},
    ),
    "categories": ({"key": "h.lift", "name": f"{HOSTILE}梯", "weight": "3"},),
    "units": (
        {
            "key": "u.h",
            "line": "property",
            "kind": "crew",
            "name": f"{HOSTILE}队",
            "name_en": HOSTILE,
            "covers": "h/?#%25",
        },
    ),
    "posts": ({"key": "po.h", "unit": "u.h", "kind": "head", "title": f"{HOSTILE}长", "head": "true"},),
    "persons": ({"key": "ps.h", "name": HOSTILE, "channel": "javascript:alert(1)", "public_contact": "true"},),
    "memberships": ({"person": "ps.h", "post": "po.h"},),
    "duties": ({"key": "d.h", "holder": "po.h", "category": "h.lift", "place": "h/?#%25", "capacity": "handles"},),
    "policy": ({"rule": "demand", "place_kind": "building", "category": "h.lift"},),
}


def write_hostile_bundle(folder: Path) -> None:
    """Writes the world as a bundle."""
    told = {"format": 1, "name": HOSTILE, "timezone": "Asia/Shanghai", "fallback_lines": LINES}
    (folder / "bundle.json").write_text(json.dumps(told), encoding="utf-8")
    for table, rows in _TABLES.items():
        columns = dict.fromkeys(column for row in rows for column in row)
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(columns), restval="")
            writer.writeheader()
            writer.writerows(rows)
