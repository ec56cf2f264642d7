"""A small town of our own with everything that look-ups tell apart: ended units, absences, private people."""

from __future__ import annotations

from typing import Final

from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import (
    Absence,
    Category,
    Duty,
    Escalation,
    Membership,
    Moment,
    Pairing,
    Person,
    Place,
    Post,
    Row,
    Unit,
)
from graphsvc.domain.kinds import Capacity, Line, PlaceKind
from graphsvc.domain.validity import read_moment

ZONE: Final = "Asia/Shanghai"
CANARY: Final = "canary"
"""Stands in everything that the public may not see, in upper or lower case."""


def when(text: str) -> Moment:
    """Give a moment in the town's time zone."""
    return read_moment(text, ZONE)


NOW: Final = when("2025-06-16T10:00")
ENDED: Final = when("2025-01-01")

PLACES: Final = (
    Place("town", PlaceKind.COMMUNITY, "云溪社区", "Cloud Brook", aliases=("云溪",)),
    Place("yard", PlaceKind.COMPOUND, "翠湖小区", "Jade Lake", "town", tags=("old",)),
    Place("b1", PlaceKind.BUILDING, "1号楼", "Building 1", "yard"),
    Place("b2", PlaceKind.BUILDING, "2号楼", "Building 2", "yard", households=30),
    Place("b1-101", PlaceKind.HOUSEHOLD, "101室", None, "b1", needs=("CANARY-need",)),
    Place("b1-102", PlaceKind.HOUSEHOLD, "102室", None, "b1"),
    Place("b1-lift", PlaceKind.FACILITY, "1号楼电梯", None, "b1"),
)
CATEGORIES: Final = (
    Category("water", "给排水", "Water", synonyms=("水务",), weight=2),
    Category("water.sewer", "下水道", "Sewer", "water", weight=5, open311_code="S1"),
    Category("light", "照明", "Lighting"),
)
UNITS: Final = (
    Unit("office", Line.ADMINISTRATIVE, "office", "街道办", "Office", covers=("town",), channel="12345"),
    Unit("branch", Line.PARTY, "branch", "翠湖支部", "Branch", covers=("yard",)),
    Unit("group", Line.PARTY, "group", "一组", None, "branch", covers=("b1",)),
    Unit("gone", Line.PARTY, "group", "旧组", None, "branch", covers=("b1",), valid_to=ENDED),
)
POSTS: Final = (
    Post("secretary", "branch", "secretary", "书记", "Secretary", head=True, place="yard"),
    Post("deputy", "branch", "deputy", "副书记", None, reports_to="secretary", dotted=("clerk",), seats=2),
    Post("leader", "group", "leader", "组长", None, head=True, place="b1", reports_to="secretary"),
    Post("clerk", "office", "clerk", "办事员", "Clerk"),
    Post("old-leader", "gone", "leader", "旧组长", head=True, reports_to="secretary"),
    Post("old-post", "branch", "guard", "旧岗", valid_to=ENDED),
)
PERSONS: Final = (
    Person("li", "李安", "101", True, ("CANARY-skill-li",), "office", "b1", "2024-05-01"),
    Person("wang", "王宁", "102", True),
    Person("canary-zhao", "CANARY-name-zhao", "CANARY-channel-zhao", False, ("CANARY-skill",), "office", "b1"),
    Person("canary-qian", "CANARY-name-qian", "CANARY-channel-qian", False, home_unit="office"),
)
TIES: Final[tuple[Row, ...]] = (
    Membership("li", None, "secretary", valid_from=when("2024-01-01")),
    Membership("canary-zhao", None, "secretary", valid_from=when("2024-01-01")),
    Membership("wang", None, "deputy", valid_to=ENDED),
    Membership("canary-qian", None, "deputy"),
    Membership("wang", None, "leader", acting=True),
    Membership("li", None, "old-leader"),
    Membership("li", None, "old-post"),
    Membership("li", "office", None, valid_from=when("2024-01-01")),
    Membership("canary-qian", "office", None),
    Absence("wang", when("2025-06-10"), when("2025-06-20")),
    Escalation("group", "branch", 86_400, "water", priority=5),
    Escalation("group", "gone", 60),
    Escalation("branch", "office", None, None, urgent=True),
    Pairing("canary-zhao", "b1-101", "CANARY-visits"),
    Pairing("office", "b1-102", "CANARY-watch"),
)
DUTIES: Final = (
    Duty("sewer-b1", "leader", "water.sewer", "b1", hours="Mo-Fr 09:00-18:00", respond_within=3_600, fee="免费"),
    Duty("sewer-yard", "secretary", "water.sewer", "yard", fee="20元"),
    Duty("water-town", "office", "water", "town", Capacity.SUPERVISES, 50, "12300"),
    Duty("light-old", "secretary", "light", "b1", valid_to=ENDED),
)
TOWN: Final[tuple[Row, ...]] = (*PLACES, *CATEGORIES, *UNITS, *POSTS, *PERSONS, *TIES, *DUTIES)
SETTINGS: Final = Settings("云溪", ZONE)
