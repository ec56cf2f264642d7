"""Towns to report on: two seed worlds, and the small one that tells apart who may see what."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.coverage import Surveys
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.entities import Duty, Membership, Person, Post, Row
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.reports.report import Report, load_report
from tests.graphql.town import SETTINGS, TOWN
from tests.support.worlds import stating

SEED: Final = Path(__file__).parents[2] / "seed"
AT: Final = read_moment("2026-11-22T10:00", "Asia/Shanghai")
PUBLIC: Final = Visibility(every_person=False, care=False)

ALONE: Final[tuple[Row, ...]] = (
    Post("lamps", "branch", "electrician", "电工", "Electrician", place="yard"),
    Person("canary-sun", "CANARY-name-sun", "CANARY-channel-sun"),
    Membership("canary-sun", None, "lamps"),
    Duty("light-yard", "lamps", "light", "yard"),
)
"""Somebody who may not be seen, and on whom something hangs alone."""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def _seeded(world: str) -> EmbeddedStore:
    async def load(store: EmbeddedStore) -> None:
        with read_bundle(SEED / world) as bundle:
            await import_bundle(store, bundle, author="test", reason="seed", moment=0)

    store = EmbeddedStore.open(None)
    asyncio.run(load(store))
    return store


@pytest.fixture(scope="module", params=["D", "B"])
def seeded(request: pytest.FixtureRequest) -> Iterator[EmbeddedStore]:
    """A seed world, only read."""
    store = _seeded(request.param)
    yield store
    asyncio.run(store.close())


async def report_of(store: EmbeddedStore, visibility: Visibility = EVERYTHING, at: int = AT, **more: Any) -> Report:  # noqa: ANN401
    """Load a report."""
    async with store.snapshot() as reader:
        return await load_report(reader, Surveys(), **{"within": None, **more}, at=at, visibility=visibility)


async def town_of(*rows: Row, canaries: bool = False) -> EmbeddedStore:
    """Open a store that holds some rows, and the town of canaries when it is asked for."""
    store = EmbeddedStore.open(None)
    await store.write(stating(*((*TOWN, *ALONE) if canaries else ()), *rows, settings=SETTINGS))
    return store
