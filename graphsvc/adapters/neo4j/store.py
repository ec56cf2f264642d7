"""The store on Neo4j: what opens snapshots, and makes a write visible at one stroke.

A write goes through three gates, in this order: the lock (a node that every writer touches first), the commit of all of
it in one transaction that raises the counter last, and the publication: new snapshots show the revision from then on.
The third is one of its own because a commit becomes visible bit by bit to readers who hold no locks; whoever reads at
an older revision does not notice (see `reader`), and nobody reads at this one before all of it is there.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Final

from neo4j.exceptions import DriverError, Neo4jError

from graphsvc.adapters.neo4j.attempt import Attempt, Written
from graphsvc.adapters.neo4j.faults import told, worth_retrying
from graphsvc.adapters.neo4j.kept import Kept
from graphsvc.adapters.neo4j.migration import check_version, migrate
from graphsvc.adapters.neo4j.paging import pages
from graphsvc.adapters.neo4j.patience import Patience
from graphsvc.adapters.neo4j.publishing import Publisher
from graphsvc.adapters.neo4j.reader import Reader
from graphsvc.adapters.neo4j.revisions import Census, State, revision_of, settings_of
from graphsvc.adapters.neo4j.rows import row_of
from graphsvc.adapters.neo4j.server import PATIENCE, Server, ServerAddress
from graphsvc.adapters.neo4j.verifying import findings
from graphsvc.adapters.neo4j.warming import warm
from graphsvc.adapters.payloads import ACTIONS, unpack
from graphsvc.domain.changes import Change, ChangeSet, Outcome, Revision
from graphsvc.domain.entities import Row
from graphsvc.domain.errors import StoreError, StoreLocked, StoreMissing, StoreReadOnly
from graphsvc.domain.kinds import Table
from graphsvc.store.port import FactReader, Progress

_REVISIONS_AT_A_TIME: Final = 100
_PARTS_AT_A_TIME: Final = 4
_PAUSE: Final = 0.05  # seconds before a write that failed for a reason which passes is tried again


class Neo4jStore:
    """`store.port.Store` on one database of a Neo4j server."""

    def __init__(self, address: ServerAddress, *, read_only: bool = False, patience: float = PATIENCE) -> None:
        self._server = Server(address, patience)
        self._read_only = read_only
        self._kept = Kept(self._server)
        self._publisher = Publisher(self._server)
        self._revision = 0
        self._preparing = asyncio.Lock()
        self._writing = asyncio.Lock()

    @classmethod
    def open(cls, address: ServerAddress, *, read_only: bool = False) -> Neo4jStore:
        """Open a store; the server is reached at the first question, so it may be down for now."""
        return cls(address, read_only=read_only)

    @property
    def revision(self) -> int:
        """The number of the last revision that this process has seen."""
        return self._revision

    def snapshot(self) -> Snapshot:
        """Open facts of the newest published revision."""
        return Snapshot(self)

    async def write(self, changes: ChangeSet, *, dry_run: bool = False, progress: Progress | None = None) -> Outcome:
        """Write all of a change set or none of it. `progress` is called in the thread that plans."""
        if self._read_only:
            raise StoreReadOnly(f"{self._server.name} was opened for reading")
        waiting = Patience(self._server.patience)
        state = await self.read_state(waiting)
        if dry_run:
            with told(self._server.name):
                return await Attempt(self._server, changes, progress).try_out(state)
        token = uuid.uuid4().hex
        deadline = asyncio.get_running_loop().time() + waiting.left
        with self._server.admitted():
            try:
                async with asyncio.timeout_at(deadline):
                    await self._writing.acquire()
            except TimeoutError as error:
                raise StoreLocked(f"{self._server.name}: another write is under way", "this process") from error
            try:
                written = await self._write(changes, token, deadline, progress)
            finally:
                self._writing.release()
        self._revision = max(self._revision, written.revision)
        return written.outcome

    async def rows(self, table: Table) -> AsyncIterator[Row]:
        """Stream all rows of a table, ordered by identity."""
        revision = (await self.read_state()).revision
        async for page in pages(self._server, table, revision):
            for node in page:
                yield row_of(table, node)

    async def changes(self, after: int) -> AsyncIterator[tuple[Revision, Sequence[Change]]]:
        """Replay every revision after that one, a part of the log at a time."""
        newest = (await self.read_state()).revision
        while after < newest:
            found = await self._server.ask("log/revisions", after=after, at=newest, limit=_REVISIONS_AT_A_TIME)
            for (node,) in found:
                after += 1
                if node["number"] != after:
                    raise StoreError(f"{self._server.name} is damaged: revision {after} is missing in the log")
                async for changes in self._parts(after, node["parts"]):
                    yield revision_of(node), changes

    async def verify(self) -> tuple[str, ...]:
        """Compare lineages, relationships, sums, counts and the log with the rows; give what differs, in words."""
        state = await self.read_state()
        return await findings(self, self._server, state.revision, state.census)

    async def warm(self) -> None:
        """Let the server plan all queries, so that the first questions are answered as quickly as later ones."""
        await self.read_state()
        await warm(self._server, writing=not self._read_only)

    async def close(self) -> None:
        """Wait for what is being written or published, then let go of the connections."""
        async with self._writing:
            await self._publisher.close()
            await self._server.close()

    async def read_state(self, waiting: Patience | None = None) -> State:
        """Read what new snapshots show, and prepare a database that was never used, however long it takes."""
        found = await self._server.ask("state", waiting=waiting)
        if not found or not check_version(found[0][1], self._server.name):
            await self._prepare(found=bool(found))
            found = await self._server.ask("state", waiting=waiting)
        ((revision, _, name, timezone, lines, counted, counts, committed),) = found
        if committed > revision and not self._read_only:
            self._publisher.notice()
        self._revision = max(self._revision, revision)
        return State(revision, settings_of(name, timezone, lines), Census(counted, counts))

    async def open_reader(self) -> Reader:
        """Give facts of the newest published revision."""
        waiting = Patience(self._server.patience)
        return Reader(self._server, self._kept, *await self.read_state(waiting), waiting)

    async def _prepare(self, *, found: bool) -> None:
        if self._read_only:
            if found:
                raise StoreReadOnly(
                    f"{self._server.name} was written by an older release; a writing command brings it forward"
                )
            raise StoreMissing(f"{self._server.name} is empty: nothing was ever written to it")
        async with self._preparing:
            await migrate(self._server)

    async def _parts(self, revision: int, parts: int) -> AsyncIterator[list[Change]]:
        if not parts:
            yield []
        for part in range(0, parts, _PARTS_AT_A_TIME):
            found = await self._server.ask("log/changes", revision=revision, part=part, limit=_PARTS_AT_A_TIME)
            if [record[0] for record in found] != list(range(part, min(part + _PARTS_AT_A_TIME, parts))):
                raise StoreError(f"{self._server.name} is damaged: a part of revision {revision} is missing in the log")
            for _, table, action, payload in found:
                yield unpack(Table(table), ACTIONS[action], bytes(payload))

    async def _write(self, changes: ChangeSet, token: str, deadline: float, progress: Progress | None) -> Written:
        """Try until it is written or the deadline is over; a write whose end was not heard of is not written twice."""
        with told(self._server.name):
            while True:
                try:
                    return await Attempt(self._server, changes, progress).write(token, deadline)
                except (DriverError, Neo4jError) as error:
                    if not worth_retrying(error) or asyncio.get_running_loop().time() + _PAUSE > deadline:
                        raise
                await asyncio.sleep(_PAUSE)


class Snapshot(AbstractAsyncContextManager[FactReader]):
    """A block in which the facts stand still; nobody waits for its end."""

    def __init__(self, store: Neo4jStore) -> None:
        self._store = store

    async def __aenter__(self) -> FactReader:
        return await self._store.open_reader()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the block; what the snapshot showed is removed after a while by later writes."""
