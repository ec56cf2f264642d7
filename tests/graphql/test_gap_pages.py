"""Pages of gaps: cursors, the moment they hold, and lists that stand still while others write."""

# ruff: noqa: ANN401  (answers are JSON)

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import orjson
import pytest

from graphsvc.domain.entities import Moment, Place
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import PlaceKind
from graphsvc.domain.validity import SECOND
from graphsvc.graphql import Api, kept
from graphsvc.graphql.ids import global_id
from graphsvc.graphql.kept import KeptGaps, Question
from graphsvc.store.port import Store
from tests.graphql.asking import Asker
from tests.graphql.test_coverage import GAPS, all_gaps
from tests.graphql.town import NOW, SETTINGS, TOWN
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio


async def test_a_page_may_begin_after_any_gap_and_after_the_last_there_is_none(asker: Asker) -> None:
    page = (await asker.data(GAPS))["coverageGaps"]
    cursors = [edge["cursor"] for edge in page["edges"]]
    assert (page["pageInfo"]["startCursor"], page["pageInfo"]["endCursor"]) == (cursors[0], cursors[-1])
    assert len(cursors) > 3
    following = (await asker.data(GAPS, after=cursors[1]))["coverageGaps"]
    assert following["edges"] == page["edges"][2:]
    last = (await asker.data(GAPS, after=cursors[-1]))["coverageGaps"]
    assert last["edges"] == []
    assert last["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


async def test_a_cursor_that_was_not_given_by_this_list_is_bad_input(asker: Asker) -> None:
    ours = (await asker.data(GAPS, first=2))["coverageGaps"]["pageInfo"]["endCursor"]
    revision, at, of, key = orjson.loads(urlsafe_b64decode(ours))

    def forged(*cells: object) -> str:
        return urlsafe_b64encode(orjson.dumps(cells)).decode()

    places = "{ places(first: 1) { pageInfo { endCursor } } }"
    wrong = [
        *("", "x", ours[:-4], ours + "AAAA", "é", "x" * 5_000),
        (await asker.data(places))["places"]["pageInfo"]["endCursor"],
        (await asker.data(GAPS, first=1, kinds=["UNHANDLED"]))["coverageGaps"]["pageInfo"]["endCursor"],
        (await asker.data(GAPS, first=1, within="b1"))["coverageGaps"]["pageInfo"]["endCursor"],
        *(forged(other, at, of, key) for other in (revision + 1, revision - 1, -1)),
        *(forged(revision, at, of, number) for number in ("-1", "01", "²", "9" * 9, "9" * 12, "x", "")),
    ]
    for cursor in wrong:
        assert await asker.code(GAPS, after=cursor) == "BAD_USER_INPUT", cursor
    assert await asker.data(GAPS, after=forged(revision, at, of, key))


async def test_the_moment_of_the_cursor_is_that_of_the_following_pages(asker: Asker) -> None:
    whole = await all_gaps(asker, 500, at="2024-06-01")
    first = (await asker.data(GAPS, first=1, at="2024-06-01"))["coverageGaps"]
    for at in (None, "2030-01-01"):
        rest = (await asker.data(GAPS, after=first["pageInfo"]["endCursor"], at=at))["coverageGaps"]
        assert [edge["node"] for edge in (*first["edges"], *rest["edges"])] == whole
    assert whole != await all_gaps(asker, 500, at="2030-01-01")


class Clock:
    """The clock of a service, moved by hand."""

    def __init__(self) -> None:
        self.now: Moment = NOW

    def __call__(self) -> Moment:
        return self.now

    def minutes(self, number: float) -> None:
        self.now += int(number * 60) * SECOND


@pytest.mark.parametrize("written_at", [0, NOW, NOW + 60 * SECOND])
async def test_pages_stand_still_under_writes_for_fifteen_minutes(town: Store, written_at: Moment) -> None:
    """Whatever the writer's clock says."""
    clock = Clock()
    asker = Asker(town, api=Api(town, clock=clock))
    whole = await all_gaps(asker, 500)
    cursor = (await asker.data(GAPS, first=2))["coverageGaps"]["pageInfo"]["endCursor"]
    clock.minutes(1)
    await town.write(
        stating(*(row for row in TOWN if not gone(row)), settings=SETTINGS, replace=True, moment=written_at)
    )
    rest = (await asker.data(GAPS, after=cursor))["coverageGaps"]
    # What was deleted since is told as it was.
    assert [edge["node"] for edge in rest["edges"]] == whole[2:]
    assert rest["totalCount"] == len(whole)
    assert await all_gaps(asker, 500) != whole
    clock.minutes(13.9)
    assert (await asker.data(GAPS, after=cursor))["coverageGaps"] == rest
    clock.minutes(1.2)
    body = await asker.body(GAPS, after=cursor)
    assert body["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "not kept any more" in body["errors"][0]["message"]


async def test_the_fifteen_minutes_begin_with_the_write_even_when_nobody_asked_meanwhile(town: Store) -> None:
    clock = Clock()
    asker = Asker(town, api=Api(town, clock=clock))
    cursor = (await asker.data(GAPS, first=2))["coverageGaps"]["pageInfo"]["endCursor"]
    clock.minutes(60)
    await town.write(stating(Place("b9", PlaceKind.BUILDING, "9号楼", None, "yard"), moment=clock.now))
    clock.minutes(14)
    assert await asker.data(GAPS, after=cursor)
    other = Asker(town, api=Api(town, clock=clock))
    cursor = (await other.data(GAPS, first=2))["coverageGaps"]["pageInfo"]["endCursor"]
    await town.write(stating(Place("b8", PlaceKind.BUILDING, "8号楼", None, "yard"), moment=clock.now))
    clock.minutes(16)
    assert await other.code(GAPS, after=cursor) == "BAD_USER_INPUT"


async def test_a_cursor_of_the_present_revision_is_good_for_ever(town: Store) -> None:
    """The list can be found again when it is not kept."""
    clock = Clock()
    whole = await all_gaps(Asker(town, api=Api(town, clock=clock)), 500)
    cursor = (await Asker(town, api=Api(town, clock=clock)).data(GAPS, first=2))["coverageGaps"]["pageInfo"][
        "endCursor"
    ]
    clock.minutes(10_000)
    rest = (await Asker(town, api=Api(town, clock=clock)).data(GAPS, after=cursor))["coverageGaps"]
    assert [edge["node"] for edge in rest["edges"]] == whole[2:]


async def test_a_list_about_a_place_that_was_deleted_can_be_read_on(asker: Asker, town: Store) -> None:
    whole = await all_gaps(asker, 500, within="b2")
    assert len(whole) > 1
    cursor = (await asker.data(GAPS, first=1, within="b2"))["coverageGaps"]["pageInfo"]["endCursor"]
    await town.write(stating(*(row for row in TOWN if not gone(row)), settings=SETTINGS, replace=True))
    for within in ("b2", global_id("Place", "b2")):
        rest = (await asker.data(GAPS, after=cursor, within=within))["coverageGaps"]["edges"]
        assert [edge["node"] for edge in rest] == whole[1:]
    assert await asker.code(GAPS, within="b2") == "NOT_FOUND"


def gone(row: Any) -> bool:
    return isinstance(row, Place) and row.key == "b2"


async def test_few_lists_are_kept_and_those_that_can_be_found_again_go_first(town: Store) -> None:
    lists, gap = KeptGaps(), Gap(GapKind.UNHANDLED)
    await lists.see(town, 1, NOW)
    old = Question(1, NOW, "old")
    lists.keep(old, (gap,))
    await town.write(stating(Place("b9", PlaceKind.BUILDING, "9号楼", None, "yard"), moment=NOW))
    await lists.see(town, 2, NOW)
    questions = [Question(2, NOW, str(number)) for number in range(kept.MOST_LISTS + 5)]
    for question in questions:
        lists.keep(question, (gap,))
    assert len(lists) == kept.MOST_LISTS + 1
    assert lists.get(old)
    assert lists.get(questions[0]) is None
    assert lists.get(questions[-1])
    lists.keep(long := Question(2, NOW, "long"), (gap,) * (kept.MOST_ROWS - 1))
    assert len(lists) == 2
    assert lists.get(old)
    lists.keep(longer := Question(2, NOW, "longer"), (gap,) * (kept.MOST_ROWS + 1))
    assert (lists.get(old), lists.get(long), len(lists)) == (None, None, 1)
    assert lists.get(longer)
    # What a slower request found at a revision that is over for long is not kept at all.
    lists.keep(Question(0, NOW, "late"), (gap,))
    assert len(lists) == 1
