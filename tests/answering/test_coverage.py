"""What an asker gets of gaps and impacts: unknown keys, what may not be seen; nothing kept outlives a write."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import Final

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.coverage import Surveys, coverage_gaps, impact, in_thread
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
from graphsvc.domain.errors import NotFound
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import LimitName, Line, PlaceKind, PolicyRule
from graphsvc.domain.validity import SECOND
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.store.port import Store
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

PUBLIC: Final = Visibility(every_person=False, care=False)
AT: Final = 1_000
DAY: Final = 86_400 * SECOND

ROWS: Final[tuple[Row, ...]] = (
    Place("yard", PlaceKind.COMPOUND, "院"),
    Place("b1", PlaceKind.BUILDING, "1号楼", None, "yard", households=10),
    Place("b2", PlaceKind.BUILDING, "2号楼", None, "yard", households=20),
    Place("home", PlaceKind.HOUSEHOLD, "101室", None, "b1", needs=("alone",)),
    Category("lift", "电梯"),
    Category("water", "水"),
    Unit("crew", Line.PROPERTY, "crew", "队"),
    Post("fitter", "crew", "fitter", "维修", place="yard"),
    Person("known", "甲", None, public_contact=True),
    Person("hidden", "乙"),
    Membership("hidden", None, "fitter"),
    Duty("lifts", "fitter", "lift", "yard"),
    Pairing("hidden", "b2", "care"),
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def town() -> AsyncIterator[Store]:
    """A yard where one hidden person handles lifts and nobody water."""
    store = EmbeddedStore.open(None)
    await store.write(stating(*ROWS))
    yield store
    await store.close()


async def gaps_of(
    store: Store,
    *kinds: GapKind,
    surveys: Surveys | None = None,
    at: int = AT,
    within: str | None = None,
    visibility: Visibility = EVERYTHING,
) -> tuple[Gap, ...]:
    async with store.snapshot() as reader:
        return await coverage_gaps(
            reader, surveys or Surveys(), kinds=kinds, at=at, within=within, visibility=visibility
        )


async def test_all_kinds_are_told_unless_some_are_asked_for_and_an_empty_list_asks_for_nothing(town: Store) -> None:
    assert await gaps_of(town) == ()
    async with town.snapshot() as reader:
        found = await coverage_gaps(reader, Surveys(), kinds=None, at=AT, within=None, visibility=EVERYTHING)
    kinds = [gap.kind for gap in found]
    assert kinds == [
        GapKind.UNHANDLED,
        GapKind.SINGLE_POINT,
        GapKind.LADDER_SHORT,
        GapKind.UNREACHABLE,
        GapKind.UNPAIRED_HOUSEHOLD,
    ]
    asked = await gaps_of(town, GapKind.UNREACHABLE, GapKind.UNHANDLED, GapKind.UNHANDLED)
    assert [gap.kind for gap in asked] == [GapKind.UNHANDLED, GapKind.UNREACHABLE]


async def test_gaps_are_told_at_the_place_that_holds_exactly_them(town: Store) -> None:
    (water,) = await gaps_of(town, GapKind.UNHANDLED)
    assert water == Gap(GapKind.UNHANDLED, place="yard", category="water", cells=2, households=30)
    (inside,) = await gaps_of(town, GapKind.UNHANDLED, within="b1")
    assert inside == Gap(GapKind.UNHANDLED, place="b1", category="water", cells=1, households=10)
    assert await gaps_of(town, GapKind.UNHANDLED, within="home") == ()


async def test_a_row_stands_without_the_person_who_may_not_be_seen(town: Store) -> None:
    (seen,) = await gaps_of(town, GapKind.SINGLE_POINT)
    (hidden,) = await gaps_of(town, GapKind.SINGLE_POINT, visibility=PUBLIC)
    assert seen.person == "hidden"
    assert hidden == seen._replace(person=None)
    await town.write(stating(Person("hidden", "乙", None, public_contact=True)))
    assert await gaps_of(town, GapKind.SINGLE_POINT, visibility=PUBLIC) == (seen,)


async def test_care_needs_and_pairings_are_told_to_nobody_who_may_not_see_them(town: Store) -> None:
    assert [gap.place for gap in await gaps_of(town, GapKind.UNPAIRED_HOUSEHOLD)] == ["home"]
    assert await gaps_of(town, GapKind.UNPAIRED_HOUSEHOLD, visibility=PUBLIC) == ()
    await town.write(stating(Pairing("crew", "home", "care")))
    async with town.snapshot() as reader:
        surveys = Surveys()
        everything, public = [
            await impact(reader, surveys, removing=["crew"], at=AT, within=None, visibility=visibility)
            for visibility in (EVERYTHING, PUBLIC)
        ]
    assert everything.unpaired == ("home",)
    assert public == everything._replace(unpaired=())


@pytest.mark.parametrize("key", ["lift", "crew", "hidden", "lifts", "nowhere"])
async def test_within_names_a_place(town: Store, key: str) -> None:
    async with town.snapshot() as reader:
        for asked in (
            coverage_gaps(reader, Surveys(), kinds=[], at=AT, within=key, visibility=EVERYTHING),
            impact(reader, Surveys(), removing=[], at=AT, within=key, visibility=EVERYTHING),
        ):
            with pytest.raises(NotFound) as refusal:
                await asked
            assert (refusal.value.what, refusal.value.key) == ("place", key)


@pytest.mark.parametrize("key", ["lift", "yard", "lifts", "nobody"])
async def test_only_persons_posts_and_units_are_removed(town: Store, key: str) -> None:
    async with town.snapshot() as reader:
        with pytest.raises(NotFound) as refusal:
            await impact(reader, Surveys(), removing=["crew", key], at=AT, within=None, visibility=EVERYTHING)
    assert refusal.value.key == key


async def test_a_person_who_may_not_be_seen_is_as_one_who_is_not_there(town: Store) -> None:
    async with town.snapshot() as reader:
        await impact(reader, Surveys(), removing=["known"], at=AT, within=None, visibility=PUBLIC)
        with pytest.raises(NotFound):
            await impact(reader, Surveys(), removing=["hidden"], at=AT, within=None, visibility=PUBLIC)


async def test_removing_somebody_tells_what_breaks_and_changes_nothing(town: Store) -> None:
    before = await gaps_of(town, *GapKind)
    async with town.snapshot() as reader:
        found = await impact(reader, Surveys(), removing=["hidden"], at=AT, within=None, visibility=EVERYTHING)
    assert found.uncovered == (Gap(GapKind.UNHANDLED, place="yard", category="lift", cells=2, households=30),)
    assert found.single_points == ()
    assert (found.vacated, found.unpaired) == (("fitter",), ("b2",))
    assert await gaps_of(town, *GapKind) == before
    assert town.revision == 1


async def test_what_is_kept_is_forgotten_with_every_write_and_told_apart_by_moment(town: Store) -> None:
    surveys = Surveys()
    assert len(await gaps_of(town, GapKind.UNHANDLED, surveys=surveys)) == 1
    await town.write(stating(Absence("hidden", 2_000, 3_000)))
    for at, uncovered in ((1_999, 2), (2_000, 4), (2_999, 4), (3_000, 2), (1_999, 2)):
        found = await gaps_of(town, GapKind.UNHANDLED, surveys=surveys, at=at)
        assert sum(gap.cells for gap in found) == uncovered, at


async def test_ending_soon_looks_at_two_moments_by_the_horizon_of_the_policy(town: Store) -> None:
    surveys = Surveys()
    await town.write(
        stating(
            Duty("lifts", "fitter", "lift", "yard", valid_to=AT + 3 * DAY),
            Policy(PolicyRule.LIMIT, number=2, name=LimitName.HORIZON_DAYS),
        )
    )
    for at, ending in ((AT, 0), (AT + DAY - 1, 0), (AT + DAY, 2), (AT + 3 * DAY - 1, 2), (AT + 3 * DAY, 0)):
        found = await gaps_of(town, GapKind.ENDING_SOON, surveys=surveys, at=at)
        assert sum(gap.cells for gap in found) == ending, at


async def test_who_gives_up_a_long_question_waits_until_nobody_reads_the_facts_any_more() -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        may_end.wait()
        ended.set()

    question = asyncio.ensure_future(in_thread(work))
    await asyncio.to_thread(begun.wait)
    question.cancel()
    await asyncio.sleep(0)
    gave_up = question.done()
    may_end.set()
    assert not gave_up
    with pytest.raises(asyncio.CancelledError):
        await question
    assert ended.is_set()
