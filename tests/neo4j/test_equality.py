"""Every store holds the same after the same writes: what they export are the same files, and the log tells the same."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.neo4j import Neo4jStore
from graphsvc.bundle.folder import export_folder, read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.changes import Change, Outcome
from graphsvc.domain.entities import Row, identity
from graphsvc.domain.errors import Problem, Refused
from graphsvc.domain.kinds import Table
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.store.port import FactReader, Store
from tests.support import neo4j_server
from tests.support.random_rows import worlds
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

TREES: Final = (Table.PLACES, Table.UNITS, Table.CATEGORIES)
SEEDS: Final = Path(__file__).parents[2] / "seed"


async def exported(store: Store, out: Path) -> dict[str, bytes]:
    async with store.snapshot() as facts:
        await export_folder(out, facts.settings, store.rows)
    return contents(out)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


async def written(store: Store, rows: list[Row], moment: int, *, replace: bool) -> Outcome | tuple[Problem, ...]:
    try:
        return await store.write(stating(*rows, replace=replace, moment=moment))
    except Refused as refusal:
        return refusal.problems


async def log_of(store: Store) -> dict[int, set[Change]]:
    found: dict[int, set[Change]] = {}
    async for revision, changes in store.changes(0):
        found.setdefault(revision.number, set()).update(changes)
    return found


async def derived(facts: FactReader, keys: list[str]) -> tuple[object, ...]:
    """What is not in the rows as such."""
    return (
        dict(await facts.lineages(keys)),
        dict(await facts.households(keys)),
        await facts.links(keys, 3, EVERYTHING),
        await facts.names(),
    )


@settings(max_examples=6, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(writes=st.lists(st.tuples(worlds(), st.booleans(), st.integers(0, 6)), min_size=1, max_size=4))
async def test_any_writes_leave_all_stores_equal(
    writes: list[tuple[list[Row], bool, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("stores")
    stores: list[Store] = [
        EmbeddedStore.open(None),
        EmbeddedStore.open(folder / "world.db"),
        neo4j_server.open_store(),
    ]
    try:
        for rows, replace, moment in writes:
            first, *others = [await written(store, rows, moment, replace=replace) for store in stores]
            assert others == [first, first]
        left = [await exported(store, folder / f"out{number}") for number, store in enumerate(stores)]
        assert left[1:] == [left[0], left[0]]
        logs = [await log_of(store) for store in stores]
        assert logs[1:] == [logs[0], logs[0]]
        keys = [identity(row) for table in TREES async for row in stores[0].rows(table)]
        told = []
        for store in stores:
            async with store.snapshot() as facts:
                told.append(await derived(facts, keys))
        assert told[1:] == [told[0], told[0]]
        assert await stores[2].verify() == ()
    finally:
        for store in stores:
            await store.close()


async def test_the_seed_worlds_are_held_and_exported_alike(store: Neo4jStore, tmp_path: Path) -> None:
    embedded = EmbeddedStore.open(None)
    for seed in "CABD":
        outcomes = []
        for each in (embedded, store):
            with read_bundle(SEEDS / seed) as bundle:
                outcomes.append(await import_bundle(each, bundle, author="test", reason=seed, moment=0))
        assert outcomes[0] == outcomes[1]
    assert await exported(store, tmp_path / "neo4j") == await exported(embedded, tmp_path / "embedded")
    assert await store.verify() == ()
    with read_bundle(SEEDS / "D") as bundle:
        again = await import_bundle(store, bundle, author="test", reason="again", moment=0)
    assert (again.revision, again.empty) == (4, True)
    await embedded.close()
