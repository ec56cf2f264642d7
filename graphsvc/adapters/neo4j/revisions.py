"""Revisions as they stand in the database: their settings, and how many nodes of each kind there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from graphsvc.domain.changes import Change, Revision, Settings
from graphsvc.domain.entities import Place, Row
from graphsvc.domain.kinds import NODE_KIND_OF, Line, NodeKind, PlaceKind, Table


def settings_of(name: str | None, timezone: str | None, fallback_lines: Sequence[str] | None) -> Settings:
    """Read settings; those of an empty store are the defaults. An empty list of lines may be kept as none."""
    if name is None or timezone is None:
        return Settings()
    return Settings(name, timezone, tuple(Line(line) for line in fallback_lines or ()))


def revision_of(node: dict[str, Any]) -> Revision:
    """Read a revision from the properties of its node."""
    settings = settings_of(node["name"], node["timezone"], node.get("fallback_lines"))
    return Revision(node["number"], node["author"], node["reason"], node["moment"], settings)


def row_of_revision(revision: Revision, token: str, parts: int, census: Census) -> dict[str, Any]:
    """Give the properties of a revision's node; `token` tells of the write that made it, `parts` of its log."""
    counted, counts = census.told()
    return {
        "number": revision.number,
        "author": revision.author,
        "reason": revision.reason,
        "moment": revision.moment,
        "name": revision.settings.name,
        "timezone": revision.settings.timezone,
        "fallback_lines": [line.value for line in revision.settings.fallback_lines],
        "parts": parts,
        "token": token,
        "counted": counted,
        "counts": counts,
    }


class State(NamedTuple):
    """What is known of a revision as a whole."""

    revision: int
    settings: Settings
    census: Census


class Census:
    """How many nodes of each kind there are, places also by their kind: counting them would take long."""

    def __init__(self, names: Sequence[str] | None, numbers: Sequence[int] | None) -> None:
        self.counts = Counter(dict(zip(names or (), numbers or (), strict=True)))

    def count(self, change: Change) -> None:
        """Count a row that came or went."""
        for row, step in ((change.before, -1), (change.after, 1)):
            if row is not None and change.table in NODE_KIND_OF:
                self.counts[_name(change.table, row)] += step

    def total(self, kind: NodeKind, place_kind: PlaceKind | None = None) -> int:
        """Say how many there are of a kind, or of a kind of places."""
        if kind is not NodeKind.PLACE:
            return self.counts[kind.value]
        kinds = PlaceKind if place_kind is None else (place_kind,)
        return sum(self.counts[f"{NodeKind.PLACE.value}/{each.value}"] for each in kinds)

    def told(self) -> tuple[list[str], list[int]]:
        """Give the names and the numbers, for the properties of a node."""
        names = sorted(+self.counts)
        return names, [self.counts[name] for name in names]


def _name(table: Table, row: Row) -> str:
    kind = NODE_KIND_OF[table].value
    return f"{kind}/{row.kind.value}" if isinstance(row, Place) else kind
