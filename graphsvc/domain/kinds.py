"""The closed lists of the domain: tables, node kinds, place kinds and their order, lines, capacities, reasons."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Word(StrEnum):
    """A closed list of words, hashed as the text that they are: an Enum's own hash is ten times slower."""

    __hash__ = str.__hash__


class Table(Word):
    """The tables of a bundle, in the order in which they are read and told."""

    PLACES = "places"
    CATEGORIES = "categories"
    UNITS = "units"
    POSTS = "posts"
    PERSONS = "persons"
    MEMBERSHIPS = "memberships"
    ABSENCES = "absences"
    DUTIES = "duties"
    ESCALATIONS = "escalations"
    PAIRINGS = "pairings"
    POLICY = "policy"


class NodeKind(Word):
    """What a key can be the key of."""

    PLACE = "place"
    CATEGORY = "category"
    UNIT = "unit"
    POST = "post"
    PERSON = "person"
    DUTY = "duty"


TABLE_OF: Final[dict[NodeKind, Table]] = {
    NodeKind.PLACE: Table.PLACES,
    NodeKind.CATEGORY: Table.CATEGORIES,
    NodeKind.UNIT: Table.UNITS,
    NodeKind.POST: Table.POSTS,
    NodeKind.PERSON: Table.PERSONS,
    NodeKind.DUTY: Table.DUTIES,
}
"""The table that the rows of a node kind stand in."""

NODE_KIND_OF: Final[dict[Table, NodeKind]] = {table: kind for kind, table in TABLE_OF.items()}
"""The node kind of a table with keys; the other tables have none."""


class PlaceKind(Word):
    """Kinds of places from large to small; a level may be left out. A facility may stand under any of them."""

    CITY = "city"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    GRID = "grid"
    COMPOUND = "compound"
    BUILDING = "building"
    ENTRANCE = "entrance"
    FLOOR = "floor"
    HOUSEHOLD = "household"
    FACILITY = "facility"


PLACE_RANK: Final[dict[PlaceKind, int]] = {kind: rank for rank, kind in enumerate(PlaceKind)}
"""How small a kind is: a place stands under one of a lower rank. Facilities come last and hold nothing."""


class Line(Word):
    """The four lines in which units are nested."""

    PARTY = "party"
    ADMINISTRATIVE = "administrative"
    PROPERTY = "property"
    VOLUNTEER = "volunteer"


class Capacity(Word):
    """In which part a unit or post deals with a matter."""

    FIRST_CONTACT = "first_contact"
    HANDLES = "handles"
    BACKS_UP = "backs_up"
    SUPERVISES = "supervises"


class SkipReason(Word):
    """Why a matching duty was left out of an answer."""

    VACANT = "vacant"
    ABSENT = "absent"
    CLOSED = "closed"


class PolicyRule(Word):
    """What a row of the policy table is about."""

    DEMAND = "demand"
    MISSING_UNIT = "missing_unit"
    MISSING_POST = "missing_post"
    THIN = "thin"
    LIMIT = "limit"


class LimitName(Word):
    """The limits that a policy may set."""

    POSTS = "posts"
    PAIRINGS = "pairings"
    REPORTS = "reports"
    HORIZON_DAYS = "horizon_days"
    LADDER_STEPS = "ladder_steps"
