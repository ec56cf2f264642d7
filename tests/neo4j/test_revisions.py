"""What a snapshot promises beside other processes that write: all of a revision or nothing of it, and never more."""

from __future__ import annotations

import asyncio
import time

import neo4j
import pytest

from graphsvc.adapters.neo4j import Neo4jStore
from graphsvc.domain.entities import Category, Duty, Membership, Place, Unit
from graphsvc.domain.errors import StoreError
from graphsvc.domain.kinds import Line, PlaceKind, Table
from graphsvc.domain.references import Reference
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.store.port import FactReader
from tests.support import neo4j_server
from tests.support.neo4j_server import BLOCKED, RunningServer
from tests.support.worlds import CITY, EVERYTHING_ONCE, KEYED, LI, SEWER, TOWER, stating

pytestmark = pytest.mark.anyio

CHANGED = (
    TOWER._replace(name="塔", parent="yard", households=9),
    Place("yard", PlaceKind.COMPOUND, "院", None, "city"),
    SEWER._replace(parent=None, name="new"),
    Unit("group", Line.PARTY, "group", "小组", None, None, ("city",)),
    LI._replace(residence=None, public_contact=False),
    Membership("wang", None, "head"),
    Duty("sewer-tower", "office", "water", "city"),
    Duty("new", "office", "sewer", "city"),
)
"""A write that touches what every method reads."""


async def everything(facts: FactReader) -> dict[str, object]:
    """What each method of a snapshot tells of the small world."""
    found = await facts.responsibility_facts("sewer", "home-101", 100)
    keys = tuple(KEYED)
    return {
        "matches": [(match.place_steps, match.category_steps, match.duty.key) for match in found.matches()],
        "holders": [match.duty.holder.key for match in found.matches()],
        "covering": [sorted(unit.key for unit in units) for units in found.covering()],
        "entities": dict(await facts.entities(keys)),
        "lineages": dict(await facts.lineages(keys)),
        "households": dict(await facts.households(keys)),
        "within": await facts.within(Reference(Table.DUTIES, "place"), "city"),
        "below": await facts.within(Reference(Table.PLACES, "parent"), "yard"),
        "covers": dict(await facts.referring(Reference(Table.UNITS, "covers"), keys)),
        "members": dict(await facts.referring(Reference(Table.MEMBERSHIPS, "post"), keys)),
        "nodes": dict(await facts.nodes(keys)),
        "links": await facts.links(keys, 50, EVERYTHING),
        "names": await facts.names(),
    }


async def test_a_snapshot_shows_its_revision_while_another_process_goes_on(
    world: Neo4jStore, other: Neo4jStore
) -> None:
    """Nobody waits: the write of the other process is done while the snapshot is open, and nothing of it is seen."""
    async with world.snapshot() as facts:
        before = await everything(facts)
        assert (await other.write(stating(*CHANGED))).revision == 2
        assert (await other.write(stating(CITY, replace=True))).revision == 3
        after = await everything(facts)
        for what, told in before.items():
            assert after[what] == told, what
        coverage = await facts.coverage_facts()
        assert sorted(coverage.place_key(number) for number in coverage.places_of(PlaceKind.BUILDING)) == ["tower"]
    async with world.snapshot() as facts:
        assert facts.revision == 3
        assert dict(await facts.entities(tuple(KEYED))).keys() == {"city"} | {
            key for key, row in KEYED.items() if hasattr(row, "valid_to") and not isinstance(row, Duty)
        }


async def test_a_write_through_one_store_is_seen_through_another_at_once(world: Neo4jStore, other: Neo4jStore) -> None:
    await world.write(stating(SEWER._replace(name="one")))
    async with other.snapshot() as facts:
        assert facts.revision == 2
    await other.write(stating(SEWER._replace(name="two")))
    async with world.snapshot() as facts:
        assert (await facts.entities(["sewer"]))["sewer"] == SEWER._replace(name="two")
    assert [revision.number async for revision, _ in other.changes(1)] == [2, 3]


UNPUBLISHED = "MATCH (p:Published) SET p.revision = 1"
"""What a process leaves behind that dies between the commit of revision 2 and its publication."""


