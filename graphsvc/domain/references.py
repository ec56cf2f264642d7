"""The columns that hold keys, and which kinds of keys they may hold."""

from __future__ import annotations

from typing import Final, NamedTuple

from graphsvc.domain.kinds import NodeKind, Table


class Reference(NamedTuple):
    """A column that holds keys of other rows: rows are found by it."""

    table: Table
    column: str


_PLACE: Final = frozenset({NodeKind.PLACE})
_CATEGORY: Final = frozenset({NodeKind.CATEGORY})
_UNIT: Final = frozenset({NodeKind.UNIT})
_POST: Final = frozenset({NodeKind.POST})
_PERSON: Final = frozenset({NodeKind.PERSON})

LEADS_TO: Final[dict[Reference, frozenset[NodeKind]]] = {
    Reference(Table.PLACES, "parent"): _PLACE,
    Reference(Table.CATEGORIES, "parent"): _CATEGORY,
    Reference(Table.UNITS, "parent"): _UNIT,
    Reference(Table.UNITS, "covers"): _PLACE,
    Reference(Table.POSTS, "unit"): _UNIT,
    Reference(Table.POSTS, "place"): _PLACE,
    Reference(Table.POSTS, "reports_to"): _POST,
    Reference(Table.POSTS, "dotted"): _POST,
    Reference(Table.PERSONS, "home_unit"): _UNIT,
    Reference(Table.PERSONS, "residence"): _PLACE,
    Reference(Table.MEMBERSHIPS, "person"): _PERSON,
    Reference(Table.MEMBERSHIPS, "unit"): _UNIT,
    Reference(Table.MEMBERSHIPS, "post"): _POST,
    Reference(Table.ABSENCES, "person"): _PERSON,
    Reference(Table.DUTIES, "holder"): _UNIT | _POST,
    Reference(Table.DUTIES, "category"): _CATEGORY,
    Reference(Table.DUTIES, "place"): _PLACE,
    Reference(Table.ESCALATIONS, "from_unit"): _UNIT,
    Reference(Table.ESCALATIONS, "to_unit"): _UNIT,
    Reference(Table.ESCALATIONS, "category"): _CATEGORY,
    Reference(Table.PAIRINGS, "helper"): _PERSON | _UNIT,
    Reference(Table.PAIRINGS, "place"): _PLACE,
    Reference(Table.POLICY, "category"): _CATEGORY,
}
"""Every column that holds keys, with the kinds of nodes that it may lead to."""
