"""Behaviour under trouble: a real server behind a proxy that cuts, delays, holds and refuses.

Whatever happens on the way, a question is answered or refused in time with the error of the tree, and a write is
carried out once or not at all.
"""

from __future__ import annotations

import asyncio
import gc
import time
import warnings
from collections.abc import AsyncIterator
from itertools import groupby
from pathlib import Path
from typing import Final

import neo4j
import pytest

from graphsvc.adapters.neo4j import Neo4jStore, ServerAddress
from graphsvc.adapters.neo4j.server import PATIENCE, WAITING
from graphsvc.domain.changes import Outcome
from graphsvc.domain.errors import StoreError
from graphsvc.web import Deps, warming
from tests.graphql.town import NOW
from tests.support.neo4j_server import BLOCKED, RunningServer
from tests.support.neo4j_server import PATIENCE as LONG
from tests.support.proxy import COMMIT, Fate, Proxy, proxy_to
from tests.support.worlds import SEWER, stating
from tests.web.conftest import calling

pytestmark = pytest.mark.anyio

IN_TIME: Final = PATIENCE + 1
"""Seconds within which whoever asks is told, one way or the other."""

RETIRING: Final = b"The end of versions of rows with keys"
"""In the text of the query by which a row that is changed is ended."""

DEEP: Final = {"query": '{ place(key: "home-101") { key parent { parent { parent { parent { name } } } } } }'}
"""Asked level by level."""

LOCKING: Final = b"The lock of all writers"
ASK: Final = {"query": '{ whoHandles(category: "sewer", place: "home-101") { covered } status { revision } }'}


@pytest.fixture
async def proxy(server: RunningServer) -> AsyncIterator[Proxy]:
    async with proxy_to(server.address.url) as between:
        yield between


@pytest.fixture
async def behind(proxy: Proxy) -> AsyncIterator[Neo4jStore]:
    """The store as a service has it, with the proxy between; what it does in vain is not waited for by the tests."""
    opened = Neo4jStore(ServerAddress(proxy.url))
    yield opened
    proxy.release()
    await opened.close()
    _collect()


@pytest.fixture
async def patient(proxy: Proxy) -> AsyncIterator[Neo4jStore]:
    """The same, but it has all the time that a machine shared with others takes."""
    opened = Neo4jStore(ServerAddress(proxy.url), patience=LONG)
    yield opened
    proxy.release()
    await opened.close()
    _collect()


