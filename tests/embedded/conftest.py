"""Files with a small world in them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from tests.support.worlds import EVERYTHING_ONCE, stating


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A name for a file that does not exist yet."""
    return tmp_path / "world.db"


@pytest.fixture
def filled(file: Path) -> Path:
    """A closed file that holds the small world, all of it in the file itself."""

    async def fill() -> None:
        store = EmbeddedStore.open(file)
        await store.write(stating(*EVERYTHING_ONCE))
        await store.close()

    asyncio.run(fill())
    assert not file.with_name(file.name + "-wal").exists()
    return file
