"""Change sets out of lists of rows, and a small world in which every table and every reference is used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from graphsvc.domain.changes import Change, ChangeSet, Settings, Stated
from graphsvc.domain.entities import (
    TABLE_OF_ROW,
    Absence,
    Category,
    Duty,
    Escalation,
    Membership,
    Moment,
    Pairing,
    Person,
    Place,
    Policy,
    Post,
    Row,
    Unit,
    identity,
)
from graphsvc.domain.kinds import Capacity, LimitName, Line, PlaceKind, PolicyRule, Table

NOW: Final[Moment] = 1_000
"""The moment at which changes are made unless another one is given."""


def stating(
    *rows: Row, settings: Settings | None = None, replace: bool = False, moment: Moment = NOW, reason: str = "test"
) -> ChangeSet:
    """Make the change set that states these rows."""
    tables: dict[Table, list[Stated]] = {table: [] for table in Table}
    for row in rows:
        table = tables[TABLE_OF_ROW[type(row)]]
        table.append(Stated(len(table) + 2, row))
    return ChangeSet(
        author="tester",
        reason=reason,
        moment=moment,
        rows=lambda table: iter(tables[table]),
        settings=settings,
        replace=replace,
        count=len(rows),
    )


def replayed(
    changes: Iterable[Change], state: Mapping[tuple[Table, str], Row] | None = None
) -> dict[tuple[Table, str], Row]:
    """Carry changes out on a plain state; each must find the row as it says that it was."""
    found = dict(state or {})
    for change in changes:
        row = change.after if change.before is None else change.before
        assert row is not None
        place = (change.table, identity(row))
        assert found.get(place) == change.before
        if change.after is None:
            del found[place]
        else:
            found[place] = change.after
    return found


CITY: Final = Place("city", PlaceKind.CITY, "云城", "Cloud City")
TOWER: Final = Place(
    "tower", PlaceKind.BUILDING, "三号楼", "Building 3", "city", aliases=("3号楼", "三栋"), tags=("old",)
)
ENTRANCE: Final = Place("tower-1", PlaceKind.ENTRANCE, "一单元", None, "tower")
FLOOR: Final = Place("tower-1-1", PlaceKind.FLOOR, "一层", None, "tower-1")
HOME: Final = Place("home-101", PlaceKind.HOUSEHOLD, "101室", None, "tower-1-1", needs=("elderly",))
OTHER_HOME: Final = Place("home-102", PlaceKind.HOUSEHOLD, "102室", None, "tower-1-1", households=3)
LIFT: Final = Place("lift", PlaceKind.FACILITY, "电梯", "Lift", "tower")
YARD: Final = Place("yard", PlaceKind.COMPOUND, "后院", None, "city", households=40)

WATER: Final = Category("water", "给排水", "Water")
SEWER: Final = Category("sewer", "下水道", "Sewer", "water", synonyms=("drain", "污水"), weight=3, open311_code="S-1")
LIGHT: Final = Category("light", "照明")

OFFICE: Final = Unit("office", Line.ADMINISTRATIVE, "office", "街道办", "Office", covers=("city",), channel="12345")
BRANCH: Final = Unit("branch", Line.PARTY, "branch", "支部", None, None, ("tower", "yard"), None, 10, 5_000)
GROUP: Final = Unit("group", Line.PARTY, "group", "小组", None, "branch")

HEAD: Final = Post("head", "branch", "secretary", "书记", "Secretary", head=True, place="tower", valid_from=20)
DEPUTY: Final = Post("deputy", "branch", "deputy", "副书记", None, False, None, 2, "head", ("clerk", "guide"))
CLERK: Final = Post("clerk", "office", "clerk", "办事员")
GUIDE: Final = Post("guide", "group", "guide", "组长", head=True)

LI: Final = Person("li", "李安", "100", True, ("first aid",), "office", "tower", "2024-05-01")
WANG: Final = Person("wang", "王宁", "200", False, (), None, "home-101")

EVERYTHING_ONCE: Final[tuple[Row, ...]] = (
    *(CITY, TOWER, ENTRANCE, FLOOR, HOME, OTHER_HOME, LIFT, YARD),
    *(WATER, SEWER, LIGHT),
    *(OFFICE, BRANCH, GROUP),
    *(HEAD, DEPUTY, CLERK, GUIDE),
    *(LI, WANG),
    Membership("li", None, "head", False, 20, None),
    Membership("li", None, "head", True, 5, 20),
    Membership("wang", None, "deputy"),
    Membership("wang", "office", None, False, None, 900),
    Absence("li", 100, 200),
    Absence("li", 300),
    Duty(
        "sewer-tower",
        "head",
        "sewer",
        "tower",
        Capacity.HANDLES,
        50,
        "300",
        "Mo-Fr 09:00-17:00",
        3_600,
        "free",
        30,
        4_000,
    ),
    Duty("water-city", "office", "water", "city"),
    Duty("sewer-city", "office", "sewer", "city", Capacity.SUPERVISES, 200),
    Escalation("branch", "office", 86_400, "sewer", False, 10, 1, 2),
    Escalation("branch", "office", None, None, True),
    Pairing("li", "home-101", "care", 7, None),
    Pairing("office", "yard", "building_up"),
    Policy(PolicyRule.DEMAND, PlaceKind.BUILDING, "water", "old"),
    Policy(PolicyRule.MISSING_UNIT, PlaceKind.COMPOUND, line=Line.PARTY, kind="branch"),
    Policy(PolicyRule.THIN, PlaceKind.BUILDING, kind="secretary", number=300),
    Policy(PolicyRule.LIMIT, number=4, name=LimitName.POSTS),
)
"""A world in which every column of every table is used."""

KEYED: Final = {
    row.key: row for row in EVERYTHING_ONCE if isinstance(row, Place | Category | Unit | Post | Person | Duty)
}
"""Its rows with keys."""


def rows_of(table: Table, rows: Iterable[Row] = EVERYTHING_ONCE) -> list[Row]:
    """Give the rows of a table, ordered by identity."""
    return sorted((row for row in rows if TABLE_OF_ROW[type(row)] is table), key=identity)