def _collect() -> None:
    """Collect sockets now: the driver leaves them to the collector where its connecting is broken off."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


async def at_last(store: Neo4jStore) -> int:
    """Give the revision as soon as the store answers: in time, if the machine were not busy with other things too."""
    until = time.monotonic() + LONG
    while True:
        try:
            return (await store.read_state()).revision
        except StoreError:
            assert time.monotonic() < until


async def numbers(store: Neo4jStore) -> list[int]:
    """The revisions that the log tells of; one may come in several parts."""
    return [number for number, _ in groupby([revision.number async for revision, _ in store.changes(0)])]


async def test_a_service_without_a_server_lives_and_says_so_and_heals_by_itself(
    world: Neo4jStore, proxy: Proxy, behind: Neo4jStore
) -> None:
    async with world.snapshot() as facts:
        await facts.responsibility_facts("sewer", "home-101", NOW)  # so that the server has planned what is asked
    await proxy.refuse()
    async with calling(Deps(behind, lambda: NOW, graphiql=Path("/nonexistent"))) as client:
        assert (await client.get("/livez")).status_code == 200
        begun = time.monotonic()
        ready, asked = await asyncio.gather(client.get("/readyz"), client.post("/graphql", json=ASK))
        assert time.monotonic() - begun < IN_TIME
        assert (ready.status_code, asked.status_code) == (503, 503)
        assert asked.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
        assert "127.0.0.1" not in ready.text + asked.text
        await proxy.accept()
        assert await at_last(behind) == 1
        assert (await client.get("/readyz")).text == "ready at revision 1\n"
        answer = await client.post("/graphql", json=ASK)
        assert answer.json()["data"]["status"] == {"revision": 1}


async def test_whoever_asks_a_server_that_is_silent_is_told_in_time_and_a_crowd_at_once(
    world: Neo4jStore, proxy: Proxy, behind: Neo4jStore
) -> None:
    """No queue without bound: beyond `WAITING` questions the next one is turned away at the door."""
    await at_last(behind)
    begun = time.monotonic()
    took: dict[str, list[float]] = {"refused": [], "in vain": []}
    cost: list[float] = []

    async def ask(what: asyncio.Future[object] | asyncio.Task[object]) -> None:
        with pytest.raises(StoreError) as told:
            await what
        cost.append(time.process_time())
        turned_away = "others wait" in told.value.message
        took["refused" if turned_away else "in vain"].append(time.monotonic() - begun)

    proxy.hold()
    writes = [asyncio.ensure_future(behind.write(stating(SEWER._replace(name=str(n))))) for n in range(20)]
    asks = [asyncio.ensure_future(behind.read_state()) for _ in range(WAITING + 80)]
    await asyncio.gather(*map(ask, [*writes, *asks]))
    assert len(took["refused"]) == 100
    assert len(took["in vain"]) == WAITING
    assert max(took["refused"]) < min(took["in vain"]) - 1
    # From the first to the last it is the processor that is waited for, which others may have as well.
    assert PATIENCE - 0.5 < min(took["in vain"]) < IN_TIME - (max(cost) - cost[100])
    proxy.release()
    assert await at_last(behind) == 1


async def test_all_that_one_request_asks_of_a_slow_server_shares_one_deadline(
    world: Neo4jStore, proxy: Proxy, behind: Neo4jStore
) -> None:
    """No single round trip is too long; all of them, one after the other, are."""
    async with calling(Deps(world, lambda: NOW, graphiql=Path("/nonexistent"))) as client:
        at_once = await client.post("/graphql", json=DEEP)  # so that the server has planned what is asked
    await at_last(behind)
    async with calling(Deps(behind, lambda: NOW, graphiql=Path("/nonexistent"))) as client:
        proxy.delay = 1.5
        before, begun = len(proxy.seen), time.monotonic()
        late = await client.post("/graphql", json=DEEP)
        assert PATIENCE - 0.5 < time.monotonic() - begun < IN_TIME
        assert len(proxy.seen) - before >= 3
        assert {error["extensions"]["code"] for error in late.json()["errors"]} == {"STORE_UNAVAILABLE"}
        begun = time.monotonic()
        with pytest.raises(StoreError):
            await behind.write(stating(SEWER._replace(name="late")))
        assert time.monotonic() - begun < IN_TIME
        proxy.delay = 0.0
        await at_last(behind)
        assert (await client.post("/graphql", json=DEEP)).json() == at_once.json()
    assert await numbers(world) == [1]


async def test_a_service_makes_its_server_ready_as_soon_as_there_is_one(
    world: Neo4jStore, proxy: Proxy, patient: Neo4jStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It plans all queries ahead, while others are answered."""
    monkeypatch.setattr(warming, "_FIRST_PAUSE", 0.01)
    await proxy.refuse()
    getting_ready = asyncio.ensure_future(warming.get_ready(patient))
    await asyncio.sleep(0)
    await proxy.accept()
    assert await at_last(patient) == 1
    await getting_ready
    sent = b"".join(proxy.seen)
    assert b"Everything that is needed to say who handles" in sent
    assert RETIRING in sent
    assert await numbers(world) == [1]


async def test_a_write_that_the_server_takes_too_long_for_is_told_in_time_and_known_afterwards(
    world: Neo4jStore, proxy: Proxy, behind: Neo4jStore
) -> None:
    """Its end is not heard of; giving the same change set again tells, and writes nothing twice."""
    await at_last(behind)
    stop = proxy.stop_at(COMMIT, Fate.ANSWERED, waits=True)
    begun = time.monotonic()
    with pytest.raises(StoreError):
        await behind.write(stating(SEWER._replace(name="late")))
    assert time.monotonic() - begun < IN_TIME
    stop.go.set()
    again = await world.write(stating(SEWER._replace(name="late")))
    assert again.revision == 2
    assert await numbers(world) == [1, 2]
    assert await world.verify() == ()


@pytest.mark.parametrize("fate", [Fate.LOST, Fate.SENT, Fate.ANSWERED])
@pytest.mark.parametrize("commit", ["of the write", "of its publication"])
async def test_a_connection_that_is_cut_at_the_commit_makes_no_write_be_lost_or_done_twice(
    fate: Fate, commit: str, world: Neo4jStore, proxy: Proxy, patient: Neo4jStore
) -> None:
    proxy.stop_at(COMMIT, fate, number=1 if commit == "of the write" else 2)
    outcome = await patient.write(stating(SEWER._replace(name="second")))
    assert outcome == Outcome(revision=2, changed={"categories": 1})
    assert patient.revision == 2
    assert await numbers(world) == [1, 2]
    assert await world.verify() == ()
    assert (await patient.write(stating(SEWER._replace(name="third")))).revision == 3


