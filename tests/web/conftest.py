"""The real application around a store in memory, asked without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import httpx
import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.domain.visibility import Role
from graphsvc.store.port import Store
from graphsvc.web import Deps, create_app
from tests.graphql.town import NOW, SETTINGS, TOWN
from tests.support.worlds import stating

ADDRESS: Final = "http://localhost"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def town() -> AsyncIterator[Store]:
    """A store in memory that holds the town, at revision 1."""
    opened = EmbeddedStore.open(None)
    await opened.write(stating(*TOWN, settings=SETTINGS))
    yield opened
    await opened.close()


@pytest.fixture
def deps(town: Store) -> Deps:
    return Deps(store=town, clock=lambda: NOW, ui=Path("/nonexistent"), graphiql=Path("/nonexistent"))


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built page."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
    (tmp_path / "assets" / "page-ABC.js").write_text("1" * 2_000, encoding="utf-8")
    (tmp_path / "LICENSES.txt").write_text("licences", encoding="utf-8")
    return tmp_path


def calling(deps: Deps) -> httpx.AsyncClient:
    """Call the application; faults that leave it are raised."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(create_app(deps)), base_url=ADDRESS)


@pytest.fixture
async def client(deps: Deps) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(deps) as caller:
        yield caller


@pytest.fixture
async def admin(town: Store) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(Deps(store=town, clock=lambda: NOW, anonymous=Role.ADMIN)) as caller:
        yield caller
