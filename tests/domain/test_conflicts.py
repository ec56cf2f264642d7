"""What a bundle states must be sound together with what a store holds and the bundle does not mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from graphsvc.domain.changes import ChangeSet, Stated
from graphsvc.domain.conflicts import conflicts
from graphsvc.domain.entities import (
    TABLE_OF_ROW,
    Category,
    Duty,
    Membership,
    Person,
    Place,
    Policy,
    Post,
    Row,
    Unit,
    identity,
)
from graphsvc.domain.kinds import NODE_KIND_OF, LimitName, Line, NodeKind, PlaceKind, PolicyRule, Table
from graphsvc.domain.references import Reference


class Shelf:
    """Rows that are held, in memory; counts how often it is asked."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = sorted(rows, key=identity)
        self.asked = 0

    @property
    def empty(self) -> bool:
        return not self._rows

    def kind_of(self, key: str) -> NodeKind | None:
        self.asked += 1
        kinds = (NODE_KIND_OF.get(TABLE_OF_ROW[type(row)]) for row in self._rows if identity(row) == key)
        return next((kind for kind in kinds if kind), None)

    def current(self, table: Table, identity_: str) -> Row | None:
        self.asked += 1
        return next((row for row in self.rows(table) if identity(row) == identity_), None)

    def rows(self, table: Table) -> Iterator[Row]:
        return (row for row in self._rows if TABLE_OF_ROW[type(row)] is table)

    def referring(self, reference: Reference, key: str) -> Iterable[Row]:
        self.asked += 1
        return [row for row in self.rows(reference.table) if getattr(row, reference.column) == key]


CITY = Place("city", PlaceKind.CITY, "City")
COMPOUND = Place("k", PlaceKind.COMPOUND, "Compound", parent="city")
BUILDING = Place("b", PlaceKind.BUILDING, "House", parent="k")
OTHER = Place("b2", PlaceKind.BUILDING, "House", parent="k")
UNIT = Unit("u", Line.PARTY, "branch", "Branch")
CHILD = Unit("v", Line.PARTY, "group", "Group", parent="u")
PERSON = Person("li", "Li", residence="k")
HELD = [
    CITY,
    COMPOUND,
    BUILDING,
    OTHER,
    UNIT,
    CHILD,
    PERSON,
    Category("water", "Water"),
    Post("p", "u", "head", "Head"),
]


def told(stated: Sequence[Any], held: Sequence[Any] = HELD, *, replace: bool = False) -> list[tuple[Any, ...]]:
    """Give code, table, row, column and value of each conflict; the first stated row stands in row 2."""

    def rows(table: Table) -> Iterator[Stated]:
        return (Stated(number, row) for number, row in enumerate(stated, 2) if TABLE_OF_ROW[type(row)] is table)

    found = list(conflicts(ChangeSet("me", "test", 0, rows, replace=replace), Shelf(held)))
    assert all(problem.message for problem in found)
    return [tuple(problem)[:5] for problem in found]


def test_what_is_stated_as_it_is_held_and_what_is_new_conflicts_with_nothing() -> None:
    new = Place("k9", PlaceKind.GRID, "Grid", parent="city")
    assert told(HELD) == []
    assert told([CITY, COMPOUND, new]) == []


def test_an_empty_store_is_not_asked() -> None:
    shelf = Shelf([])
    changes = ChangeSet("me", "test", 0, lambda table: [Stated(2, CITY)] if table is Table.PLACES else [])
    assert list(conflicts(changes, shelf)) == []
    assert shelf.asked == 0


@pytest.mark.parametrize("replace", [False, True])
def test_a_key_held_by_a_dated_row_of_another_kind_is_taken(replace: bool) -> None:
    assert told([CITY, Place("u", PlaceKind.GRID, "U", parent="city")], replace=replace) == [
        ("DUPLICATE_KEY", "places", 3, "key", "u")
    ]


def test_a_key_held_by_an_undated_row_of_another_kind_is_free_once_that_is_replaced() -> None:
    stated = [CITY, Unit("water", Line.PARTY, "branch", "Water"), Duty("li", "water", "x", "city")]
    taken = [("DUPLICATE_KEY", "units", 3, "key", "water"), ("DUPLICATE_KEY", "duties", 4, "key", "li")]
    assert told(stated) == taken
    assert told(stated, replace=True) == []


@pytest.mark.parametrize(
    ("kind", "conflict"),
    [
        (PlaceKind.GRID, False),
        (PlaceKind.COMPOUND, False),
        (PlaceKind.BUILDING, True),
        (PlaceKind.HOUSEHOLD, True),
        (PlaceKind.FACILITY, True),
    ],
)
def test_a_changed_kind_must_stay_larger_than_held_children(kind: PlaceKind, conflict: bool) -> None:
    changed = COMPOUND._replace(kind=kind)
    expected = [("WRONG_LEVEL", "places", 3, "kind", kind.value)] if conflict else []
    held = [row for row in HELD if row is not PERSON]
    assert told([CITY, changed], held) == expected
    assert told([CITY, changed], held, replace=True) == []


def test_children_that_are_stated_as_well_were_judged_with_the_bundle() -> None:
    changed = COMPOUND._replace(kind=PlaceKind.BUILDING)
    moved = [BUILDING._replace(parent="city"), OTHER._replace(parent="city")]
    assert told([CITY, changed, *moved]) == []
    assert told([CITY, changed, moved[0]]) == [("WRONG_LEVEL", "places", 3, "kind", "building")]


def test_a_changed_kind_must_stay_one_of_a_residence_that_is_held() -> None:
    held = [CITY, COMPOUND, PERSON]
    floor = COMPOUND._replace(kind=PlaceKind.FLOOR)
    assert told([CITY, floor], held) == [("WRONG_LEVEL", "places", 3, "kind", "floor")]
    assert told([CITY, floor, PERSON._replace(residence=None)], held) == []
    assert told([CITY, floor], held, replace=True) == []
    assert told([CITY, COMPOUND._replace(kind=PlaceKind.BUILDING)], held) == []


@pytest.mark.parametrize("replace", [False, True])
def test_a_changed_line_must_stay_that_of_held_units_below_also_of_those_that_are_ended(replace: bool) -> None:
    changed = UNIT._replace(line=Line.PROPERTY)
    assert told([changed], replace=replace) == [("WRONG_KIND", "units", 2, "line", "property")]
    assert told([changed, CHILD._replace(line=Line.PROPERTY)], replace=replace) == []
    assert told([UNIT._replace(name="New")], replace=replace) == []


def test_a_cell_is_told_once_however_many_held_rows_it_breaks() -> None:
    assert told([CITY, COMPOUND._replace(kind=PlaceKind.FACILITY)]) == [
        ("WRONG_LEVEL", "places", 3, "kind", "facility")
    ]


def test_rows_without_keys_conflict_with_nothing() -> None:
    held = [*HELD, Membership("li", "u"), Policy(PolicyRule.LIMIT, number=4, name=LimitName.POSTS)]
    stated: list[Row] = [Membership("li", "u", acting=True), Policy(PolicyRule.LIMIT, number=5, name=LimitName.POSTS)]
    assert told(stated, held) == []
