"""Several service processes on one server: what one was told by a write, any other shows to who asks for it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import httpx
import pytest

from graphsvc.adapters.neo4j import Neo4jStore, ServerAddress
from graphsvc.domain.changes import Change
from graphsvc.domain.entities import Category, identity
from graphsvc.domain.kinds import Table
from graphsvc.web import Deps
from graphsvc.web.revision import HEADER
from tests.graphql.town import NOW
from tests.support.neo4j_server import PATIENCE, RunningServer, free_port
from tests.support.worlds import EVERYTHING_ONCE, SEWER, replayed, stating
from tests.web.conftest import calling

pytestmark = pytest.mark.anyio

ASK: Final = {"query": '{ revision category(key: "sewer") { name } }'}
STARTING: Final = 60.0  # seconds


def shown(response: httpx.Response) -> tuple[int, str]:
    """The revision and the name that an answer shows."""
    data = response.json()["data"]
    assert response.headers[HEADER] == str(data["revision"])
    return data["revision"], data["category"]["name"]


def serve(server: RunningServer, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "graphsvc", "serve", "--store", str(server.address), "--port", str(port)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


@pytest.fixture
async def services(world: Neo4jStore, server: RunningServer) -> AsyncIterator[list[httpx.AsyncClient]]:
    """Two processes of the service on one server."""
    ports = [free_port(), free_port()]
    running = [serve(server, port) for port in ports]
    try:
        async with AsyncExitStack() as stack:
            clients = [
                await stack.enter_async_context(httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30))
                for port in ports
            ]
            until = time.monotonic() + STARTING
            for client in clients:
                while not await ready(client):
                    assert time.monotonic() < until
                    await asyncio.sleep(0.1)  # there is nothing to wait upon but its port
            yield clients
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


async def ready(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/readyz")).status_code == 200
    except httpx.TransportError:
        return False


async def test_processes_show_a_write_at_once_to_who_was_told_its_revision_and_to_others_within_a_second(
    world: Neo4jStore, services: list[httpx.AsyncClient]
) -> None:
    for client in services:
        assert shown(await client.post("/graphql", json=ASK)) == (1, SEWER.name)
    for number in range(2, 8):
        outcome = await world.write(stating(SEWER._replace(name=f"name {number}")))
        assert outcome.revision == number
        for client in services:
            told = await client.post("/graphql", json=ASK, headers={HEADER: str(number)})
            assert shown(told) == (number, f"name {number}")
    await world.write(stating(SEWER._replace(name="last")))
    begun = time.monotonic()
    for client in services:
        while shown(await client.post("/graphql", json=ASK)) != (8, "last"):
            assert time.monotonic() - begun < 1


async def test_a_service_shows_what_was_written_through_another_one(world: Neo4jStore, other: Neo4jStore) -> None:
    async with (
        calling(Deps(world, lambda: NOW, graphiql=Path("/nonexistent"))) as one,
        calling(Deps(other, lambda: NOW, graphiql=Path("/nonexistent"))) as two,
    ):
        for number, (writer, asker) in enumerate([(world, two), (other, one)] * 3, start=2):
            outcome = await writer.write(stating(SEWER._replace(name=f"name {number}")))
            told = await asker.post("/graphql", json=ASK, headers={HEADER: str(outcome.revision)})
            assert shown(told) == (number, f"name {number}")


async def test_followers_of_the_log_on_either_get_every_change_once_and_in_order(
    world: Neo4jStore, other: Neo4jStore
) -> None:
    """They read on after the last revision that they have, while both processes write."""
    last = 13

    async def follow(store: Neo4jStore) -> list[tuple[int, Change]]:
        found: list[tuple[int, Change]] = []
        seen = 0
        while seen < last:
            async for revision, changes in store.changes(seen):
                assert revision.number in {seen, seen + 1}
                seen = revision.number
                found += [(seen, change) for change in changes]
            await asyncio.sleep(0)
        return found

    following = [asyncio.ensure_future(follow(store)) for store in (world, other)]
    await asyncio.gather(
        *(store.write(stating(Category(f"new-{n}", "新", "New"))) for n, store in enumerate((world, other) * 6))
    )
    one, two = await asyncio.gather(*following)
    assert one == two
    assert len(one) == len(EVERYTHING_ONCE) + 12
    assert sorted({number for number, _ in one}) == list(range(1, last + 1))
    held = {(table, identity(row)): row for table in Table async for row in world.rows(table)}
    assert replayed(change for _, change in one) == held


async def test_an_address_that_asks_for_routes_serves_as_well(world: Neo4jStore, server: RunningServer) -> None:
    """As with a cluster: the server is asked who is there, and what is read is no older than what was written."""
    routed = Neo4jStore(ServerAddress(server.address.url.replace("bolt", "neo4j")), patience=PATIENCE)
    try:
        assert (await routed.write(stating(SEWER._replace(name="second")))).revision == 2
        async with routed.snapshot() as facts:
            assert (await facts.entities(["sewer"]))["sewer"] == SEWER._replace(name="second")
    finally:
        await routed.close()
