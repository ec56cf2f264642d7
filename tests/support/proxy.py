"""A TCP proxy in front of a server, for trouble on the way: it cuts, delays, holds and refuses, and stops at a message.

It runs in the event loop of the test. Bytes are handed on as they come; nothing of the protocol is understood but the
bytes that a test waits for.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum
from typing import Final
from urllib.parse import urlsplit

COMMIT: Final = b"\x00\x02\xb0\x12\x00\x00"
"""The message of Bolt that commits a transaction, in its frame."""

_AT_ONCE: Final = 65_536


class Fate(Enum):
    """What becomes of the message that a proxy stops at."""

    GOES_ON = "handed on as if nothing had been"
    LOST = "never handed on; the connection is cut"
    SENT = "handed on; the connection is cut before any answer"
    ANSWERED = "handed on and answered; the answer is thrown away and the connection cut"


class Stop:
    """A message on its way to the server that the proxy stops at, the first time that it comes by (or the nth).

    `reached` is set when it is there; it waits for `go`, which is set from the beginning unless the test `waits`.
    """

    def __init__(self, message: bytes, fate: Fate, number: int, *, waits: bool) -> None:
        self.message = message
        self.fate = fate
        self.left = number
        self.reached = asyncio.Event()
        self.go = asyncio.Event()
        if not waits:
            self.go.set()


class Proxy:
    """Stands in front of the server of a URL and answers at another, which stays over `refuse` and `accept`."""

    def __init__(self, url: str) -> None:
        there = urlsplit(url)
        self._there = there.hostname or "127.0.0.1", there.port or 7687
        self._scheme = there.scheme
        self._listening: asyncio.Server | None = None
        self._port = 0
        self._flows = asyncio.Event()
        self._flows.set()
        self._connections: set[asyncio.Task[None]] = set()
        self._stops: list[Stop] = []
        self.delay = 0.0
        """Seconds by which every piece is late, on the way there."""
        self.seen: list[bytes] = []
        """Every piece that came by on the way there."""

    @property
    def url(self) -> str:
        """Where the proxy answers."""
        return f"{self._scheme}://127.0.0.1:{self._port}"

    async def accept(self) -> None:
        """Take connections, as at the start."""
        self._listening = await asyncio.start_server(self._connect, "127.0.0.1", self._port)
        self._port = self._listening.sockets[0].getsockname()[1]

    async def refuse(self) -> None:
        """Take no connections any more, and cut those that are."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        await self.cut()

    async def cut(self) -> None:
        """Cut all connections; new ones are taken."""
        cut = list(self._connections)
        for connection in cut:
            connection.cancel()
        await asyncio.gather(*cut, return_exceptions=True)

    def hold(self) -> None:
        """Keep connections and take new ones, but hand nothing on."""
        self._flows.clear()

    def release(self) -> None:
        """Hand on again, what was held first."""
        self._flows.set()

    def stop_at(self, message: bytes, fate: Fate, *, number: int = 1, waits: bool = False) -> Stop:
        """Stop at the nth piece from now on that holds a message on its way to the server."""
        stop = Stop(message, fate, number, waits=waits)
        self._stops.append(stop)
        return stop

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        writers = [writer]
        try:
            there_reader, there_writer = await asyncio.open_connection(*self._there)
            writers.append(there_writer)
            answered = asyncio.Event()
            silent = asyncio.Event()
            ways = {
                asyncio.ensure_future(self._there_way(reader, there_writer, silent, answered)),
                asyncio.ensure_future(self._back_way(there_reader, writer, silent, answered)),
            }
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        except OSError:
            pass  # the server is not there, or gone
        except asyncio.CancelledError:
            pass  # cut
        finally:
            for each in writers:
                each.transport.abort()
            self._connections.discard(task)

    async def _there_way(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, silent: asyncio.Event, answered: asyncio.Event
    ) -> None:
        while piece := await reader.read(_AT_ONCE):
            self.seen.append(piece)
            if self.delay:
                await asyncio.sleep(self.delay)
            await self._flows.wait()
            stop = self._stop(piece)
            if stop is not None:
                stop.reached.set()
                await stop.go.wait()
                if stop.fate is Fate.LOST:
                    return
                if stop.fate is not Fate.GOES_ON:
                    silent.set()
            writer.write(piece)
            await writer.drain()
            if stop is not None and stop.fate is Fate.ANSWERED:
                await answered.wait()
            if silent.is_set():
                return

    async def _back_way(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, silent: asyncio.Event, answered: asyncio.Event
    ) -> None:
        while piece := await reader.read(_AT_ONCE):
            await self._flows.wait()
            if silent.is_set():
                answered.set()
            else:
                writer.write(piece)
                await writer.drain()

    def _stop(self, piece: bytes) -> Stop | None:
        for stop in self._stops:
            if stop.message in piece:
                stop.left -= 1
                if stop.left == 0:
                    self._stops.remove(stop)
                    return stop
        return None


@asynccontextmanager
async def proxy_to(url: str) -> AsyncIterator[Proxy]:
    """Run a proxy in front of the server of a URL."""
    proxy = Proxy(url)
    await proxy.accept()
    try:
        yield proxy
    finally:
        proxy.release()
        await proxy.refuse()
