"""The stores that are held to the port. A new store joins by one line here and opts out of nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Final

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.domain.changes import Settings
from graphsvc.domain.kinds import Line
from graphsvc.store.port import Store
from tests.support.neo4j_server import open_store as open_neo4j
from tests.support.worlds import EVERYTHING_ONCE, stating

STORES: Final[dict[str, Callable[[Path], Store]]] = {
    "memory:": lambda _: EmbeddedStore.open(None),
    "sqlite:": lambda folder: EmbeddedStore.open(folder / "world.db"),
    "neo4j:": open_neo4j,
}

LARGE: Final = {"memory:": 21_000, "sqlite:": 21_000, "neo4j:": 2_500}
"""How many rows are more than one batch, or than what each store writes in its usual way."""

SETTINGS: Final = Settings(
    "Cloud City", "Asia/Urumqi", (Line.PROPERTY, Line.PARTY, Line.VOLUNTEER, Line.ADMINISTRATIVE)
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = STORES[request.param](tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def large(request: pytest.FixtureRequest) -> int:
    """How many rows are many for the store of a test."""
    return LARGE[request.node.callspec.params["store"]]


@pytest.fixture
async def world(store: Store) -> Store:
    """A store that holds the small world, at revision 1."""
    await store.write(stating(*EVERYTHING_ONCE, settings=SETTINGS))
    return store
