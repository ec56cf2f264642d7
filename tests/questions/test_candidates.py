"""Who could take on a gap: who is found, who is not, in which order, and for which reasons."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.coverage import Surveys
from graphsvc.answers.suggestions import Named, Vicinities, candidates
from graphsvc.domain.entities import (
    Absence,
    Category,
    Duty,
    Membership,
    Pairing,
    Person,
    Place,
    Policy,
    Post,
    Row,
    Unit,
)
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.kinds import Capacity, LimitName, Line, PlaceKind, PolicyRule
from graphsvc.domain.suggestions import FAR, Because, Candidates, Load, Rank, Reason
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.store.port import Store
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

AT: Final = 1_000

ROWS: Final[tuple[Row, ...]] = (
    Place("city", PlaceKind.CITY, "市"),
    Place("street", PlaceKind.SUBDISTRICT, "街道", None, "city"),
    Place("com", PlaceKind.COMMUNITY, "社区", None, "street"),
    Place("yard", PlaceKind.COMPOUND, "院", None, "com"),
    Place("b1", PlaceKind.BUILDING, "1号楼", None, "yard", households=10),
    Place("b2", PlaceKind.BUILDING, "2号楼", None, "yard", households=20),
    Place("home", PlaceKind.HOUSEHOLD, "101室", None, "b1", needs=("lives_alone",)),
    Place("yard2", PlaceKind.COMPOUND, "院二", None, "com"),
    Place("com2", PlaceKind.COMMUNITY, "社区二", None, "street"),
    Place("far", PlaceKind.SUBDISTRICT, "远街道", None, "city"),
    Place("far-b", PlaceKind.BUILDING, "远楼", None, "far"),
    Category("lift", "电梯", "Lifts", synonyms=("电梯困人",)),
    Category("old", "养老", "Older people", synonyms=("lives alone", "陪护")),
    Policy(PolicyRule.DEMAND, PlaceKind.COMPOUND, "lift"),
    Unit("branch", Line.PARTY, "party_branch", "支部", covers=("yard",)),
    Post("head", "branch", "building_head", "楼栋长", "Building Head", place="b1"),
    Post("deputy", "branch", "deputy", "副书记"),
    Person("in-b1", "甲", residence="b1"),
    Person("in-b2", "乙", residence="b2"),
    Person("in-yard2", "丙", residence="yard2"),
    Person("in-com2", "丁", residence="com2"),
    Person("in-far", "戊", residence="far-b"),
    Person("nowhere", "己"),
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def town() -> AsyncIterator[Store]:
    """A yard whose head of building 1 is missing, where somebody lives alone, and nobody handles lifts."""
    store = EmbeddedStore.open(None)
    await store.write(stating(*ROWS))
    yield store
    await store.close()


async def ask(store: Store, named: Named, *rows: Row, most: int = 50) -> Candidates:
    """Ask for candidates once these rows are there as well."""
    if rows:
        await store.write(stating(*rows))
    async with store.snapshot() as reader:
        found = await candidates(reader, Surveys(), Vicinities(), named=named, most=most, at=AT, visibility=EVERYTHING)
    assert found is not None
    return found


HEAD: Final = Named(GapKind.VACANT_POST, post="head")
HOME: Final = Named(GapKind.UNPAIRED_HOUSEHOLD, place="home")
LIFT: Final = Named(GapKind.UNHANDLED, place="yard", category="lift")


def keys(found: Candidates) -> list[str]:
    return [candidate.key for candidate in found.candidates]


def reasons(found: Candidates, key: str) -> dict[Reason, Because]:
    (candidate,) = (each for each in found.candidates if each.key == key)
    return {because.reason: because for because in candidate.reasons}


async def test_the_nearest_come_first_and_nobody_from_beyond_the_subdistrict(town: Store) -> None:
    found = await ask(town, HEAD)
    assert keys(found) == ["in-b1", "in-b2", "in-yard2", "in-com2"]
    assert [candidate.rank.steps for candidate in found.candidates] == [0, 1, 2, 3]
    told = reasons(found, "in-b2")
    assert told[Reason.LIVES_NEAR] == Because(Reason.LIVES_NEAR, 1, "b2")
    assert told[Reason.BELOW_LIMITS].load == Load(1, 0, 0)
    assert told[Reason.BELOW_LIMITS].limits == Load(4, 15, 12)


async def test_fewer_are_the_best_of_more(town: Store) -> None:
    every = await ask(town, HEAD)
    assert not every.more
    for most in (1, 2, 3):
        found = await ask(town, HEAD, most=most)
        assert found.candidates == every.candidates[:most]
        assert found.more


async def test_who_serves_near_counts_as_who_lives_there(town: Store) -> None:
    found = await ask(
        town, HEAD, Post("guard", "branch", "guard", "门卫", place="b1"), Membership("nowhere", None, "guard")
    )
    assert keys(found)[:2] == ["nowhere", "in-b1"]
    assert reasons(found, "nowhere")[Reason.SERVES_NEAR] == Because(Reason.SERVES_NEAR, 0, "b1", "guard")


@pytest.mark.parametrize(
    "row",
    [
        Membership("in-b2", None, "deputy"),
        Membership("in-b2", "branch"),
        Person("in-b2", "乙", residence="b1", home_unit="branch"),
    ],
    ids=["by a post", "without a post", "at home in it"],
)
async def test_who_belongs_to_the_unit_goes_before_others_who_are_as_near(town: Store, row: Row) -> None:
    found = await ask(town, HEAD, *(() if isinstance(row, Person) else (Person("in-b2", "乙", residence="b1"),)), row)
    assert keys(found)[:2] == ["in-b2", "in-b1"]
    assert reasons(found, "in-b2")[Reason.SAME_UNIT] == Because(Reason.SAME_UNIT, unit="branch")


async def test_who_belongs_to_the_unit_is_a_candidate_from_anywhere(town: Store) -> None:
    found = await ask(town, HEAD, Person("in-far", "戊", home_unit="branch"), Membership("nowhere", "branch"))
    assert keys(found)[-2:] == ["in-far", "nowhere"]
    assert {candidate.rank.steps for candidate in found.candidates[-2:]} == {FAR}


async def test_a_skill_for_the_title_goes_before_nearness(town: Store) -> None:
    found = await ask(town, HEAD, Person("in-com2", "丁", skills=("唱歌", "building head"), residence="com2"))
    assert keys(found)[0] == "in-com2"
    assert reasons(found, "in-com2")[Reason.HAS_SKILL].skill == "building head"


async def test_a_skill_for_what_the_post_handles_counts_and_for_what_it_only_backs_up_does_not(town: Store) -> None:
    able = Person("in-com2", "丁", skills=("电梯",), residence="com2")
    backs_up = await ask(town, HEAD, able, Duty("d", "head", "lift", "b1", Capacity.BACKS_UP))
    assert keys(backs_up)[0] == "in-b1"
    handles = await ask(town, HEAD, Duty("d", "head", "lift", "b1"))
    assert keys(handles)[0] == "in-com2"


async def test_less_to_do_goes_before_the_key(town: Store) -> None:
    found = await ask(
        town,
        HEAD,
        Person("a", "闲", residence="b1"),
        Person("z", "更闲", residence="b1"),
        Pairing("a", "home", "care"),
        Pairing("in-b1", "home", "care"),
    )
    assert keys(found)[:3] == ["z", "a", "in-b1"]
    assert found.candidates[0].rank == Rank(1, 0, 1, 1)


async def test_who_is_away_and_who_sits_there_already_is_no_candidate(town: Store) -> None:
    found = await ask(
        town,
        HEAD,
        Post("head", "branch", "building_head", "楼栋长", place="b1", seats=2),
        Membership("in-b1", None, "head"),
        Absence("in-b2", 0),
    )
    assert keys(found) == ["in-yard2", "in-com2"]
    assert found.at_limits == 0


async def test_who_would_be_over_a_limit_is_no_candidate_and_is_counted(town: Store) -> None:
    limited = Policy(PolicyRule.LIMIT, number=1, name=LimitName.POSTS)
    found = await ask(town, HEAD, limited, Membership("in-b1", None, "deputy"))
    assert keys(found) == ["in-b2", "in-yard2", "in-com2"]
    assert found.at_limits == 1
    # A household is another sort of load.
    assert "in-b1" in keys(await ask(town, HOME))


async def test_the_reports_that_come_with_a_post_count(town: Store) -> None:
    found = await ask(
        town,
        HEAD,
        Policy(PolicyRule.LIMIT, number=1, name=LimitName.REPORTS),
        Post("floor", "branch", "floor_head", "层长", reports_to="head", seats=5),
        Membership("in-b1", None, "floor"),
        Membership("in-far", None, "floor"),
    )
    # The two would lead one another alone; others would lead both of them.
    assert keys(found) == ["in-b1", "in-far"]
    assert reasons(found, "in-b1")[Reason.BELOW_LIMITS].load == Load(2, 0, 1)
    assert found.at_limits == 3


async def test_a_post_without_a_place_is_looked_for_where_its_unit_or_one_above_covers(town: Store) -> None:
    found = await ask(
        town,
        Named(GapKind.VACANT_POST, post="aide"),
        Unit("group", Line.PARTY, "group", "组", None, "branch"),
        Post("aide", "group", "aide", "助理"),
    )
    assert [(each.key, each.rank.steps) for each in found.candidates] == [
        ("in-b1", 0), ("in-b2", 0), ("in-yard2", 1), ("in-com2", 2)
    ]  # fmt: skip


async def test_living_in_a_place_larger_than_a_community_says_nothing(town: Store) -> None:
    found = await ask(
        town,
        Named(GapKind.VACANT_POST, post="chief"),
        Unit("office", Line.ADMINISTRATIVE, "office", "办事处", covers=("street",)),
        Post("chief", "office", "chief", "主任"),
        Post("clerk", "office", "clerk", "办事员", seats=3),
        Membership("in-far", None, "clerk"),
        Post("warden", "branch", "warden", "巡查员", place="street"),
        Membership("nowhere", None, "warden"),
    )
    assert keys(found) == ["nowhere", "in-far"]
    assert reasons(found, "nowhere")[Reason.SERVES_NEAR].steps == 0


async def test_a_household_is_given_to_who_can_help_with_its_need_then_to_the_nearest(town: Store) -> None:
    found = await ask(town, HOME, Person("in-yard2", "丙", skills=("陪护",), residence="yard2"))
    assert keys(found) == ["in-yard2", "in-b1", "in-b2", "in-com2"]
    assert reasons(found, "in-yard2")[Reason.HAS_SKILL].skill == "陪护"
    assert reasons(found, "in-b1")[Reason.BELOW_LIMITS].load == Load(0, 1, 0)


async def test_who_handles_the_need_elsewhere_can_help_too(town: Store) -> None:
    found = await ask(
        town,
        HOME,
        Post("nurse", "branch", "nurse", "护士", place="yard2"),
        Membership("nowhere", None, "nurse"),
        Duty("care", "nurse", "old", "yard2"),
    )
    assert keys(found)[0] == "nowhere"
    assert reasons(found, "nowhere")[Reason.HANDLES_SAME_MATTER] == Because(
        Reason.HANDLES_SAME_MATTER, 3, "yard2", duty="care"
    )


CREW: Final[tuple[Row, ...]] = (
    Unit("crew", Line.PROPERTY, "crew", "工程班", covers=("yard2",)),
    Post("fitter", "crew", "fitter", "维修工", head=True, place="yard2"),
    Membership("nowhere", None, "fitter"),
    Duty("lift2", "fitter", "lift", "yard2"),
)


async def test_a_matter_goes_to_who_handles_it_near_then_to_the_able_then_to_who_is_there(town: Store) -> None:
    found = await ask(
        town,
        LIFT,
        *CREW,
        Unit("branch", Line.PARTY, "party_branch", "支部", covers=("yard",), channel="1"),
        Person("in-com2", "丁", skills=("电梯",), residence="com2"),
        Post("guard", "branch", "guard", "门卫", place="yard"),
        Membership("in-far", None, "guard"),
    )
    # The crew's duty could be extended; nobody is asked because he or she lives there.
    assert keys(found) == ["crew", "nowhere", "in-com2", "branch", "in-far"]
    assert reasons(found, "crew") == {
        Reason.HANDLES_SAME_MATTER: Because(Reason.HANDLES_SAME_MATTER, 1, "yard2", duty="lift2")
    }
    assert reasons(found, "branch") == {Reason.COVERS_PLACE: Because(Reason.COVERS_PLACE, 0, "yard")}
    assert reasons(found, "in-far")[Reason.SERVES_NEAR].steps == 0
    assert [candidate.rank.unfit for candidate in found.candidates] == [0, 0, 0, 1, 1]


async def test_a_unit_that_nobody_can_reach_is_no_candidate(town: Store) -> None:
    assert keys(await ask(town, LIFT)) == []
    reached = await ask(town, LIFT, Unit("branch", Line.PARTY, "party_branch", "支部", covers=("yard",), channel="1"))
    assert keys(reached) == ["branch"]


async def test_who_backs_it_up_or_supervises_it_there_is_no_candidate(town: Store) -> None:
    found = await ask(
        town,
        LIFT,
        *CREW,
        Unit("office", Line.ADMINISTRATIVE, "office", "办事处", covers=("com",), channel="2"),
        Unit("watch", Line.VOLUNTEER, "supervision_group", "监督小组", covers=("yard",), channel="3"),
        Duty("up", "fitter", "lift", "com", Capacity.BACKS_UP),
        Duty("eye", "watch", "lift", "yard", Capacity.SUPERVISES),
    )
    assert keys(found) == ["crew", "office"]


async def test_who_handles_a_part_of_the_matter_elsewhere_does_not_handle_it(town: Store) -> None:
    inner: tuple[Row, ...] = (
        Category("lift.stuck", "困人", None, "lift"),
        Category("lift.noise", "异响", None, "lift"),
    )
    part = await ask(town, LIFT, *inner, *CREW[:-1], Duty("lift2", "fitter", "lift.stuck", "yard2"))
    assert keys(part) == []
    both = await ask(town, LIFT, Duty("more", "fitter", "lift.noise", "yard2"))
    assert keys(both) == ["crew", "nowhere"]


async def test_what_is_handled_there_already_is_not_asked_of_anybody(town: Store) -> None:
    found = await ask(
        town,
        LIFT,
        Category("lift.stuck", "困人", None, "lift"),
        Category("lift.noise", "异响", None, "lift"),
        *CREW[:-1],
        Duty("lift2", "fitter", "lift.stuck", "yard2"),
        Unit("office", Line.ADMINISTRATIVE, "office", "办事处", channel="2"),
        Duty("noise", "office", "lift.noise", "com"),
    )
    assert keys(found) == ["crew", "nowhere"]
