"""Writes and what became of them: a ChangeSet is one write, all of it or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from graphsvc.domain.entities import Moment, Row
from graphsvc.domain.kinds import Line, Table

SETTINGS = "bundle.json"
"""Under which name a change of the settings is counted and told."""


class Settings(NamedTuple):
    """What a bundle says of itself in bundle.json; a store keeps the last that was stated."""

    name: str = ""
    timezone: str = "Asia/Shanghai"
    fallback_lines: tuple[Line, ...] = tuple(Line)


class Stated(NamedTuple):
    """A row that a write states, with the row of the spreadsheet that it stands in (for errors)."""

    number: int
    row: Row


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One write: the rows that it states, who wrote them and why.

    `rows(table)` may be called several times and streams: a change set may hold millions of rows.
    `settings` None leaves the store's as they are. With `replace`, what is not stated is ended at
    `moment` where it bears dates, else deleted.
    """

    author: str
    reason: str
    moment: Moment
    rows: Callable[[Table], Iterable[Stated]]
    settings: Settings | None = None
    replace: bool = False
    count: int | None = None
    """How many rows are stated, when known: for a progress bar, and to do a short write in a short way."""
    tables: tuple[Table, ...] = tuple(Table)
    """The tables that it states rows of, in their order; all of them, when it is not known."""


Action: TypeAlias = Literal["added", "changed", "ended", "deleted"]
"""What became of a row."""


class Change(NamedTuple):
    """What a revision did to one row: as it was before (None: not there) and after (None: deleted)."""

    table: Table
    action: Action
    before: Row | None
    after: Row | None


class Revision(NamedTuple):
    """One write as it is kept for good."""

    number: int
    author: str
    reason: str
    moment: Moment
    settings: Settings


@dataclass(slots=True)
class Outcome:
    """What a write did, counted by table. `revision` is that of the store after it: unchanged when nothing was.

    New settings of a store that held something count as one row of `SETTINGS` changed. Rows that --replace deletes
    count as ended too: in the words of the report both are gone from the present.
    """

    revision: int | None = None
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0

    def count(self, table: Table, action: Action, rows: int = 1) -> None:
        """Count rows of a table to which an action was done."""
        counts = {"added": self.added, "changed": self.changed}.get(action, self.ended)
        counts[table.value] = counts.get(table.value, 0) + rows

    @property
    def empty(self) -> bool:
        """Whether nothing was done."""
        return not (self.added or self.changed or self.ended)
