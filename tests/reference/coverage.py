"""Which cells are demanded, and how a set of them is told in rows, computed as the rules are written.

As plain as can be: every place is looked at for every category, nothing is remembered, nothing of the service is used.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from tests.reference.raw import Cells, RawWorld

Cell: TypeAlias = tuple[str, str]
"""A place and a leaf category."""

Told: TypeAlias = tuple[str, str, int, int]
"""Place, category, cells, households."""


class Trees:
    """The trees of a world, its leaf categories and its demanded cells."""

    def __init__(self, world: RawWorld) -> None:
        self.places = {row["key"]: row for row in world.table("places")}
        self.categories = {row["key"]: row for row in world.table("categories")}
        self.leaves = [key for key in self.categories if not self.beneath(self.categories, key)]
        self.demand = self._demanded(world.table("policy"))

    def beneath(self, rows: dict[str, Cells], key: str) -> list[str]:
        """Give the children."""
        return [child for child, row in rows.items() if row.get("parent") == key]

    def lineage(self, rows: dict[str, Cells], key: str) -> list[str]:
        """Give a key, its parent, … up to the root."""
        found = []
        while key:
            found.append(key)
            key = rows[key].get("parent") or ""
        return found

    def under(self, place: str) -> set[str]:
        """Give a place and all places in it."""
        return {key for key in self.places if place in self.lineage(self.places, key)}

    def leaves_under(self, category: str) -> set[str]:
        """Give the leaves under a category."""
        return {leaf for leaf in self.leaves if category in self.lineage(self.categories, leaf)}

    def _demanded(self, policy: Iterable[Cells]) -> set[Cell]:
        rows = [row for row in policy if row["rule"] == "demand"]
        if not rows:
            return {
                (key, leaf) for key, place in self.places.items() if place["kind"] == "building" for leaf in self.leaves
            }
        return {
            (key, leaf)
            for row in rows
            for key, place in self.places.items()
            if place["kind"] == row["place_kind"]
            and (not row.get("tag") or row["tag"] in (place.get("tags") or "").split("|"))
            for leaf in self.leaves_under(row["category"])
        }

    def households(self, place: str) -> int:
        """Give the households of a place."""
        row = self.places[place]
        if row.get("households"):
            return int(row["households"])
        if row["kind"] == "household":
            return 1
        if row["kind"] == "facility":
            return self.households(row["parent"])
        children = self.beneath(self.places, place)
        return sum(self.households(child) for child in children if self.places[child]["kind"] != "facility")

    def households_of(self, cells: set[Cell]) -> int:
        """Give the households of the topmost places of some cells."""
        places = {place for place, _ in cells}
        topmost = [place for place in places if places.isdisjoint(self.lineage(self.places, place)[1:])]
        shared = set()
        found = 0
        for place in topmost:
            row = self.places[place]
            if row["kind"] == "facility" and not row.get("households"):
                shared.add(row["parent"])
            else:
                found += self.households(place)
        return found + sum(map(self.households, shared))


def roll_up(trees: Trees, cells: set[Cell], within: str | None = None) -> set[Told]:
    """Tell a set of demanded cells in rows."""
    inside = trees.under(within) if within else set(trees.places)
    demand = {cell for cell in trees.demand if cell[0] in inside}

    def demanded(place: str, leaf: str) -> set[Cell]:
        return {(below, leaf) for below in trees.under(place) if (below, leaf) in demand}

    def bare(place: str, leaf: str) -> bool:
        return bool(demanded(place, leaf)) and demanded(place, leaf) <= cells

    whole: dict[str, set[str]] = {}
    alone: dict[str, set[str]] = {}
    for leaf in trees.leaves:
        for place in inside:
            above = [key for key in trees.lineage(trees.places, place)[1:] if key in inside]
            if any(bare(each, leaf) for each in above):
                continue
            if bare(place, leaf):
                whole.setdefault(_smallest(trees, place, leaf, demand), set()).add(leaf)
            elif (place, leaf) in cells & demand:
                alone.setdefault(place, set()).add(leaf)
    found: set[Told] = set()
    for place, told in whole.items():
        wanted = {leaf for leaf in trees.leaves if demanded(place, leaf)}
        for category in _categories(trees, told, wanted):
            meant = {cell for leaf in trees.leaves_under(category) & wanted for cell in demanded(place, leaf)}
            found.add((place, category, len(meant), trees.households_of(meant)))
    for place, told in alone.items():
        wanted = {leaf for leaf in trees.leaves if (place, leaf) in demand}
        for category in _categories(trees, told, wanted):
            meant = {(place, leaf) for leaf in trees.leaves_under(category) & wanted}
            found.add((place, category, len(meant), trees.households_of(meant)))
    return found


def _smallest(trees: Trees, place: str, leaf: str, demand: set[Cell]) -> str:
    while (place, leaf) not in demand:
        ways = [
            child
            for child in trees.beneath(trees.places, place)
            if any((below, leaf) in demand for below in trees.under(child))
        ]
        if len(ways) != 1:
            break
        place = ways[0]
    return place


def _categories(trees: Trees, told: set[str], wanted: set[str]) -> set[str]:
    def stands(category: str) -> bool:
        leaves = trees.leaves_under(category) & wanted
        return bool(leaves) and leaves <= told

    found = set()
    for category in trees.categories:
        if not stands(category) or any(map(stands, trees.lineage(trees.categories, category)[1:])):
            continue
        narrowed = category
        while True:
            ways = [each for each in trees.beneath(trees.categories, narrowed) if trees.leaves_under(each) & wanted]
            if len(ways) != 1:
                break
            narrowed = ways[0]
        found.add(narrowed)
    return found
