"""The rows of the world: one named tuple for each table of a bundle.

Named tuples, because a city has over a million of them: they are made in a fraction of the time of a
frozen dataclass, cannot be changed, and are compared column by column. Moments are whole microseconds
since 1970-01-01T00:00Z, durations whole seconds; None means not given. Lists of keys (`covers`,
`dotted`) are sorted and hold each key once; other lists keep the order in which they were given.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from graphsvc.domain.kinds import Capacity, LimitName, Line, PlaceKind, PolicyRule, Table

Moment: TypeAlias = int
"""Microseconds since 1970-01-01T00:00Z."""

Seconds: TypeAlias = int
"""A length of time."""


class Place(NamedTuple):
    """A territory, a property or a part of one, or a facility."""

    key: str
    kind: PlaceKind
    name: str
    name_en: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    households: int | None = None
    needs: tuple[str, ...] = ()


class Category(NamedTuple):
    """What a matter is about (an Open311 service)."""

    key: str
    name: str
    name_en: str | None = None
    parent: str | None = None
    synonyms: tuple[str, ...] = ()
    weight: int = 1
    open311_code: str | None = None


class Unit(NamedTuple):
    """An organisation or a part of one, nested in its line (org:OrganizationalUnit)."""

    key: str
    line: Line
    kind: str
    name: str
    name_en: str | None = None
    parent: str | None = None
    covers: tuple[str, ...] = ()
    channel: str | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class Post(NamedTuple):
    """A seat in a unit; it exists whether or not anyone sits in it (org:Post)."""

    key: str
    unit: str
    kind: str
    title: str
    title_en: str | None = None
    head: bool = False
    place: str | None = None
    seats: int = 1
    reports_to: str | None = None
    dotted: tuple[str, ...] = ()
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class Person(NamedTuple):
    """A member of the network. `consent` is a date as text and only recorded."""

    key: str
    name: str
    channel: str | None = None
    public_contact: bool = False
    skills: tuple[str, ...] = ()
    home_unit: str | None = None
    residence: str | None = None
    consent: str | None = None


class Membership(NamedTuple):
    """A person belongs to a unit, usually by holding a post (Popolo). With a post, `unit` is None: it is the post's."""

    person: str
    unit: str | None = None
    post: str | None = None
    acting: bool = False
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class Absence(NamedTuple):
    """A time in which a person is not available."""

    person: str
    valid_from: Moment
    valid_to: Moment | None = None


class Duty(NamedTuple):
    """A unit or post (`holder`) deals with a category of matters within a place, in a capacity."""

    key: str
    holder: str
    category: str
    place: str
    capacity: Capacity = Capacity.HANDLES
    priority: int = 100
    channel: str | None = None
    hours: str | None = None
    respond_within: Seconds | None = None
    fee: str | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class Escalation(NamedTuple):
    """Who gets a matter next, and how long the unit before had."""

    from_unit: str
    to_unit: str
    after: Seconds | None = None
    category: str | None = None
    urgent: bool = False
    priority: int = 100
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class Pairing(NamedTuple):
    """A person or a unit (`helper`) looks after a place, most often a household."""

    helper: str
    place: str
    kind: str
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class Policy(NamedTuple):
    """What is wanted of a neighbourhood: what coverage is measured against."""

    rule: PolicyRule
    place_kind: PlaceKind | None = None
    category: str | None = None
    tag: str | None = None
    line: Line | None = None
    kind: str | None = None
    number: int | None = None
    name: LimitName | None = None


Entity: TypeAlias = Place | Category | Unit | Post | Person | Duty
"""A row with a key: a node of the graph."""

Row: TypeAlias = Entity | Membership | Absence | Escalation | Pairing | Policy
"""A row of any table."""

ROW_TYPE: Final[dict[Table, type[Row]]] = {
    Table.PLACES: Place,
    Table.CATEGORIES: Category,
    Table.UNITS: Unit,
    Table.POSTS: Post,
    Table.PERSONS: Person,
    Table.MEMBERSHIPS: Membership,
    Table.ABSENCES: Absence,
    Table.DUTIES: Duty,
    Table.ESCALATIONS: Escalation,
    Table.PAIRINGS: Pairing,
    Table.POLICY: Policy,
}
"""What a row of each table is read into."""

TABLE_OF_ROW: Final[dict[type[Row], Table]] = {row: table for table, row in ROW_TYPE.items()}
"""The table of each row type."""

DATED: Final[frozenset[Table]] = frozenset(table for table, row in ROW_TYPE.items() if "valid_to" in row._fields)
"""Tables whose rows bear dates: their rows are ended, those of the others deleted."""


def identity(row: Row) -> str:
    """Give the text by which a row is known within its table: two rows of one table with it are the same row.

    The key where there is one; else the columns of docs/rules.md, section 4, joined.
    """
    match row:
        case Membership():
            # With a post the unit is the post's, so it tells nothing more.
            return _joined(row.person, None if row.post else row.unit, row.post, row.valid_from)
        case Absence():
            return _joined(row.person, row.valid_from)
        case Escalation():
            return _joined(row.from_unit, row.to_unit, row.category, "urgent" if row.urgent else None, row.valid_from)
        case Pairing():
            return _joined(row.helper, row.place, row.kind, row.valid_from)
        case Policy(rule=PolicyRule.LIMIT):
            return _joined(row.rule, row.name)
        case Policy(rule=PolicyRule.THIN):
            return _joined(row.rule, row.place_kind, row.kind)
        case Policy():
            return _joined(*row)
        case _:
            return row.key


def _joined(*cells: object) -> str:
    # A control character can stand in no cell, so the parts cannot run into one another.
    return "\x1f".join("" if cell is None else str(cell) for cell in cells)
