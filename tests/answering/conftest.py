"""A store that holds the four seed worlds, and one with riverside; loaded once, only read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.entities import Moment
from graphsvc.domain.validity import read_moment
from graphsvc.store.port import FactReader

_ROOT = Path(__file__).parents[2]

AT: Moment = read_moment("2026-11-22T10:00", "Asia/Shanghai")


async def _load(store: EmbeddedStore, *folders: Path) -> EmbeddedStore:
    for folder in folders:
        with read_bundle(folder) as bundle:
            await import_bundle(store, bundle, author="test", reason="seed", moment=0)
    return store


@pytest.fixture(scope="session")
def seeds() -> Iterator[EmbeddedStore]:
    store = EmbeddedStore.open(None)
    asyncio.run(_load(store, *(_ROOT / "seed" / world for world in "CABD")))
    yield store
    asyncio.run(store.close())


@pytest.fixture(scope="session")
def riverside() -> Iterator[EmbeddedStore]:
    store = EmbeddedStore.open(None)
    asyncio.run(_load(store, _ROOT / "tests" / "answers" / "riverside" / "bundle"))
    yield store
    asyncio.run(store.close())


@pytest.fixture
async def reader(seeds: EmbeddedStore) -> AsyncIterator[FactReader]:
    async with seeds.snapshot() as facts:
        yield facts


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
