"""The columns of every table: the one home of headers, for reading and for writing."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, NamedTuple

from graphsvc.domain.kinds import Table


class Cell(Enum):
    """What stands in the cells of a column."""

    TEXT = auto()
    KEY = auto()
    """The row's own key."""
    LINK = auto()
    """The key of another row."""
    SOLE_LINK = auto()
    """A list of keys that may hold one at most."""
    LINKS = auto()
    """A list of keys; it is a set."""
    LIST = auto()
    PLACE_KIND = auto()
    LINE = auto()
    CAPACITY = auto()
    RULE = auto()
    LIMIT = auto()
    FLAG = auto()
    NUMBER = auto()
    COUNT = auto()
    """A number of at least 1."""
    MOMENT = auto()
    DAY = auto()
    DURATION = auto()
    HOURS = auto()


class Column(NamedTuple):
    """One column of a table."""

    name: str
    cell: Cell = Cell.TEXT
    required: bool = False


def _required(name: str, cell: Cell = Cell.TEXT) -> Column:
    return Column(name, cell, required=True)


_KEY: Final = _required("key", Cell.KEY)
_PERIOD: Final = (Column("valid_from", Cell.MOMENT), Column("valid_to", Cell.MOMENT))

COLUMNS: Final[dict[Table, tuple[Column, ...]]] = {
    Table.PLACES: (
        _KEY,
        _required("kind", Cell.PLACE_KIND),
        _required("name"),
        Column("name_en"),
        Column("parent", Cell.LINK),
        Column("aliases", Cell.LIST),
        Column("tags", Cell.LIST),
        Column("households", Cell.NUMBER),
        Column("needs", Cell.LIST),
    ),
    Table.CATEGORIES: (
        _KEY,
        _required("name"),
        Column("name_en"),
        Column("parent", Cell.LINK),
        Column("synonyms", Cell.LIST),
        Column("weight", Cell.NUMBER),
        Column("open311_code"),
    ),
    Table.UNITS: (
        _KEY,
        _required("line", Cell.LINE),
        _required("kind"),
        _required("name"),
        Column("name_en"),
        Column("parent", Cell.LINK),
        Column("covers", Cell.LINKS),
        Column("channel"),
        *_PERIOD,
    ),
    Table.POSTS: (
        _KEY,
        _required("unit", Cell.LINK),
        _required("kind"),
        _required("title"),
        Column("title_en"),
        Column("head", Cell.FLAG),
        Column("place", Cell.LINK),
        Column("seats", Cell.COUNT),
        Column("reports_to", Cell.SOLE_LINK),
        Column("dotted", Cell.LINKS),
        *_PERIOD,
    ),
    Table.PERSONS: (
        _KEY,
        _required("name"),
        Column("channel"),
        Column("public_contact", Cell.FLAG),
        Column("skills", Cell.LIST),
        Column("home_unit", Cell.LINK),
        Column("residence", Cell.LINK),
        Column("consent", Cell.DAY),
    ),
    Table.MEMBERSHIPS: (
        _required("person", Cell.LINK),
        Column("unit", Cell.LINK),
        Column("post", Cell.LINK),
        Column("acting", Cell.FLAG),
        *_PERIOD,
    ),
    Table.ABSENCES: (
        _required("person", Cell.LINK),
        _required("valid_from", Cell.MOMENT),
        Column("valid_to", Cell.MOMENT),
    ),
    Table.DUTIES: (
        _KEY,
        _required("holder", Cell.LINK),
        _required("category", Cell.LINK),
        _required("place", Cell.LINK),
        Column("capacity", Cell.CAPACITY),
        Column("priority", Cell.NUMBER),
        Column("channel"),
        Column("hours", Cell.HOURS),
        Column("respond_within", Cell.DURATION),
        Column("fee"),
        *_PERIOD,
    ),
    Table.ESCALATIONS: (
        _required("from_unit", Cell.LINK),
        _required("to_unit", Cell.LINK),
        Column("after", Cell.DURATION),
        Column("category", Cell.LINK),
        Column("urgent", Cell.FLAG),
        Column("priority", Cell.NUMBER),
        *_PERIOD,
    ),
    Table.PAIRINGS: (
        _required("helper", Cell.LINK),
        _required("place", Cell.LINK),
        _required("kind"),
        *_PERIOD,
    ),
    Table.POLICY: (
        _required("rule", Cell.RULE),
        Column("place_kind", Cell.PLACE_KIND),
        Column("category", Cell.LINK),
        Column("tag"),
        Column("line", Cell.LINE),
        Column("kind"),
        Column("number", Cell.NUMBER),
        Column("name", Cell.LIMIT),
    ),
}
"""The columns of each table, in the order of the fields of its row. Defaults are those of the row."""


def header(table: Table) -> tuple[str, ...]:
    """Give the names of a table's columns, in their order."""
    return tuple(column.name for column in COLUMNS[table])