async def test_a_write_that_is_cut_off_before_its_publication_is_soon_seen_without_another_write(
    world: Neo4jStore, proxy: Proxy, behind: Neo4jStore
) -> None:
    """Whoever wrote it never comes back; others that read see to it."""
    await at_last(behind)
    stop = proxy.stop_at(COMMIT, Fate.LOST, number=2, waits=True)
    writing = asyncio.ensure_future(behind.write(stating(SEWER._replace(name="second"))))
    await stop.reached.wait()
    await proxy.refuse()
    with pytest.raises(StoreError):
        await writing
    begun = time.monotonic()
    while (await world.read_state()).revision == 1:
        assert time.monotonic() - begun < LONG
    async with world.snapshot() as facts:
        assert (await facts.entities(["sewer"]))["sewer"] == SEWER._replace(name="second")
    assert await numbers(world) == [1, 2]
    assert await world.verify() == ()


async def test_many_writers_at_a_line_that_breaks_again_and_again_are_each_done_once(
    world: Neo4jStore, proxy: Proxy, patient: Neo4jStore, other: Neo4jStore
) -> None:
    for number, fate in ((1, Fate.SENT), (4, Fate.ANSWERED), (5, Fate.LOST), (9, Fate.SENT)):
        proxy.stop_at(COMMIT, fate, number=number)
    stores = (patient, other) * 4
    outcomes = await asyncio.gather(
        *(store.write(stating(SEWER._replace(name=str(n)))) for n, store in enumerate(stores))
    )
    assert sorted(outcome.revision or 0 for outcome in outcomes) == list(range(2, 10))
    assert await numbers(world) == list(range(1, 10))
    assert await world.verify() == ()


async def test_a_server_that_goes_away_in_the_middle_of_a_write_and_comes_back_gets_all_of_it_once(
    world: Neo4jStore, proxy: Proxy, patient: Neo4jStore
) -> None:
    stop = proxy.stop_at(RETIRING, Fate.LOST, waits=True)
    writing = asyncio.ensure_future(patient.write(stating(SEWER._replace(name="second"))))
    await stop.reached.wait()
    await proxy.refuse()
    assert await numbers(world) == [1]
    await proxy.accept()
    assert (await writing).revision == 2
    assert await numbers(world) == [1, 2]
    assert await world.verify() == ()


async def test_connections_that_died_meanwhile_are_not_told_of(
    world: Neo4jStore, proxy: Proxy, patient: Neo4jStore
) -> None:
    await asyncio.gather(*(patient.read_state() for _ in range(10)))
    await proxy.cut()
    states = await asyncio.gather(*(patient.read_state() for _ in range(10)))
    assert {state.revision for state in states} == {1}
    await proxy.cut()
    assert (await patient.write(stating(SEWER._replace(name="second")))).revision == 2


async def test_a_slow_line_makes_answers_late_and_no_other(
    world: Neo4jStore, proxy: Proxy, patient: Neo4jStore
) -> None:
    proxy.delay = 0.05
    async with patient.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "home-101", 100)
    async with world.snapshot() as facts:
        expected = await facts.responsibility_facts("sewer", "home-101", 100)
    assert [match.duty.key for match in found.matches()] == [match.duty.key for match in expected.matches()]


async def test_a_write_that_the_server_gives_up_for_a_deadlock_is_tried_again(
    server: RunningServer, world: Neo4jStore, proxy: Proxy, patient: Neo4jStore
) -> None:
    """Somebody with tools of his own holds rows and waits for our lock, while we hold it and wait for one of the rows.

    The server gives up whoever holds fewer locks.
    """
    async with neo4j.AsyncGraphDatabase.driver(server.address.url) as driver, driver.session() as somebody:
        theirs = await somebody.begin_transaction()
        await (await theirs.run("MATCH (n:Entity) SET n.touched = 1")).consume()
        stop = proxy.stop_at(RETIRING, Fate.GOES_ON, waits=True)
        writing = asyncio.ensure_future(patient.write(stating(SEWER._replace(name="second"))))
        await stop.reached.wait()
        waiting = asyncio.ensure_future(theirs.run("MATCH (s:Store) SET s.touched = 1"))
        while not server.run(BLOCKED):  # noqa: ASYNC110  (the server tells nobody)
            await asyncio.sleep(0.01)
        stop.go.set()
        await (await waiting).consume()
        await theirs.commit()
        outcome = await writing
    assert outcome == Outcome(revision=2, changed={"categories": 1})
    assert sum(LOCKING in piece for piece in proxy.seen) == 2
    assert await numbers(world) == [1, 2]
