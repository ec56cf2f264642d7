"""What an asker gets of the matrix, of comparisons and of loads: unknown keys, cost, nothing that outlives a write."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.between import Between, gaps_between
from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.loads import LoadSeen, load_of
from graphsvc.answers.matrix import DEEPEST, coverage_matrix
from graphsvc.domain.entities import Category, Duty, Membership, Pairing, Person, Place, Post, Row, Unit
from graphsvc.domain.errors import BadInput, NotFound
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.kinds import Line, PlaceKind
from graphsvc.domain.matrix import Matrix
from graphsvc.domain.suggestions import Load
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.store.port import FactReader, Store
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

PUBLIC: Final = Visibility(every_person=False, care=False)
AT: Final = 1_000
LATER: Final = 5_000

ROWS: Final[tuple[Row, ...]] = (
    Place("yard", PlaceKind.COMPOUND, "院"),
    Place("b1", PlaceKind.BUILDING, "1号楼", None, "yard", households=10),
    Place("b2", PlaceKind.BUILDING, "2号楼", None, "yard", households=20),
    Place("home", PlaceKind.HOUSEHOLD, "101室", None, "b1", needs=("alone",)),
    Category("lift", "电梯"),
    Category("water", "水"),
    Unit("crew", Line.PROPERTY, "crew", "队"),
    Post("fitter", "crew", "fitter", "维修", place="yard"),
    Post("mate", "crew", "mate", "学徒", reports_to="fitter"),
    Person("known", "甲", None, public_contact=True),
    Person("hidden", "乙"),
    Membership("hidden", None, "fitter"),
    Membership("known", None, "mate"),
    Duty("lifts", "fitter", "lift", "yard", valid_to=2_000),
    Pairing("hidden", "home", "care", valid_to=2_000),
)


@pytest.fixture
async def town() -> AsyncIterator[Store]:
    """A yard where one hidden person handles lifts for a while, and nobody water."""
    store = EmbeddedStore.open(None)
    await store.write(stating(*ROWS))
    yield store
    await store.close()


async def matrix_of(store: Store, surveys: Surveys, within: str | None = "yard", level: int = 1) -> Matrix:
    async with store.snapshot() as reader:
        return await coverage_matrix(reader, surveys, within=within, category=None, level=level, at=AT)


async def between(
    store: Store, *kinds: GapKind, start: int = AT, end: int = LATER, visibility: Visibility = EVERYTHING
) -> Between:
    async with store.snapshot() as reader:
        return await gaps_between(
            reader, Surveys(), kinds=kinds or None, start=start, end=end, within=None, visibility=visibility
        )


async def test_a_matrix_after_a_write_is_of_what_was_written(town: Store) -> None:
    surveys = Surveys()
    before = await matrix_of(town, surveys)
    assert [(row.place, [cell.covered for cell in row.cells]) for row in before.rows] == [
        ("b2", [1, 0]),
        ("b1", [1, 0]),
    ]
    await town.write(stating(Duty("pipes", "fitter", "water", "b1")))
    after = await matrix_of(town, surveys)
    assert [[cell.covered for cell in row.cells] for row in after.rows] == [[1, 0], [1, 1]]
    assert after == await matrix_of(town, Surveys())


async def test_a_list_of_gaps_and_a_matrix_of_one_place_share_their_scans(town: Store) -> None:
    surveys = Surveys()
    async with town.snapshot() as reader:
        facts = await reader.coverage_facts()
        survey = surveys.survey(reader, facts, AT)
        await coverage_gaps(reader, surveys, kinds=[GapKind.UNHANDLED], at=AT, within="yard", visibility=EVERYTHING)
        (found,) = survey.found.values()
        matrix = await coverage_matrix(reader, surveys, within="yard", category=None, at=AT)
        assert any(sets is found for sets in survey.found.values())
        assert matrix.total[1].demanded - matrix.total[1].covered == 2
        # Of places, only what was asked last is kept, and what is asked of everything.
        for within in (None, "b1", "b2"):
            await coverage_matrix(reader, surveys, within=within, category=None, at=AT)
        assert {key[1] for key in survey.found} == {0, facts.place_number("b2")}


async def test_levels_and_keys_that_are_none_are_told_by_name(town: Store) -> None:
    for level in (0, -1, DEEPEST + 1):
        with pytest.raises(BadInput, match="level"):
            await matrix_of(town, Surveys(), level=level)
    with pytest.raises(NotFound, match="nowhere"):
        await matrix_of(town, Surveys(), within="nowhere")
    async with town.snapshot() as reader:
        with pytest.raises(NotFound, match="nothing"):
            await coverage_matrix(reader, Surveys(), within=None, category="nothing", at=AT)


async def test_what_ended_opens_a_gap_and_closes_what_hung_on_it(town: Store) -> None:
    found = await between(town)
    opened = [(gap.kind, gap.place, gap.category or gap.unit) for gap in found.opened]
    assert opened == [(GapKind.UNHANDLED, "yard", "lift"), (GapKind.UNPAIRED_HOUSEHOLD, "home", None)]
    assert [(gap.kind, gap.person) for gap in found.closed if gap.kind is GapKind.SINGLE_POINT] == [
        (GapKind.SINGLE_POINT, "hidden")
    ]


async def test_who_may_not_see_people_or_care_is_told_of_the_rest(town: Store) -> None:
    found = await between(town, visibility=PUBLIC)
    assert [gap.kind for gap in found.opened] == [GapKind.UNHANDLED]
    assert [gap.person for gap in found.closed if gap.kind is GapKind.SINGLE_POINT] == [None]


async def test_the_earlier_moment_comes_first(town: Store) -> None:
    with pytest.raises(BadInput, match="later"):
        await between(town, start=LATER, end=AT)
    assert await between(town, start=AT, end=AT) == ((), ())


async def load(reader: FactReader, person: str, at: int, visibility: Visibility) -> LoadSeen | None:
    return await load_of(reader, Surveys(), person, at, visibility)


async def test_a_load_is_told_as_far_as_it_may_be_seen(town: Store) -> None:
    limits = Load(4, 15, 12)
    async with town.snapshot() as reader:
        assert await load(reader, "hidden", AT, EVERYTHING) == LoadSeen(1, 1, 1, limits)
        assert await load(reader, "hidden", LATER, EVERYTHING) == LoadSeen(1, 0, 1, limits)
        assert await load(reader, "hidden", AT, PUBLIC) is None
        assert await load(reader, "known", AT, PUBLIC) == LoadSeen(1, None, None, limits)
        assert await load(reader, "nobody", AT, EVERYTHING) is None
        no_care = Visibility(every_person=True, care=False)
        assert await load(reader, "hidden", AT, no_care) == LoadSeen(1, None, 1, limits)


async def test_a_load_after_a_write_is_of_what_was_written(town: Store) -> None:
    surveys = Surveys()
    for posts in (1, 2):
        async with town.snapshot() as reader:
            found = await load_of(reader, surveys, "known", AT, EVERYTHING)
        assert found is not None
        assert found.posts == posts
        await town.write(stating(Membership("known", None, "fitter")))
