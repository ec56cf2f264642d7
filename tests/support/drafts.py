"""Drafts of a world: what a store may hold before the world itself is written over it.

A draft lacks some rows and differs in some cells, but never in those that say which row is the same; so that a store
that held the draft holds exactly the world afterwards. What a store or a service remembers must follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.reference.raw import Cells, RawWorld

LEFT_OUT = frozenset({"memberships", "absences", "duties", "escalations"})
"""Tables to whose rows nothing refers."""

EMPTIED = {
    "categories": ("parent",),
    "units": ("parent", "covers", "channel", "valid_to"),
    "posts": ("head", "valid_from", "valid_to"),
    "persons": ("channel", "public_contact"),
    "memberships": ("valid_to",),
    "absences": ("valid_to",),
    "duties": ("capacity", "priority", "channel", "hours", "valid_from", "valid_to"),
    "escalations": ("after", "priority", "valid_to"),
}
"""Cells that may be empty in any row."""


def draft_of(world: RawWorld, random: Random) -> RawWorld:
    """Give a draft of a world."""
    tables = {
        name: [_drafted(name, cells, rows, random) for cells in rows if name not in LEFT_OUT or random.random() < 0.6]
        for name, rows in world.tables.items()
    }
    return replace(world, tables=tables, fallback_lines=world.fallback_lines[::-1])


def _drafted(table: str, cells: Cells, rows: Sequence[Cells], random: Random) -> Cells:
    emptied = {column: "" for column in EMPTIED.get(table, ()) if random.random() < 0.25}
    if table == "duties" and random.random() < 0.25:
        other = random.choice(rows)
        return {**cells, "place": other["place"], "category": other["category"], "holder": other["holder"], **emptied}
    return {**cells, **emptied}
