"""The server, as the store asks it: one deadline over connecting, waiting for a connection, and trying again.

A reading question is a transaction of its own and takes one round trip. Several of one request share what time there is
(`patience`). Whoever cannot be answered in time is told so; nobody waits in a queue without an end.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import neo4j
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncSession, NotificationMinimumSeverity, Query
from neo4j.exceptions import DriverError, Neo4jError

from graphsvc.adapters.neo4j.faults import told, worth_retrying
from graphsvc.adapters.neo4j.patience import Patience
from graphsvc.adapters.neo4j.queries import text_of
from graphsvc.domain.errors import StoreError

Record: TypeAlias = list[Any]
"""The values of one record, in the order of the query's RETURN."""

PATIENCE: Final = 4.0
"""Seconds in which all questions of a request are answered or given up, trying again included."""

WAITING: Final = 1_000
"""Questions and writes under way at once; whoever comes then is turned away at the door."""

_CONNECTIONS: Final = 32
_SHORTEST: Final = 0.001  # seconds; to the server, none at all would be no limit
_FIRST_PAUSE: Final = 0.05  # seconds
_LONGEST_PAUSE: Final = 0.5
_AT_A_TIME: Final = 2_000  # records of a stream


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a server is and who asks; the password is never shown."""

    url: str
    database: str = "neo4j"
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.url}/{self.database}"


class Server:
    """Asks one database of a server. It is reached at the first question; everything belongs to one event loop."""

    def __init__(self, address: ServerAddress, patience: float = PATIENCE) -> None:
        self.name = str(address)
        self.patience = patience
        self._address = address
        self._driver: AsyncDriver | None = None
        # A member of a cluster may lag behind; with bookmarks it first comes to what this process has seen.
        self._bookmarks = AsyncGraphDatabase.bookmark_manager() if address.url.startswith("neo4j") else None
        self._asking = 0
        # A line of our own: in the driver's, whoever waits is woken whenever any connection becomes free.
        self._line = asyncio.Semaphore(_CONNECTIONS)
        self._closed = False

    async def ask(
        self,
        name: str,
        /,
        *,
        waiting: Patience | None = None,
        patience: float | None = None,
        **parameters: Any,  # noqa: ANN401
    ) -> list[Record]:
        """Ask a query that reads, again when the server stumbles; StoreError when there is no answer in time.

        `waiting` is what the asker has left for all that he asks; without it, a question has the usual time to itself.
        `patience` is for those that may take longer; they are asked where writes are, which lags behind nobody.
        """
        waiting = waiting or Patience(self.patience if patience is None else patience)
        query = Query(text_of(name), timeout=max(waiting.left, _SHORTEST))
        with told(self.name), self.admitted():
            async with waiting.wait():
                pause = _FIRST_PAUSE
                while True:
                    try:
                        async with self._line:
                            return await self._read(query, parameters, reading=patience is None)
                    except (DriverError, Neo4jError) as error:
                        if not worth_retrying(error):
                            raise
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)

    async def stream(self, name: str, /, **parameters: Any) -> AsyncIterator[Record]:  # noqa: ANN401
        """Ask for more than should be in memory at once; each part comes in time or StoreError is raised."""
        with told(self.name), self.admitted():
            async with self.session(reading=True, at_a_time=_AT_A_TIME) as session:
                async with asyncio.timeout(self.patience):
                    result = await session.run(Query(text_of(name)), parameters)
                while True:
                    async with asyncio.timeout(self.patience):
                        part = await result.fetch(_AT_A_TIME)
                    for record in part:
                        yield list(record.values())
                    if len(part) < _AT_A_TIME:
                        return
                    await asyncio.sleep(0)

    def session(self, *, reading: bool, at_a_time: int = -1) -> AsyncSession:
        """Open a session of the driver, for transactions of several steps."""
        return self._connected().session(  # pyright: ignore[reportUnknownMemberType]  # options of the driver bear no types
            database=self._address.database,
            bookmark_manager=self._bookmarks,
            default_access_mode=neo4j.READ_ACCESS if reading else neo4j.WRITE_ACCESS,
            fetch_size=at_a_time,
        )

    async def close(self) -> None:
        """Let go of all connections."""
        self._closed = True
        driver, self._driver = self._driver, None
        if driver is not None:
            await driver.close()

    async def _read(self, query: Query, parameters: dict[str, Any], *, reading: bool) -> list[Record]:
        async with self.session(reading=reading) as session:
            result = await session.run(query, parameters)
            return await result.values()

    def _connected(self) -> AsyncDriver:
        if self._closed:
            raise StoreError(f"{self.name} is closed")
        if self._driver is None:
            user = self._address.user
            self._driver = AsyncGraphDatabase.driver(  # pyright: ignore[reportUnknownMemberType]  # likewise
                self._address.url,
                auth=None if user is None else (user, self._address.password or ""),
                max_connection_pool_size=_CONNECTIONS,
                connection_acquisition_timeout=self.patience,
                connection_timeout=self.patience,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                user_agent="graphsvc",
            )
        return self._driver

    @contextmanager
    def admitted(self) -> Generator[None]:
        """Count who is under way; StoreError at once when there are too many."""
        if self._asking >= WAITING:
            raise StoreError(f"{self.name}: {WAITING:,} others wait for the server already")
        self._asking += 1
        try:
            yield
        finally:
            self._asking -= 1
