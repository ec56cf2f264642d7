"""Nested fields cost a bounded number of store calls, however long the lists are; a request reads one snapshot."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from graphsvc.domain.entities import Category, Duty, Membership, Person, Place, Post, Row, Unit
from graphsvc.domain.kinds import Line, PlaceKind
from graphsvc.graphql.loading import Batch
from graphsvc.store.port import Store
from tests.graphql.asking import Asker, CountingStore
from tests.graphql.town import SETTINGS
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio


def street(buildings: int) -> list[Row]:
    """A compound with so many buildings, each with a unit, a post, a person and a duty."""
    rows: list[Row] = [
        Place("yard", PlaceKind.COMPOUND, "院"),
        Category("water", "水"),
        Unit("office", Line.PARTY, "office", "办", covers=("yard",), channel="1"),
    ]
    for number in range(buildings):
        name = f"{number:03}"
        rows += [
            Place(f"b{name}", PlaceKind.BUILDING, "楼", "Block", "yard"),
            Unit(f"u{name}", Line.PARTY, "group", "组", None, "office", (f"b{name}",)),
            Post(f"p{name}", f"u{name}", "head", "长", None, True, f"b{name}"),
            Person(f"x{name}", "人", "2", True),
            Membership(f"x{name}", None, f"p{name}"),
            Duty(f"d{name}", f"p{name}", "water", f"b{name}", fee="0"),
        ]
    return rows


NESTED = {
    "units": """units { name parent { name channel } escalations { toUnit { name } } duties { key }
        memberships { person { name } } posts { title holders { name channel reports { key } } } }""",
    "posts": """posts { memberships { person { name memberships { unit { name } } absences { validFrom }
        posts { unit { name } } } } dotted { key } reportsFrom { key } duties { key } unit { name } place { name } }""",
    "places": """name households lineage { name } parent { name } children(first: 5) { edges { node { name } } }
        duties { fee unit { name } post { title } category { name weight parent { key } lineage { name } } open free }
        services { duty { fee place { name } } } pairings { person { name } }""",
}


async def calls_for(town: Store, buildings: int, query: str) -> tuple[Counter[str], Any]:
    await town.write(stating(*street(buildings), settings=SETTINGS, replace=True))
    counting = CountingStore(town)
    data = await Asker(counting).data(query)
    assert counting.snapshots == 1
    return Counter(counting.calls), data


@pytest.mark.parametrize("below", NESTED)
async def test_lists_of_one_ten_and_a_hundred_cost_the_same_number_of_calls(town: Store, below: str) -> None:
    query = f'{{ places(kind: "building", first: 100) {{ totalCount edges {{ node {{ key {NESTED[below]} }} }} }} }}'
    few, data = await calls_for(town, 1, query)
    for buildings in (10, 100):
        many, data = await calls_for(town, buildings, query)
        assert many == few
        assert len(data["places"]["edges"]) == buildings
    assert sum(few.values()) < 20
    last = data["places"]["edges"][-1]["node"]
    if below == "units":
        assert last["units"][0]["posts"][0]["holders"] == [{"name": "人", "channel": "2", "reports": []}]


async def test_an_answer_that_asks_for_keys_alone_takes_one_call(town: Store) -> None:
    counting = CountingStore(town)
    await Asker(counting).data(
        """{ whoHandles(category: "water.sewer", place: "b1-101") { covered place { key } category { id }
             handlers { ...entry } supervisors { ...entry } skipped { duty { key } }
             ladder { steps { unit { key line channel } contacts { id key channel } } } } }
           fragment entry on Assignment { unit { id key line } post { key unit { key } } people { key channel }
             duty { key capacity hours place { key } category { key } unit { key } open } channel }"""
    )
    assert counting.calls == ["responsibility_facts"]


async def test_an_answer_with_names_takes_one_call_more(town: Store) -> None:
    counting = CountingStore(town)
    data = await Asker(counting).data(
        """{ whoHandles(category: "water.sewer", place: "b1-101") {
             handlers { ...entry } supervisors { ...entry } skipped { duty { fee } }
             ladder { steps { unit { name } contacts { name } } } } }
           fragment entry on Assignment { ... on Assignment { unit { name ...more } } post { title unit { name } }
             people { name } duty { fee respondWithin } }
           fragment more on Unit { nameEn kind }"""
    )
    assert counting.calls == ["responsibility_facts", "entities"]
    assert data["whoHandles"]["ladder"]["steps"][0]["contacts"][1]["name"] == "李安"


async def test_several_root_fields_share_one_snapshot_and_one_moment(town: Store) -> None:
    counting = CountingStore(town)
    moments = iter(range(1_750_000_000_000_000, 1_750_000_100_000_000, 1_000_000))
    asker = Asker(counting)
    asker.api.clock = lambda: next(moments)
    who = 'whoHandles(category: "water", place: "b1") { at }'
    data = await asker.data(f"{{ a: {who} b: {who} status {{ revision }} }}")
    assert data["a"] == data["b"]
    assert counting.snapshots == 1


async def test_a_request_that_is_refused_opens_no_snapshot(town: Store) -> None:
    counting = CountingStore(town)
    asker = Asker(counting)
    for query in ("{", "{ nothing }", '{ place(key: "b1", at: "never") { key } }'):
        await asker.code(query)
    assert not counting.snapshots


async def test_keys_wanted_in_one_turn_are_fetched_together_and_once() -> None:
    asked: list[list[str]] = []

    async def fetch(wanted: Sequence[str]) -> Mapping[str, str]:
        asked.append(sorted(wanted))
        await asyncio.sleep(0)
        return {key: key.upper() for key in wanted if key != "nothing"}

    under_way: set[asyncio.Task[None]] = set()
    batch = Batch(fetch, under_way)
    found = await asyncio.gather(batch.load(["a", "b"]), batch.load(["b", "nothing"]), batch.load([]))
    assert list(found) == [{"a": "A", "b": "B"}, {"b": "B"}, {}]
    assert await batch.load(["a", "nothing", "c"]) == {"a": "A", "c": "C"}
    assert asked == [["a", "b", "nothing"], ["c"]]
    assert not under_way


async def test_a_field_that_is_broken_off_does_not_take_along_what_others_wait_for() -> None:
    release = asyncio.Event()

    async def fetch(wanted: Sequence[str]) -> Mapping[str, str]:
        await release.wait()
        return dict.fromkeys(wanted, "there")

    batch = Batch(fetch, set())
    first, second = asyncio.create_task(batch.load(["a"])), asyncio.create_task(batch.load(["b"]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    first.cancel()
    release.set()
    assert await second == {"b": "there"}
    assert first.cancelled()


async def test_whoever_waits_for_a_call_that_fails_is_told_of_it() -> None:
    async def fetch(_wanted: Sequence[str]) -> Mapping[str, str]:
        raise LookupError

    batch = Batch(fetch, set())
    found = await asyncio.gather(batch.load(["a"]), batch.load(["b"]), return_exceptions=True)
    assert [type(error) for error in found] == [LookupError, LookupError]
