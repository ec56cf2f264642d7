"""The embedded store: what opens a file, lets readers in, and makes a write visible at one stroke."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Final, TypeVar

import apsw

from graphsvc.adapters.embedded import journal
from graphsvc.adapters.embedded.codecs import READ
from graphsvc.adapters.embedded.connections import Connections, Log, Pool, Single, connect, prepare_writing
from graphsvc.adapters.embedded.faults import told
from graphsvc.adapters.embedded.files import migrations
from graphsvc.adapters.embedded.gate import Gate
from graphsvc.adapters.embedded.holding import HeldRows
from graphsvc.adapters.embedded.index import Index
from graphsvc.adapters.embedded.loading import WORTH_FREEZING, load
from graphsvc.adapters.embedded.lock import WriterLock
from graphsvc.adapters.embedded.migration import check_whole, migrate, version_of
from graphsvc.adapters.embedded.reader import Reader
from graphsvc.adapters.embedded.tables import LAYOUTS
from graphsvc.adapters.embedded.updating import update
from graphsvc.adapters.embedded.verifying import findings
from graphsvc.adapters.embedded.writing import Writer
from graphsvc.adapters.stating import first_problems, telling
from graphsvc.domain.changes import SETTINGS, Change, ChangeSet, Outcome, Revision
from graphsvc.domain.conflicts import conflicts
from graphsvc.domain.entities import Row
from graphsvc.domain.errors import Refused, StoreError, StoreMissing, StoreReadOnly
from graphsvc.domain.held import Held
from graphsvc.domain.kinds import Table
from graphsvc.domain.planning import plan
from graphsvc.store.port import FactReader, Progress

_T = TypeVar("_T")
_log = logging.getLogger(__name__)

LARGE_WRITE: Final = 20_000
"""Rows above which the index is built anew rather than changed in place."""

_AT_ONCE: Final = 100  # rows that are written without a thread of their own
_AT_A_TIME: Final = 250  # rows that a stream reads before others have a turn
_IN_MEMORY: Final = "the store in memory"


class EmbeddedStore:
    """`store.port.Store` on one SQLite file, or on a database in memory (`path` None)."""

    def __init__(
        self,
        name: str,
        index: Index,
        connections: Connections,
        writer: apsw.Connection | None,
        lock: WriterLock | None,
    ) -> None:
        self._name = name
        self._index = index
        self._connections = connections
        self._writer = writer
        self._log = None if writer is None else Log(writer)
        self._lock = lock
        self._gate = Gate()
        self._writing = threading.Lock()
        self._closed = False
        self._reader = Reader(index, connections, name)
        self._snapshot = Snapshot(self)  # it has no state of its own: one for all

    @classmethod
    def open(cls, path: Path | None, *, read_only: bool = False) -> EmbeddedStore:
        """Open a file as its one writer, making it when it is missing, or for reading beside a writer.

        A store for reading stands still at the revision that it found. Raises StoreLocked, StoreMissing,
        StoreDamaged, StoreTooNew, StoreReadOnly or StoreError, each naming the file.
        """
        if path is None:
            with told(_IN_MEMORY):
                connection = connect(None, writing=True)
                migrate(connection, _IN_MEMORY, migrations())
                return cls(_IN_MEMORY, load(connection, _IN_MEMORY), Single(connection), connection, None)
        with told(str(path)):
            return cls._open_reading(path) if read_only else cls._open_writing(path)

    @classmethod
    def _open_reading(cls, path: Path) -> EmbeddedStore:
        name = str(path)
        connection = connect(path, writing=False)
        try:
            newest = len(migrations())
            version = version_of(connection, name, newest)
            check_whole(path)
            if version == 0:
                raise StoreMissing(f"{name} is empty: nothing was ever written to it")
            if version < newest:
                raise StoreReadOnly(f"{name} was written by an older release; a writing command brings it forward")
            connection.execute("BEGIN")
            return cls(name, load(connection, name), Single(connection), None, None)
        except BaseException:
            connection.close()
            raise

    @classmethod
    def _open_writing(cls, path: Path) -> EmbeddedStore:
        name = str(path)
        lock = WriterLock.acquire(path)
        try:
            connection = connect(path, writing=True)
            try:
                scripts = migrations()
                version_of(connection, name, len(scripts))
                check_whole(path)
                prepare_writing(connection)
                migrate(connection, name, scripts)
                return cls(name, load(connection, name), Pool(path), connection, lock)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            lock.release()
            raise

    @property
    def index(self) -> Index:
        """The index of the current revision, for benchmarks: questions are asked through a snapshot."""
        return self._index

    @property
    def revision(self) -> int:
        """The number of the last write."""
        return self._index.revision

    def snapshot(self) -> Snapshot:
        """Open facts of the current revision."""
        return self._snapshot

    async def write(self, changes: ChangeSet, *, dry_run: bool = False, progress: Progress | None = None) -> Outcome:
        """Write all of a change set or none of it. `progress` is called in the thread that writes.

        Do not wait for it inside a snapshot: a write is finished when the snapshots that were open are left.
        """
        if self._writer is None:
            raise StoreReadOnly(f"{self._name} was opened for reading")
        if changes.count is not None and changes.count <= _AT_ONCE and self._unhindered:
            # Snapshots wait for the end of a write anyhow, so handing so short a one to a thread only makes it longer.
            return self._write(self._writer, changes, dry_run, progress)
        return await asyncio.to_thread(self._write, self._writer, changes, dry_run, progress)

    @property
    def _unhindered(self) -> bool:
        return self._gate.free and not self._writing.locked()

    async def rows(self, table: Table) -> AsyncIterator[Row]:
        """Stream all rows of a table, ordered by identity."""
        read, layout = READ[table], LAYOUTS[table]
        query = f"{layout.select} ORDER BY t.{layout.handle}"
        async for row in self._stream(lambda connection: map(read, connection.execute(query)), _AT_A_TIME):
            yield row

    async def changes(self, after: int) -> AsyncIterator[tuple[Revision, Sequence[Change]]]:
        """Replay every revision after that one, a record of the log at a time."""
        async for part in self._stream(lambda connection: journal.replay(connection, after, self._name), 1):
            yield part

    async def warm(self) -> None:
        """Do nothing: whoever opens a store has read what it answers from."""

    async def verify(self) -> tuple[str, ...]:
        """Compare index and state with the file and the log; give what differs, in words."""
        async with self.snapshot():
            return await asyncio.to_thread(self._verify)

    async def close(self) -> None:
        """Wait for a write under way, then let go of everything."""
        await asyncio.to_thread(self._close)

    # --- writing ------------------------------------------------------------------------------------------------------

    def _write(self, writer: apsw.Connection, changes: ChangeSet, dry_run: bool, progress: Progress | None) -> Outcome:  # noqa: FBT001
        with told(self._name), self._writing:
            self._check_open()
            if self._connections.alone:
                # Through the only connection an unfinished write would be seen, so nobody is let in before its end.
                with self._gate.closed(), self._connections.lease():
                    return self._transact(writer, writer, changes, dry_run, progress, nullcontext())
            with self._connections.lease() as reading:
                outcome = self._transact(writer, reading, changes, dry_run, progress, self._gate.closed())
            if self._log is not None:
                self._log.fold()
            return outcome

    def _transact(
        self,
        writer: apsw.Connection,
        reading: apsw.Connection,
        changes: ChangeSet,
        dry_run: bool,  # noqa: FBT001
        progress: Progress | None,
        closed: AbstractContextManager[None],
    ) -> Outcome:
        index = self._index
        outcome = Outcome(revision=index.revision)
        writer.execute("BEGIN IMMEDIATE")
        try:
            revision = self._carry_out(writer, HeldRows(reading, index), changes, dry_run, progress, outcome)
            if revision is None:
                writer.execute("ROLLBACK")
                return outcome
            work, settled = revision
            fresh = None
            if work.kept is None:
                work.allocate.new.clear()  # a million keys, which the new index holds anew
                if progress is not None:
                    progress("indexing", 0, None)
                fresh = load(writer, self._name)
            with closed:
                writer.execute("COMMIT")
                self._switch(writer, work, settled, fresh)
        except BaseException:
            if writer.in_transaction:
                writer.execute("ROLLBACK")
            raise
        outcome.revision = settled.number
        return outcome

    def _carry_out(
        self,
        writer: apsw.Connection,
        held: Held,
        changes: ChangeSet,
        dry_run: bool,  # noqa: FBT001
        progress: Progress | None,
        outcome: Outcome,
    ) -> tuple[Writer, Revision] | None:
        """Carry the change set out inside the transaction; None when there is nothing to be kept of it."""
        index = self._index
        problems, more = first_problems(conflicts(changes, held))
        if problems:
            raise Refused(problems, truncated=more)
        planned: Iterator[Change] = plan(telling(changes, "writing", progress), held, outcome)
        settings = index.settings if changes.settings is None else changes.settings
        if settings != index.settings and not held.empty:
            outcome.changed[SETTINGS] = 1
        if dry_run:
            for _ in planned:
                pass
            return None
        if self._connections.alone and not held.empty:
            planned = iter(list(planned))  # the plan asks for what was held before, through the same connection
        work = Writer(writer, index, keep=LARGE_WRITE)
        work.carry_out(planned)
        if outcome.empty and settings == index.settings:
            return None
        revision = Revision(index.revision + 1, changes.author, changes.reason, changes.moment, settings)
        work.seal(revision)
        return work, revision

    def _switch(self, writer: apsw.Connection, work: Writer, revision: Revision, fresh: Index | None) -> None:
        """Make the index show what was committed; nobody is reading."""
        if fresh is None:
            index = self._index
            try:
                update(index, work.kept or (), work.added_ids())
                index.revision, index.settings = revision.number, revision.settings
            except Exception:  # noqa: BLE001  (whatever it is, the answer is the same)
                # The write is on disk and must be seen: what the disk says is right, the update has a defect.
                _log.exception("the index could not follow revision %d and was built anew", revision.number)
                fresh = load(writer, self._name)
        if fresh is not None:
            self._replace_index(fresh)

    def _replace_index(self, fresh: Index) -> None:
        index, self._index = self._index, fresh
        self._reader = Reader(fresh, self._connections, self._name)
        if len(index.keys) > WORTH_FREEZING:
            del index
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    # --- reading ------------------------------------------------------------------------------------------------------

    async def _stream(self, ask: Callable[[apsw.Connection], Iterator[_T]], at_a_time: int) -> AsyncIterator[_T]:
        """Read what a query gives as of now, a few at a time, while the store goes on."""
        self._check_open()
        inside = True
        await self._gate.enter()
        try:
            with told(self._name), self._connections.lease() as connection:
                if not self._connections.alone:
                    # From here on the file itself keeps this revision for the connection.
                    connection.execute("BEGIN")
                    connection.execute("SELECT max(number) FROM revision").fetchall()
                    self._gate.leave()
                    inside = False
                try:
                    found = ask(connection)
                    while part := list(islice(found, at_a_time)):
                        for item in part:
                            yield item
                        await asyncio.sleep(0)
                finally:
                    if not self._connections.alone:
                        connection.execute("ROLLBACK")
        finally:
            if inside:
                self._gate.leave()

    def _verify(self) -> tuple[str, ...]:
        with told(self._name), self._connections.lease() as connection:
            return tuple(findings(connection, self._index, self._name))

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"{self._name} is closed")

    def _close(self) -> None:
        with told(self._name), self._writing:
            if self._closed:
                return
            self._closed = True
            self._connections.close()
            if self._writer is not None:
                self._writer.close()
            if self._lock is not None:
                self._lock.release()


class Snapshot(AbstractAsyncContextManager[FactReader]):
    """A block in which the facts stand still."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store

    async def __aenter__(self) -> FactReader:
        store = self._store
        if not store._gate.try_enter():  # noqa: SLF001  (a part of the store)
            await store._gate.enter()  # noqa: SLF001
        if store._closed:  # noqa: SLF001
            store._gate.leave()  # noqa: SLF001
            store._check_open()  # noqa: SLF001
        return store._reader  # noqa: SLF001

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store._gate.leave()  # noqa: SLF001
