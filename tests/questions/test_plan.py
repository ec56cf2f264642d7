"""Plans keep to the limits in any town, place only who is a candidate, and say why the rest stays open."""

from __future__ import annotations

import asyncio
from collections import Counter
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.suggestions import Vicinities, plan
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
from graphsvc.domain.errors import LimitExceeded
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import LimitName, Line, PlaceKind, PolicyRule
from graphsvc.domain.suggestions import SUGGESTED, OpenReason, Plan
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions import plan as plans
from graphsvc.store.port import Store
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

AT: Final = 1_000
YARD: Final[tuple[Row, ...]] = (
    Place("com", PlaceKind.COMMUNITY, "社区"),
    Place("yard", PlaceKind.COMPOUND, "院", None, "com"),
    Category("lift", "电梯"),
    Policy(PolicyRule.DEMAND, PlaceKind.GRID, "lift"),
    Unit("branch", Line.PARTY, "party_branch", "支部", covers=("yard",)),
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def seat(key: str, households: int = 1, **columns: int | str) -> tuple[Row, ...]:
    """Give a vacant post in a building of its own."""
    return (
        Place(f"b-{key}", PlaceKind.BUILDING, "楼", None, "yard", households=households),
        Post(key, "branch", "head", "楼长", place=f"b-{key}", **columns),  # type: ignore[arg-type]
    )


def limited(name: LimitName, number: int) -> Policy:
    return Policy(PolicyRule.LIMIT, number=number, name=name)


async def plan_for(*rows: Row, within: str | None = None) -> Plan:
    store = EmbeddedStore.open(None)
    try:
        await store.write(stating(*rows))
        return await ask(store, within)
    finally:
        await store.close()


async def ask(store: Store, within: str | None = None) -> Plan:
    async with store.snapshot() as reader:
        return await plan(reader, Surveys(), Vicinities(), kinds=None, within=within, at=AT, visibility=EVERYTHING)


async def gaps_of(store: Store, *kinds: GapKind) -> tuple[Gap, ...]:
    async with store.snapshot() as reader:
        return await coverage_gaps(reader, Surveys(), kinds=kinds, at=AT, within=None, visibility=EVERYTHING)


def placed(found: Plan) -> dict[str | None, list[str]]:
    told: dict[str | None, list[str]] = {}
    for each in found.placings:
        told.setdefault(each.gap.post or each.gap.place, []).append(each.candidate.key)
    return told


def open_of(found: Plan) -> dict[str | None, tuple[int, OpenReason]]:
    return {each.gap.post or each.gap.place: (each.seats, each.reason) for each in found.left_open}


async def test_the_gap_with_more_households_is_filled_when_one_must_stay_open() -> None:
    found = await plan_for(
        *YARD,
        *seat("small", 3),
        *seat("large", 40),
        Person("ann", "安", residence="b-small"),
        limited(LimitName.POSTS, 1),
    )
    assert placed(found) == {"large": ["ann"]}
    assert open_of(found) == {"small": (1, OpenReason.LIMITS_REACHED)}
    assert found.gaps == 2


async def test_more_gaps_are_filled_rather_than_each_by_its_nearest() -> None:
    # Ann lives at both, Bob in the community alone: one each.
    found = await plan_for(
        *YARD, *seat("one"), *seat("two"), limited(LimitName.POSTS, 1),
        Person("ann", "安", residence="b-one"), Person("bob", "波", residence="com"),
    )  # fmt: skip
    assert placed(found) == {"one": ["ann"], "two": ["bob"]}
    assert found.left_open == ()


async def test_a_post_with_two_seats_is_given_to_two_and_tells_what_stays_vacant() -> None:
    found = await plan_for(
        *YARD, *seat("pair", seats=3), Person("ann", "安", residence="yard"), Person("bob", "波", residence="yard")
    )
    assert placed(found) == {"pair": ["ann", "bob"]}
    assert open_of(found) == {"pair": (1, OpenReason.NO_CANDIDATE)}


async def test_nobody_near_and_nobody_with_room_are_told_apart() -> None:
    nobody = await plan_for(*YARD, *seat("one"))
    assert open_of(nobody) == {"one": (1, OpenReason.NO_CANDIDATE)}
    busy = await plan_for(*YARD, *seat("one"), Person("ann", "安", residence="yard"), limited(LimitName.POSTS, 0))
    assert open_of(busy) == {"one": (1, OpenReason.LIMITS_REACHED)}


async def test_a_superior_gets_no_more_reports_than_the_policy_allows() -> None:
    people = [Person(f"p{number}", "人", residence="yard") for number in range(5)]
    found = await plan_for(
        *YARD,
        *people,
        limited(LimitName.REPORTS, 2),
        Post("chief", "branch", "chief", "书记", place="yard"),
        Post("second", "branch", "chief", "副书记", place="yard"),
        Membership("p0", None, "chief"),
        Membership("p0", None, "second"),
        *seat("one", 5, reports_to="chief"),
        *seat("two", 9, reports_to="second"),
        *seat("three", 7, reports_to="chief"),
    )
    # One holds both posts above, so that the three seats share the room for two.
    assert set(placed(found)) == {"two", "three"}
    assert open_of(found) == {"one": (1, OpenReason.SUPERIOR_AT_LIMIT)}


async def test_posts_that_share_a_holder_have_the_room_of_all_who_hold_any_of_them() -> None:
    found = await plan_for(
        *YARD,
        *[Person(f"p{number}", "人", residence="yard") for number in range(3)],
        limited(LimitName.REPORTS, 1),
        Post("chief", "branch", "chief", "书记", seats=2),
        Post("second", "branch", "chief", "副书记"),
        Post("third", "branch", "chief", "委员"),
        Post("below", "branch", "aide", "助理", reports_to="third"),
        *[Membership("p0", None, "chief"), Membership("p1", None, "chief"), Membership("p0", None, "second")],
        *[Membership("p1", None, "third"), Membership("p2", None, "below")],
        *seat("one", reports_to="chief"),
        *seat("two", reports_to="second"),
    )
    # Of the two chiefs one has a report already, so that nobody may be put below either of them.
    assert open_of(found) == dict.fromkeys(("one", "two"), (1, OpenReason.SUPERIOR_AT_LIMIT))


async def test_one_plan_gives_nobody_two_posts_that_others_report_to() -> None:
    found = await plan_for(
        *YARD,
        *[Person(f"p{number}", "人") for number in range(2)],
        Person("ann", "安", residence="yard"),
        limited(LimitName.REPORTS, 1),
        *seat("one", 5),
        *seat("two", 3),
        Post("below-one", "branch", "aide", "助理", reports_to="one"),
        Post("below-two", "branch", "aide", "助理", reports_to="two"),
        *[Membership("p0", None, "below-one"), Membership("p1", None, "below-two")],
        # The two below are away, so that Ann alone is there.
        *[Absence("p0", 0), Absence("p1", 0)],
    )
    assert placed(found) == {"one": ["ann"]}
    assert open_of(found) == {"two": (1, OpenReason.LIMITS_REACHED)}


async def test_candidates_that_were_not_looked_at_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [Person(f"p{number}", "人", residence="yard") for number in range(3)]
    rows = (*YARD, *people, *seat("one"), *seat("two"), limited(LimitName.POSTS, 1))
    assert (await plan_for(*rows)).shortened == 0
    monkeypatch.setattr(plans.make_plan, "__defaults__", (1,))
    found = await plan_for(*rows)
    assert placed(found) == {"one": ["p0"]}
    assert open_of(found) == {"two": (1, OpenReason.CANDIDATES_CUT)}
    assert found.shortened == 2


async def test_more_gaps_than_a_plan_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MOST_GAPS", 1)
    with pytest.raises(LimitExceeded, match="limit: gaps of a plan"):
        await plan_for(*YARD, *seat("one"), *seat("two"))
    assert (await plan_for(*YARD, *seat("one"), *seat("two"), within="b-two")).gaps == 1


def drawn_town(random: Random) -> list[Row]:
    """Draw a small town with tight limits, in which posts report to one another."""
    rows: list[Row] = [*YARD, Place("g", PlaceKind.GRID, "格", None, "com", households=9)]
    places = ["com", "yard"]
    for number in range(random.randint(1, 4)):
        rows.append(Place(f"b{number}", PlaceKind.BUILDING, "楼", None, "yard"))
        places.append(f"b{number}")
        rows.append(Place(f"h{number}", PlaceKind.HOUSEHOLD, "室", None, f"b{number}", needs=("ill",)))
    people = [f"p{number}" for number in range(random.randint(1, 6))]
    for person in people:
        skills = random.choice(((), (), ("电梯",)))
        rows.append(Person(person, "人", skills=skills, residence=random.choice((None, "com", *places))))
    posts: list[str] = []
    for number in range(random.randint(1, 6)):
        above = random.choice((None, *posts))
        place, seats = random.choice((None, *places)), random.randint(1, 2)
        rows.append(Post(f"post{number}", "branch", "head", "长", place=place, seats=seats, reports_to=above))
        posts.append(f"post{number}")
    held = {(random.choice(people), random.choice(posts)) for _ in range(random.randint(0, 6))}
    rows += [Membership(person, None, post) for person, post in sorted(held)]
    rows += [limited(name, random.randint(0, 3)) for name in (LimitName.POSTS, LimitName.PAIRINGS, LimitName.REPORTS)]
    return rows


def carried_out(found: Plan) -> list[Row]:
    """Write a plan as rows: what the people who read it would enter."""
    rows: list[Row] = []
    for number, (gap, candidate) in enumerate(found.placings):
        if gap.kind is GapKind.VACANT_POST:
            rows.append(Membership(candidate.key, None, gap.post))
        elif gap.kind is GapKind.UNPAIRED_HOUSEHOLD:
            rows.append(Pairing(candidate.key, gap.place or "", "care"))
        else:
            holder = candidate.unit or f"new{number}"
            if candidate.person:
                rows += [Post(holder, "branch", "handler", "经办"), Membership(candidate.key, None, holder)]
            rows.append(Duty(f"d{number}", holder, gap.category or "", gap.place or ""))
    return rows


async def check(rows: list[Row]) -> Plan:
    store = EmbeddedStore.open(None)
    try:
        await store.write(stating(*rows))
        found = await ask(store)
        before = {gap.person for gap in await gaps_of(store, GapKind.OVERLOADED)}
        gaps = Counter(gap._replace(since=None) for gap in await gaps_of(store, *SUGGESTED))
        if found.placings:
            await store.write(stating(*carried_out(found)))
        after = {gap.person for gap in await gaps_of(store, GapKind.OVERLOADED)}
        assert after <= before
        # Every gap is either left open, or gone when the plan is carried out.
        left = {(gap.kind, gap.place, gap.category, gap.post) for gap in await gaps_of(store, *SUGGESTED)}
        assert left == {(each.gap.kind, each.gap.place, each.gap.category, each.gap.post) for each in found.left_open}
        assert found.gaps == sum(gaps.values())
        assert len({(each.gap, each.candidate.key) for each in found.placings}) == len(found.placings)
        return found
    finally:
        await store.close()


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_carrying_a_plan_out_fills_what_it_says_and_overloads_nobody(seed: int) -> None:
    asyncio.run(check(drawn_town(Random(seed))))


async def test_a_plan_does_not_depend_on_the_order_of_input() -> None:
    for seed in range(10):
        rows = drawn_town(Random(seed))
        assert await check(rows) == await check(list(reversed(rows)))
