"""Stores on the one Neo4j server of the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from graphsvc.adapters.neo4j import Neo4jStore
from tests.support import neo4j_server
from tests.support.neo4j_server import RunningServer
from tests.support.worlds import EVERYTHING_ONCE, stating


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def server() -> RunningServer:
    """The server with an empty database."""
    return neo4j_server.fresh()


@pytest.fixture
async def store(server: RunningServer) -> AsyncIterator[Neo4jStore]:
    """An empty store."""
    opened = Neo4jStore(server.address, patience=neo4j_server.PATIENCE)
    yield opened
    await opened.close()


@pytest.fixture
async def other(server: RunningServer) -> AsyncIterator[Neo4jStore]:
    """The same store, as another process has it."""
    opened = Neo4jStore(server.address, patience=neo4j_server.PATIENCE)
    yield opened
    await opened.close()


@pytest.fixture
async def world(store: Neo4jStore) -> Neo4jStore:
    """A store that holds the small world, at revision 1."""
    await store.write(stating(*EVERYTHING_ONCE))
    return store
