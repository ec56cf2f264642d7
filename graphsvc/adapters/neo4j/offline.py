"""A store written down as files that `neo4j-admin database import` loads: for what is too large for one transaction.

The files hold what a write makes: the rows with all that is derived from them, the relationships, the log with its
revisions, and the counters. Rows stand since the newest revision, since no snapshot of an older one can be open.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from graphsvc.adapters.neo4j.csvfiles import ARRAY_DELIMITER, LINKS, LOG, NODES, SHAPES, CsvFile
from graphsvc.adapters.neo4j.queries import migrations, text_of
from graphsvc.adapters.neo4j.revisions import Census, row_of_revision
from graphsvc.adapters.neo4j.rows import FAR, TREES, path_of, properties_of, relations_of
from graphsvc.adapters.neo4j.sums import Totals
from graphsvc.adapters.payloads import pack
from graphsvc.domain.changes import Change, Revision
from graphsvc.domain.entities import Place, Row, identity
from graphsvc.domain.errors import BadInput, StoreError
from graphsvc.domain.kinds import Table
from graphsvc.store.port import Store

ARGUMENTS: Final = "import.args"
"""The file that tells neo4j-admin which files there are; it is named with an @ before it, in their folder."""

SCHEMA: Final = "schema.cypher"
"""The file of constraints and indexes, for cypher-shell."""

_BATCH: Final = 1_000
_LARGEST_CELL: Final = 500_000  # bytes of a payload, each up to five characters: neo4j-admin reads 4 MiB at a time
_INDEXING: Final = 24 * 3600  # seconds


async def write_load(out: Path, store: Store) -> int:
    """Write all of a store into a new folder, which appears when it is complete; give the revision.

    BadInput when something is in the way, StoreError when the store is written meanwhile. Time: one pass over all rows
    and the log. Memory: what `sums.Totals` needs.
    """
    with _new_folder(out) as folder, ExitStack() as files:
        revision = await _newest(store)
        load = _Load(folder, files, store, revision)
        for table in Table:
            await load.write_rows(table)
        load.write_sums()
        await load.write_log()
        load.write_counters()
        if await _newest(store) != revision:
            raise StoreError("the store was written meanwhile, so what was read does not fit together; write it again")
        (folder / ARGUMENTS).write_text(_arguments(load.written), encoding="utf-8")
        (folder / SCHEMA).write_text(_schema(), encoding="utf-8")
    return revision


class _Load:
    """The files under way. A file is there when it has a line."""

    def __init__(self, folder: Path, files: ExitStack, store: Store, revision: int) -> None:
        self._folder = folder
        self._open = files
        self._store = store
        self._revision = revision
        self._totals = Totals()
        self.written: dict[str, CsvFile] = {}

    async def write_rows(self, table: Table) -> None:
        """Write the rows of a table and the relationships that they stand for."""
        async for batch in _batches(self._store.rows(table)):
            lineages = await self._lineages(table, batch)
            for row in batch:
                if isinstance(row, Place):
                    self._totals.note(row)
                node = properties_of(table, row)
                if (lineage := lineages.get(identity(row))) is not None:
                    node |= {"anc": lineage, "path": path_of(lineage)}
                self._node(NODES[table], {**node, "current": identity(row)})
                self._relate(table, row)

    def write_sums(self) -> None:
        """Write the sums of households; to be called when all places are written."""
        for place, total in self._totals.found()[0].items():
            self._node("households", {"place": place, "sum": total})

    async def write_log(self) -> None:
        """Write revisions and their changes."""
        census = Census(None, None)
        told: Revision | None = None
        parts = 0
        async for revision, changes in self._store.changes(0):
            if told is not None and revision.number != told.number:
                self._seal(told, parts, census)
                parts = 0
            told = revision
            for part in _parts(changes):
                for change in part:
                    census.count(change)
                first = part[0]
                self._line(
                    "changes",
                    {
                        "revision": revision.number,
                        "part": parts,
                        "table": first.table.value,
                        "action": first.action,
                        "payload": pack(part),
                    },
                )
                parts += 1
        if told is not None:
            self._seal(told, parts, census)

    def write_counters(self) -> None:
        """Write the lock and what is published; without a version, so that the store sees to its indexes itself."""
        for name in ("store", "published"):
            self._line(name, {"one": 1, "revision": self._revision})

    async def _lineages(self, table: Table, batch: Sequence[Row]) -> dict[str, tuple[str, ...]]:
        if table not in TREES:
            return {}
        async with self._store.snapshot() as facts:
            return dict(await facts.lineages([identity(row) for row in batch]))

    def _relate(self, table: Table, row: Any) -> None:  # noqa: ANN401  (a row of that table)
        for relation in relations_of(table, row):
            ends = {"source": relation.source, "target": relation.target}
            self._line(relation.type, ends | (relation.told or {}))
        if table is Table.UNITS:
            for place in row.covers:
                self._node("covering", {"unit": row.key, "place": place})
        if table is Table.POSTS:
            for post in row.dotted:
                self._node("dotted", {"post": row.key, "above": post})

    def _seal(self, revision: Revision, parts: int, census: Census) -> None:
        self._line("revisions", row_of_revision(revision, uuid.uuid4().hex, parts, census))

    def _node(self, name: str, properties: dict[str, Any]) -> None:
        self._line(name, {**properties, "since": self._revision, "until": FAR})

    def _line(self, name: str, cells: dict[str, Any]) -> None:
        file = self.written.get(name)
        if file is None:
            file = self.written[name] = self._open.enter_context(CsvFile(self._folder, SHAPES[name]))
        file.write(cells)


def _arguments(written: dict[str, CsvFile]) -> str:
    """Give what neo4j-admin is told, an argument a line."""
    lines = ["--id-type=string", f"--array-delimiter={ARRAY_DELIMITER}", "--multiline-fields=true"]
    for shapes, option in (((*NODES.values(), *LOG), "nodes"), (LINKS, "relationships")):
        lines += [f"--{option}={SHAPES[name].label}={written[name].name}" for name in shapes if name in written]
    return "\n".join(lines) + "\n"


def _schema() -> str:
    statements = [statement for texts in migrations() for statement in texts]
    last = [text_of("migrations/wait").strip(), text_of("migrations/seal").strip()]
    told = f":param {{seconds: {_INDEXING}, version: {len(migrations())}}};"
    return "\n".join([told, *(f"{statement};" for statement in [*statements, *last])]) + "\n"


def _parts(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    """Cut a part of the log into pieces that fit into a cell and are of one table and action, as each of them is."""
    if not changes:
        return
    if len(changes) > 1 and len(pack(changes)) > _LARGEST_CELL:
        middle = len(changes) // 2
        yield from _parts(changes[:middle])
        yield from _parts(changes[middle:])
    else:
        yield changes


async def _batches(rows: AsyncIterator[Row]) -> AsyncIterator[list[Row]]:
    batch: list[Row] = []
    async for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


async def _newest(store: Store) -> int:
    async with store.snapshot() as facts:
        return facts.revision


@contextmanager
def _new_folder(out: Path) -> Generator[Path]:
    """Give a folder to fill, which takes its place when all went well and is gone when not."""
    place = out.resolve()
    partial = place.with_name(f".{place.name}.{token_hex(4)}.partial")
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise BadInput(f"{out} is there already and not an empty folder")
        partial.mkdir(parents=True)
    except OSError as error:
        raise BadInput(f"{out} cannot be written: {error.strerror}") from error
    try:
        yield partial
        if place.exists():
            place.rmdir()
        os.replace(partial, place)  # noqa: PTH105  (a folder that is complete takes its place in one step)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise StoreError(f"{out} could not be written: {error.strerror}") from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
