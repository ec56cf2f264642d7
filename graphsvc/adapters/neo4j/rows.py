"""Rows of the world to properties of nodes and back.

What is not given is no property, nor is an empty list. An open end of a period is a far number instead, so that
`valid_from <= $t < valid_to` holds for every dated row as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from graphsvc.domain.entities import DATED, ROW_TYPE, Moment, Row, identity
from graphsvc.domain.kinds import NODE_KIND_OF, Capacity, LimitName, Line, NodeKind, PlaceKind, PolicyRule, Table

Properties: TypeAlias = Mapping[str, Any]
"""The properties of a node, as the driver gives them."""

FAR: Final = 2**63 - 1
"""In place of an end that is open, of a period or of the revisions in which a row stands."""

NEAR: Final = -(2**63)
"""In place of a beginning that is open."""

LABEL: Final[dict[Table, str]] = {
    Table.PLACES: "Place",
    Table.CATEGORIES: "Category",
    Table.UNITS: "Unit",
    Table.POSTS: "Post",
    Table.PERSONS: "Person",
    Table.DUTIES: "Duty",
    Table.MEMBERSHIPS: "Membership",
    Table.ABSENCES: "Absence",
    Table.ESCALATIONS: "Escalation",
    Table.PAIRINGS: "Pairing",
    Table.POLICY: "Policy",
}
"""The label of the rows of each table."""

TREES: Final = (Table.PLACES, Table.CATEGORIES, Table.UNITS)
"""The tables whose rows bear a lineage: `anc`, from themselves up to the root."""

_TABLE_OF: Final = {LABEL[table]: table for table in NODE_KIND_OF}
_ENUMS: Final[dict[str, Callable[[str], Any]]] = {"line": Line, "capacity": Capacity, "place_kind": PlaceKind}
_KINDS: Final[dict[Table, dict[str, Callable[[str], Any]]]] = {
    Table.PLACES: {"kind": PlaceKind},
    Table.POLICY: {"rule": PolicyRule, "name": LimitName},
}
_LISTS: Final = frozenset({"aliases", "tags", "needs", "synonyms", "covers", "dotted", "skills"})
_SEPARATOR: Final = "|"  # stands in no key


def begin(moment: int) -> Moment | None:
    """Read the beginning of a period."""
    return None if moment == NEAR else moment


def end(moment: int) -> Moment | None:
    """Read the end of a period."""
    return None if moment == FAR else moment


class _Column(NamedTuple):
    name: str
    read: Callable[[Any], Any] | None
    absent: tuple[str, ...] | None


def _reader(table: Table, name: str) -> Callable[[Any], Any] | None:
    if table in DATED and name == "valid_from":
        return begin
    if table in DATED and name == "valid_to":
        return end
    if name in _LISTS:
        return tuple
    return _KINDS.get(table, {}).get(name) or _ENUMS.get(name)


_COLUMNS: Final = {
    table: tuple(_Column(name, _reader(table, name), () if name in _LISTS else None) for name in row._fields)
    for table, row in ROW_TYPE.items()
}


def row_of(table: Table, node: Properties) -> Any:  # noqa: ANN401  (a row of that table)
    """Read a row from the properties of its node."""
    cells: list[Any] = []
    for name, read, absent in _COLUMNS[table]:
        cell = node.get(name, absent)
        cells.append(cell if cell is None or read is None else read(cell))
    return ROW_TYPE[table](*cells)


def rows_of(table: Table, nodes: Iterable[Properties]) -> tuple[Row, ...]:
    """Read rows and order them by identity."""
    return tuple(sorted((row_of(table, node) for node in nodes), key=identity))


def table_of(labels: Iterable[str]) -> Table:
    """Say of which table a node with a key is a row."""
    return next(_TABLE_OF[label] for label in labels if label in _TABLE_OF)


def kind_of(labels: Iterable[str]) -> NodeKind:
    """Say of which kind a node with a key is."""
    return NODE_KIND_OF[table_of(labels)]


def properties_of(table: Table, row: Row) -> dict[str, Any]:
    """Give the properties of a row's node, without those that say in which revisions it stands."""
    found: dict[str, Any] = {}
    for name, cell in zip(row._fields, row, strict=True):
        match cell:
            case None | ():
                continue
            case tuple():
                found[name] = list(cell)
            case str():
                found[name] = str(cell)
            case _:
                found[name] = cell
    if table in DATED:
        found.setdefault("valid_from", NEAR)
        found.setdefault("valid_to", FAR)
    if table is Table.DUTIES:
        found["scope"] = scope_of(row)
    if table not in NODE_KIND_OF:
        found["identity"] = identity(row)
    return found


def scope_of(duty: Any) -> str:  # noqa: ANN401  (a row of duties)
    """Give the text by which the duties of a matter at a place are found."""
    return f"{duty.category}{_SEPARATOR}{duty.place}"


def path_of(lineage: Iterable[str]) -> str:
    """Give the text by which everything below a place is found: all of it begins with it.

    >>> path_of(["tower", "city"])
    '|city|tower|'
    """
    return _SEPARATOR.join(["", *reversed(list(lineage)), ""])


class Relation(NamedTuple):
    """A relationship that a row stands for; `told` are its properties, for rows that have no node with a key."""

    type: str
    source: str
    target: str
    told: dict[str, Any] | None = None


def relations_of(table: Table, row: Any) -> Iterator[Relation]:  # noqa: ANN401  (a row of that table)
    """Give the relationships that a row stands for."""
    match table:
        case Table.PLACES | Table.CATEGORIES:
            yield from _one("PARENT", row.key, row.parent)
        case Table.UNITS:
            yield from _one("PARENT", row.key, row.parent)
            for place in row.covers:
                yield Relation("COVERS", row.key, place)
        case Table.POSTS:
            yield Relation("OF_UNIT", row.key, row.unit)
            yield from _one("LOCATED_AT", row.key, row.place)
            yield from _one("REPORTS_TO", row.key, row.reports_to)
            for post in row.dotted:
                yield Relation("DOTTED", row.key, post)
        case Table.PERSONS:
            yield from _one("HOME_UNIT", row.key, row.home_unit)
            yield from _one("RESIDES_AT", row.key, row.residence)
        case Table.DUTIES:
            yield Relation("HANDLES", row.holder, row.key)
            yield Relation("WITHIN", row.key, row.place)
            yield Relation("FOR", row.key, row.category)
        case Table.MEMBERSHIPS:
            told = _told(table, row, "person", "unit", "post")
            yield from _one("HOLDS", row.person, row.post, told)
            yield from _one("MEMBER_OF", row.person, row.unit, told)
        case Table.ESCALATIONS:
            yield Relation("ESCALATES_TO", row.from_unit, row.to_unit, _told(table, row, "from_unit", "to_unit"))
        case Table.PAIRINGS:
            yield Relation("PAIRED_WITH", row.helper, row.place, _told(table, row, "helper", "place"))
        case _:
            return


def _one(type_: str, source: str, target: str | None, told: dict[str, Any] | None = None) -> Iterator[Relation]:
    if target is not None:
        yield Relation(type_, source, target, told)


def _told(table: Table, row: Row, *ends: str) -> dict[str, Any]:
    return {name: cell for name, cell in properties_of(table, row).items() if name not in ends}
