"""What can be wrong with rows: the stable codes, and the first problems in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from graphsvc.domain.entities import ROW_TYPE
from graphsvc.domain.errors import Problem, Refused
from graphsvc.domain.kinds import Table

MANIFEST: Final = "bundle.json"
"""The name under which problems of the manifest are told."""

TOLD_AT_ONCE: Final = 1_000
"""How many problems are told at most."""


class Code(StrEnum):
    """Codes belong to the API: messages may change, codes may not."""

    MISSING_TABLE = "MISSING_TABLE"
    MISSING_COLUMN = "MISSING_COLUMN"
    UNKNOWN_COLUMN = "UNKNOWN_COLUMN"
    UNKNOWN_TABLE = "UNKNOWN_TABLE"
    BAD_ENCODING = "BAD_ENCODING"
    BAD_ROW = "BAD_ROW"
    BAD_VALUE = "BAD_VALUE"
    REQUIRED = "REQUIRED"
    DUPLICATE_KEY = "DUPLICATE_KEY"
    UNKNOWN_KEY = "UNKNOWN_KEY"
    WRONG_KIND = "WRONG_KIND"
    CYCLE = "CYCLE"
    WRONG_LEVEL = "WRONG_LEVEL"
    SECOND_SOLID_LINK = "SECOND_SOLID_LINK"
    BAD_PERIOD = "BAD_PERIOD"
    FORBIDDEN_CHARACTER = "FORBIDDEN_CHARACTER"
    TOO_LARGE = "TOO_LARGE"


_Item = TypeVar("_Item")

_TABLE_ORDER: Final[dict[str, int]] = {MANIFEST: -1} | {table.value: place for place, table in enumerate(Table)}
_COLUMN_ORDER: Final[dict[tuple[str, str | None], int]] = {
    (table.value, column): place for table, row in ROW_TYPE.items() for place, column in enumerate(row._fields)
}
_LAST: Final = 1_000
_SHOWN: Final = 500


class Earliest(Generic[_Item]):
    """Keeps the first items by their order, however many are added: a bundle may be wrong in every row."""

    def __init__(self, limit: int, order: Callable[[_Item], Any]) -> None:
        self._limit = limit
        self._order = order
        self._items: list[_Item] = []

    def add(self, item: _Item) -> None:
        """Add an item; now and then what comes too late is let go."""
        self._items.append(item)
        if len(self._items) > 8 * self._limit:
            self._items = self.items()

    def items(self) -> list[_Item]:
        """Give the first items, in order."""
        return sorted(self._items, key=self._order)[: self._limit]


class Problems:
    """Collects what is wrong with a bundle, to tell all of it at once."""

    def __init__(self) -> None:
        # One more than is told, so as to know whether there are more.
        self._kept = Earliest[Problem](TOLD_AT_ONCE + 1, told_in_order)
        self.found = False
        """Whether anything is wrong."""

    def add(self, code: Code, table: str, row: int | None, column: str | None, value: str | None, message: str) -> None:
        """Note that a rule is broken; a long value is shortened."""
        self.found = True
        shown = value if value is None or len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
        self._kept.add(Problem(code.value, str(table), row, column, shown, message))

    def refused(self) -> Refused:
        """Give the error that tells the first of the problems in the order of tables, rows and columns."""
        kept = self._kept.items()
        return Refused(kept[:TOLD_AT_ONCE], truncated=len(kept) > TOLD_AT_ONCE)


def problem_order(table: str, row: int | None, column: str | None) -> tuple[int, str, int, int]:
    """Give the order of problems: bundle.json, the tables in their order, unknown ones; then by row and column."""
    beside = -1 if column is None else _LAST
    return _TABLE_ORDER.get(table, _LAST), table, row or 0, _COLUMN_ORDER.get((table, column), beside)


def told_in_order(problem: Problem) -> tuple[int, str, int, int]:
    """Give the place of a problem among others."""
    return problem_order(problem.table, problem.row, problem.column)
