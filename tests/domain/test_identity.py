"""The same row means the same key or, without one, the columns of the rules of writing."""

from __future__ import annotations

from typing import Any

import pytest

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
from graphsvc.domain.kinds import Capacity, LimitName, Line, PlaceKind, PolicyRule

# A row, and for each column another value with whether that makes it another row.
ROWS: list[tuple[Row, dict[str, tuple[Any, bool]]]] = [
    (
        Membership("li", "u", None, acting=False, valid_from=1, valid_to=2),
        {
            "person": ("wang", True),
            "unit": ("v", True),
            "post": ("p", True),
            "acting": (True, False),
            "valid_from": (None, True),
            "valid_to": (3, False),
        },
    ),
    (
        Membership("li", None, "p", valid_from=1),
        {"person": ("wang", True), "unit": ("v", False), "post": ("q", True), "valid_from": (2, True)},
    ),
    (Absence("li", 1, 2), {"person": ("wang", True), "valid_from": (0, True), "valid_to": (None, False)}),
    (
        Escalation("u", "v", 60, "water", urgent=False, priority=100, valid_from=1, valid_to=2),
        {
            "from_unit": ("w", True),
            "to_unit": ("w", True),
            "after": (None, False),
            "category": (None, True),
            "urgent": (True, True),
            "priority": (1, False),
            "valid_from": (None, True),
            "valid_to": (None, False),
        },
    ),
    (
        Pairing("li", "h", "visits", 1, 2),
        {
            "helper": ("wang", True),
            "place": ("g", True),
            "kind": ("adopted", True),
            "valid_from": (None, True),
            "valid_to": (None, False),
        },
    ),
    (
        Policy(PolicyRule.LIMIT, number=4, name=LimitName.POSTS),
        {"number": (5, False), "name": (LimitName.REPORTS, True)},
    ),
    (
        Policy(PolicyRule.THIN, PlaceKind.BUILDING, kind="building_head", number=60),
        {"place_kind": (PlaceKind.COMPOUND, True), "kind": ("guard", True), "number": (61, False)},
    ),
    (
        Policy(PolicyRule.DEMAND, PlaceKind.BUILDING, "water", "lift"),
        {"place_kind": (PlaceKind.COMPOUND, True), "category": ("power", True), "tag": (None, True)},
    ),
    (
        Policy(PolicyRule.MISSING_UNIT, PlaceKind.BUILDING, line=Line.PARTY, kind="branch"),
        {"rule": (PolicyRule.MISSING_POST, True), "line": (Line.PROPERTY, True), "kind": ("group", True)},
    ),
]
CASES = [
    pytest.param(row, column, value, other, id=f"{type(row).__name__}.{column}")
    for row, columns in ROWS
    for column, (value, other) in columns.items()
]


@pytest.mark.parametrize(("row", "column", "value", "other"), CASES)
def test_which_columns_make_a_row_without_a_key_another_row(row: Row, column: str, value: object, other: bool) -> None:
    changed: Row = row._replace(**{column: value})  # type: ignore[arg-type]  # the column's own type
    assert (identity(changed) != identity(row)) is other


@pytest.mark.parametrize(
    "row",
    [
        Place("k", PlaceKind.CITY, "City"),
        Category("k", "Water"),
        Unit("k", Line.PARTY, "branch", "Branch"),
        Post("k", "u", "leader", "Leader"),
        Person("k", "Li"),
        Duty("k", "u", "water", "c", Capacity.HANDLES),
    ],
    ids=lambda row: type(row).__name__,
)
def test_a_row_with_a_key_is_known_by_it_alone(row: Row) -> None:
    assert identity(row) == "k"


def test_columns_do_not_run_into_one_another() -> None:
    assert identity(Membership("a", "bc")) != identity(Membership("ab", "c"))
    assert identity(Membership("a", "b")) != identity(Membership("a", None, "b"))
    assert identity(Pairing("a", "b", "c", None)) != identity(Pairing("a", "b", "c", 0))
