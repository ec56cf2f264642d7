"""Rows of the world to rows of SQL and back.

A packed row is the values of a table's columns in SQL, keys given as ids, then what the row is found by (its id or its
identity). A row that is read comes with keys instead of ids, in the order of the named tuple.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from graphsvc.domain.entities import (
    Absence,
    Category,
    Duty,
    Escalation,
    Membership,
    Pairing,
    Person,
    Place,
    Policy,
    Post,
    Row,
    Unit,
    identity,
)
from graphsvc.domain.kinds import PLACE_RANK, Capacity, LimitName, Line, PlaceKind, PolicyRule, Table

IdOf: TypeAlias = Callable[[str], int]
"""Gives the id of a key; one that was never seen gets a new one."""

Packed: TypeAlias = tuple[str | int | None, ...]
"""The parameters of an INSERT or UPDATE."""

PLACE_KINDS: Final = tuple(PlaceKind)
CAPACITIES: Final = {capacity.value: capacity for capacity in Capacity}
LINES: Final = {line.value: line for line in Line}
SEPARATOR: Final = "\x1f"


def joined(items: tuple[str, ...]) -> str | None:
    """Write a list as one text."""
    return SEPARATOR.join(items) if items else None


def split(text: str | None) -> tuple[str, ...]:
    """Read a list."""
    return tuple(text.split(SEPARATOR)) if text else ()


def _place(row: Place, id_of: IdOf) -> Packed:
    parent = None if row.parent is None else id_of(row.parent)
    aliases, tags, needs = joined(row.aliases), joined(row.tags), joined(row.needs)
    kind = PLACE_RANK[row.kind]
    return (row.key, kind, row.name, row.name_en, parent, aliases, tags, row.households, needs, id_of(row.key))


def _category(row: Category, id_of: IdOf) -> Packed:
    parent = None if row.parent is None else id_of(row.parent)
    synonyms = joined(row.synonyms)
    return (row.key, row.name, row.name_en, parent, synonyms, row.weight, row.open311_code, id_of(row.key))


def _unit(row: Unit, id_of: IdOf) -> Packed:
    parent = None if row.parent is None else id_of(row.parent)
    begin, end = row.valid_from, row.valid_to
    return (row.key, row.line, row.kind, row.name, row.name_en, parent, row.channel, begin, end, id_of(row.key))


def _post(row: Post, id_of: IdOf) -> Packed:
    place = None if row.place is None else id_of(row.place)
    above = None if row.reports_to is None else id_of(row.reports_to)
    unit, head = id_of(row.unit), int(row.head)
    begin, end = row.valid_from, row.valid_to
    texts = (row.key, unit, row.kind, row.title, row.title_en)
    return (*texts, head, place, row.seats, above, begin, end, id_of(row.key))


def _person(row: Person, id_of: IdOf) -> Packed:
    home = None if row.home_unit is None else id_of(row.home_unit)
    residence = None if row.residence is None else id_of(row.residence)
    skills, public = joined(row.skills), int(row.public_contact)
    return (row.key, row.name, row.channel, public, skills, home, residence, row.consent, id_of(row.key))


def _membership(row: Membership, id_of: IdOf) -> Packed:
    unit = None if row.unit is None else id_of(row.unit)
    post = None if row.post is None else id_of(row.post)
    return (id_of(row.person), unit, post, int(row.acting), row.valid_from, row.valid_to, identity(row))


def _absence(row: Absence, id_of: IdOf) -> Packed:
    return (id_of(row.person), row.valid_from, row.valid_to, identity(row))


def _duty(row: Duty, id_of: IdOf) -> Packed:
    holder, category, place = id_of(row.holder), id_of(row.category), id_of(row.place)
    terms = (row.capacity, row.priority, row.channel, row.hours, row.respond_within, row.fee)
    return (row.key, holder, category, place, *terms, row.valid_from, row.valid_to, id_of(row.key))


def _escalation(row: Escalation, id_of: IdOf) -> Packed:
    category = None if row.category is None else id_of(row.category)
    ends = (id_of(row.from_unit), id_of(row.to_unit))
    return (*ends, row.after, category, int(row.urgent), row.priority, row.valid_from, row.valid_to, identity(row))


def _pairing(row: Pairing, id_of: IdOf) -> Packed:
    return (id_of(row.helper), id_of(row.place), row.kind, row.valid_from, row.valid_to, identity(row))


def _policy(row: Policy, id_of: IdOf) -> Packed:
    category = None if row.category is None else id_of(row.category)
    return (row.rule, row.place_kind, category, row.tag, row.line, row.kind, row.number, row.name, identity(row))


PACK: Final[dict[Table, Callable[[Any, IdOf], Packed]]] = {
    Table.PLACES: _place,
    Table.CATEGORIES: _category,
    Table.UNITS: _unit,
    Table.POSTS: _post,
    Table.PERSONS: _person,
    Table.MEMBERSHIPS: _membership,
    Table.ABSENCES: _absence,
    Table.DUTIES: _duty,
    Table.ESCALATIONS: _escalation,
    Table.PAIRINGS: _pairing,
    Table.POLICY: _policy,
}
"""Makes a row ready for SQL."""


def _read_place(cells: tuple[Any, ...]) -> Row:
    key, kind, name, name_en, parent, aliases, tags, households, needs = cells
    if aliases or tags or needs:
        lists = (split(aliases), split(tags), split(needs))
        return Place(key, PLACE_KINDS[kind], name, name_en, parent, lists[0], lists[1], households, lists[2])
    return Place(key, PLACE_KINDS[kind], name, name_en, parent, (), (), households, ())


def _read_category(cells: tuple[Any, ...]) -> Row:
    return Category._make((*cells[:4], split(cells[4]), *cells[5:]))


def _read_unit(cells: tuple[Any, ...]) -> Row:
    return Unit._make((cells[0], LINES[cells[1]], *cells[2:6], split(cells[6]), *cells[7:]))


def _read_post(cells: tuple[Any, ...]) -> Row:
    return Post._make((*cells[:5], bool(cells[5]), *cells[6:9], split(cells[9]), *cells[10:]))


def _read_person(cells: tuple[Any, ...]) -> Row:
    return Person._make((*cells[:3], bool(cells[3]), split(cells[4]), *cells[5:]))


def _read_membership(cells: tuple[Any, ...]) -> Row:
    return Membership._make((*cells[:3], bool(cells[3]), *cells[4:]))


def _read_duty(cells: tuple[Any, ...]) -> Row:
    return Duty._make((*cells[:4], CAPACITIES[cells[4]], *cells[5:]))


def _read_escalation(cells: tuple[Any, ...]) -> Row:
    return Escalation._make((*cells[:4], bool(cells[4]), *cells[5:]))


def _read_policy(cells: tuple[Any, ...]) -> Row:
    rule, place_kind, category, tag, line, kind, number, name = cells
    return Policy(
        PolicyRule(rule),
        None if place_kind is None else PlaceKind(place_kind),
        category,
        tag,
        None if line is None else Line(line),
        kind,
        number,
        None if name is None else LimitName(name),
    )


READ: Final[dict[Table, Callable[[tuple[Any, ...]], Row]]] = {
    Table.PLACES: _read_place,
    Table.CATEGORIES: _read_category,
    Table.UNITS: _read_unit,
    Table.POSTS: _read_post,
    Table.PERSONS: _read_person,
    Table.MEMBERSHIPS: _read_membership,
    Table.ABSENCES: Absence._make,
    Table.DUTIES: _read_duty,
    Table.ESCALATIONS: _read_escalation,
    Table.PAIRINGS: Pairing._make,
    Table.POLICY: _read_policy,
}
"""Makes a row of the world from what `tables.Layout.select` gives."""
