"""The files of an offline load, and a database that the server's own neo4j-admin made from them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.neo4j import Neo4jStore
from graphsvc.adapters.neo4j.csvfiles import NODES, SHAPES
from graphsvc.adapters.neo4j.offline import ARGUMENTS, SCHEMA, write_load
from graphsvc.adapters.neo4j.rows import properties_of, relations_of
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import TABLE_OF_ROW, Category, Place, Row, identity
from graphsvc.domain.errors import BadInput, StoreError
from graphsvc.domain.kinds import PlaceKind, Table
from tests.neo4j.test_equality import SEEDS, derived, exported, log_of
from tests.neo4j.test_revisions import CHANGED
from tests.support import neo4j_server
from tests.support.neo4j_server import RunningServer
from tests.support.worlds import CITY, EVERYTHING_ONCE, KEYED, SEWER, stating

pytestmark = pytest.mark.anyio

NAMES = ('„a", "b"\n第二行', "back\\slash; and a comma,")
ODD = (
    Place("odd", PlaceKind.COMPOUND, *NAMES, "city", ("x;y", 'z"', "'"), (), 7),
    Category("odd.c", "\\", None, None, ("|",)),
)
"""Texts that files of commas and quotes may stumble over."""


async def filled() -> EmbeddedStore:
    """An embedded store with a history of several revisions."""
    store = EmbeddedStore.open(None)
    await store.write(stating(*(row for row in EVERYTHING_ONCE if "lift" not in row)))  # a category of the seeds
    with read_bundle(SEEDS / "D") as bundle:
        await import_bundle(store, bundle, author="test", reason='"D", all of it', moment=0)
    await store.write(stating(*CHANGED, *ODD, settings=Settings("", fallback_lines=())))
    return store


class Restless(EmbeddedStore):
    """A store that is written whenever its places are read."""

    async def rows(self, table: Table) -> AsyncIterator[Row]:
        async for row in super().rows(table):
            yield row
        if table is Table.PLACES:
            await self.write(stating(CITY._replace(name="other")))


def left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_what_neo4j_admin_makes_of_the_files_is_the_same_store(server: RunningServer, tmp_path: Path) -> None:
    """Rows, log, settings and all that is derived; and it can be written to. (The server with the empty database is
    asked for because it tells whether there may be one at all.)"""
    source = await filled()
    revision = await write_load(tmp_path / "load", source)
    home = neo4j_server.new_home()
    said = await asyncio.to_thread(
        neo4j_server.admin, home, "database", "import", "full", "neo4j", f"@{ARGUMENTS}", within=tmp_path / "load"
    )
    assert "IMPORT DONE" in said
    own = await asyncio.to_thread(RunningServer, home=home)
    loaded = Neo4jStore(own.address, patience=neo4j_server.PATIENCE)
    try:
        schema = (tmp_path / "load" / SCHEMA).read_text(encoding="utf-8")
        for statement in filter(None, map(str.strip, schema.split(";\n"))):
            if not statement.startswith(":param"):  # that is the shell's own
                own.run(statement, seconds=60, version=(await _version(schema)))
        assert (await loaded.read_state()).revision == revision
        assert await loaded.verify() == ()
        assert await exported(loaded, tmp_path / "theirs") == await exported(source, tmp_path / "ours")
        assert await log_of(loaded) == await log_of(source)
        async with loaded.snapshot() as facts, source.snapshot() as expected:
            assert facts.settings == expected.settings
            assert await derived(facts, [*KEYED, "odd"]) == await derived(expected, [*KEYED, "odd"])
        for store in (loaded, source):
            await store.write(stating(SEWER._replace(name="after"), CITY._replace(name="城")))
        assert await log_of(loaded) == await log_of(source)
        assert await loaded.verify() == ()
    finally:
        await loaded.close()
        await source.close()
        await asyncio.to_thread(own.stop)


async def _version(schema: str) -> int:
    told = schema.split("version: ")[1]
    return int(told[: told.index("}")])


def test_every_property_of_a_row_has_its_column() -> None:
    for row in (*EVERYTHING_ONCE, *CHANGED):
        table = TABLE_OF_ROW[type(row)]
        columns = SHAPES[NODES[table]].columns.keys()
        assert {*properties_of(table, row), "since", "until", "current"} <= columns, identity(row)
        for relation in relations_of(table, row):
            assert (relation.told or {}).keys() | {"source", "target"} <= SHAPES[relation.type].columns.keys()


async def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    store = EmbeddedStore.open(None)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="not an empty folder"):
        await write_load(tmp_path, store)
    assert left(tmp_path) == ["mine.txt"]
    await store.close()


async def test_files_of_two_revisions_are_never_written_as_one(tmp_path: Path) -> None:
    """Whoever writes meanwhile is told of, and nothing is left."""
    store = Restless.open(None)
    await store.write(stating(CITY))
    with pytest.raises(StoreError, match="meanwhile"):
        await write_load(tmp_path / "load", store)
    assert left(tmp_path) == []
    await store.close()


async def test_a_store_with_settings_alone_is_written_down_too(tmp_path: Path) -> None:
    store = EmbeddedStore.open(None)
    await store.write(stating(settings=Settings("名")))
    assert await write_load(tmp_path / "load", store) == 1
    arguments = (tmp_path / "load" / ARGUMENTS).read_text(encoding="utf-8")
    assert "revisions.csv" in arguments
    assert "places.csv" not in arguments
    await store.close()
