"""The town in every store, and somebody who asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graphsvc.store.port import Store
from tests.graphql.asking import STORES, Asker
from tests.graphql.town import SETTINGS, TOWN
from tests.support.worlds import stating


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store of each sort."""
    opened = STORES[request.param](tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Store]:
    """A store in memory that holds the town, at revision 1."""
    opened = STORES["memory:"](tmp_path)
    await opened.write(stating(*TOWN, settings=SETTINGS))
    yield opened
    await opened.close()


@pytest.fixture
def asker(town: Store) -> Asker:
    """Somebody who may see everything of the town."""
    return Asker(town)
