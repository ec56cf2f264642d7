"""A real server that is killed while services write to it, and comes back: each write is there once, none halfway."""

from __future__ import annotations

import asyncio
import random

import pytest

from graphsvc.adapters.neo4j import Neo4jStore
from graphsvc.domain.entities import Category
from graphsvc.domain.errors import StoreError
from tests.support import neo4j_server
from tests.support.neo4j_server import RunningServer
from tests.support.worlds import EVERYTHING_ONCE, stating

pytestmark = [pytest.mark.anyio, pytest.mark.soak]

WRITES = 60


async def test_writes_around_a_crash_of_the_server_are_done_once(server: RunningServer) -> None:
    """The server is one of its own; whoever waits long enough does not notice more than the time."""
    own = await asyncio.to_thread(RunningServer)
    store = Neo4jStore(own.address, patience=4 * neo4j_server.PATIENCE)
    hasty = Neo4jStore(own.address)
    draw = random.Random(1)
    try:
        await store.write(stating(*EVERYTHING_ONCE))

        async def write(number: int, keeper: Neo4jStore) -> bool:
            try:
                await keeper.write(stating(Category(f"new-{number}", "新")))
            except StoreError:
                return False
            return True

        for begin in range(0, WRITES, 20):
            writing = [
                asyncio.ensure_future(write(number, store if number % 2 else hasty))
                for number in range(begin, begin + 20)
            ]
            await asyncio.sleep(draw.random() / 2)
            own.crash()
            told = dict(enumerate(await asyncio.gather(*writing), begin))
            assert all(done for number, done in told.items() if number % 2)
            async with store.snapshot() as facts:
                held = await facts.entities([f"new-{number}" for number in told])
            # What was acknowledged is there; what was not may be there, and may be asked for again.
            assert {f"new-{number}" for number, done in told.items() if done} <= held.keys()
            for number in told:
                assert await write(number, store)
        numbers = {revision.number async for revision, _ in store.changes(0)}
        assert numbers == set(range(1, WRITES + 2))
        assert await store.verify() == ()
    finally:
        await store.close()
        await hasty.close()
        await asyncio.to_thread(own.stop)