async def test_what_is_committed_but_not_published_is_not_seen_until_whoever_reads_has_it_published(
    server: RunningServer, world: Neo4jStore, other: Neo4jStore
) -> None:
    await world.write(stating(SEWER._replace(name="second")))
    server.run(UNPUBLISHED)
    async with other.snapshot() as facts:
        assert facts.revision == 1
        assert (await facts.entities(["sewer"]))["sewer"] == SEWER
        await other._publisher.close()  # what the snapshot's opening set going
        assert (await facts.entities(["sewer"]))["sewer"] == SEWER
    async with other.snapshot() as facts:
        assert facts.revision == 2
        assert (await facts.entities(["sewer"]))["sewer"] == SEWER._replace(name="second")
    assert {revision.number async for revision, _ in other.changes(0)} == {1, 2}


async def test_a_write_publishes_what_was_committed_before_it(server: RunningServer, world: Neo4jStore) -> None:
    await world.write(stating(SEWER._replace(name="second")))
    server.run(UNPUBLISHED)
    again = await world.write(stating(SEWER._replace(name="second")))
    assert (again.revision, again.empty) == (2, True)
    async with world.snapshot() as facts:
        assert facts.revision == 2


async def test_nothing_is_published_while_somebody_is_in_the_middle_of_a_write(
    server: RunningServer, world: Neo4jStore
) -> None:
    """The counter may be seen before the last of what it counts is there; the lock is free when all of it is."""
    await world.write(stating(SEWER._replace(name="second")))
    server.run(UNPUBLISHED)
    async with neo4j.AsyncGraphDatabase.driver(server.address.url) as driver, driver.session() as somebody:
        writing = await somebody.begin_transaction()
        await (await writing.run("MATCH (s:Store) SET s.writer = 'somebody'")).consume()
        assert (await world.read_state()).revision == 1
        begun = time.monotonic()
        while not server.run(BLOCKED):  # the server tells nobody
            assert time.monotonic() - begun < neo4j_server.PATIENCE
            await asyncio.sleep(0.01)
        assert (await world.read_state()).revision == 1
        await writing.commit()
    await world._publisher.close()
    assert (await world.read_state()).revision == 2


async def test_a_store_for_reading_leaves_publishing_to_others(server: RunningServer, world: Neo4jStore) -> None:
    await world.write(stating(SEWER._replace(name="second")))
    server.run(UNPUBLISHED)
    reading = Neo4jStore(server.address, read_only=True, patience=neo4j_server.PATIENCE)
    assert (await reading.read_state()).revision == 1
    await reading.close()
    assert server.run("MATCH (p:Published) RETURN p.revision AS revision")[0]["revision"] == 1


async def test_writers_of_several_processes_get_one_revision_each(world: Neo4jStore, other: Neo4jStore) -> None:
    stores = (world, other) * 6
    outcomes = await asyncio.gather(
        *(store.write(stating(Category(f"new-{n}", "新"), Category("both", str(n)))) for n, store in enumerate(stores))
    )
    assert sorted(outcome.revision or 0 for outcome in outcomes) == list(range(2, 14))
    assert await world.verify() == ()


async def test_replaced_versions_are_removed_after_a_while(server: RunningServer, world: Neo4jStore) -> None:
    await world.write(stating(SEWER._replace(name="second")))
    assert server.run("MATCH (n:Replaced:Category) RETURN n.name AS name")[0]["name"] == SEWER.name
    server.run("MATCH (n:Replaced) SET n.replaced_at = n.replaced_at - 700000")
    await world.write(stating(SEWER._replace(name="third")))
    assert [row["name"] for row in server.run("MATCH (n:Replaced:Category) RETURN n.name AS name")] == ["second"]
    assert await world.verify() == ()


async def test_a_snapshot_that_was_open_for_too_long_says_so(world: Neo4jStore) -> None:
    """Longer than replaced versions are kept it could show half of a revision."""
    reader = await world.open_reader()
    assert await reader.entities(["city"])
    reader._opened -= 600
    with pytest.raises(StoreError, match="open for too long"):
        await reader.entities(["city"])


async def test_a_write_whose_end_was_not_heard_of_is_not_written_twice(
    server: RunningServer, store: Neo4jStore
) -> None:
    """The token of a write tells whether an earlier attempt was carried out after all."""
    outcome = await store.write(stating(*EVERYTHING_ONCE))
    token = server.run("MATCH (r:Revision {number: 1}) RETURN r.token AS token")[0]["token"]
    deadline = asyncio.get_running_loop().time() + 60
    again = await store._write(stating(*EVERYTHING_ONCE), token, deadline, None)
    assert again.outcome == outcome
    async with store.snapshot() as facts:
        assert facts.revision == 1
