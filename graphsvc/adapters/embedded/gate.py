"""The gate between snapshots and the switch to a new revision: many readers, or one writer for a moment.

Readers wait in their event loops and never block them; the writer waits in its own thread. While a writer waits, new
readers wait behind it; but only for a while, so that a reader which needs a second snapshot to finish gets it.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TypeAlias

from graphsvc.domain.errors import StoreError

PATIENCE: Final = 0.5
"""Seconds for which new readers wait behind a waiting writer before they are let in all the same."""

GIVING_UP: Final = 120.0
"""Seconds after which a writer gives up: somebody does not leave a snapshot."""

_Waiting: TypeAlias = tuple[asyncio.AbstractEventLoop, "asyncio.Future[None]"]


class Gate:
    """Shared by readers of any event loop, closed by one writer at a time (the caller sees to that)."""

    def __init__(self, patience: float = PATIENCE, giving_up: float = GIVING_UP) -> None:
        self._patience = patience
        self._rounds = max(1, round(giving_up / patience))
        self._lock = threading.Lock()
        self._empty = threading.Condition(self._lock)
        self._inside = 0
        self._closing = False
        self._waiting: list[_Waiting] = []

    @property
    def free(self) -> bool:
        """Whether nobody is inside or waits: whoever closes it now need not wait, but for other threads."""
        return not (self._inside or self._closing)

    def try_enter(self) -> bool:
        """Enter as a reader if that is possible at once."""
        with self._lock:
            if self._closing:
                return False
            self._inside += 1
            return True

    async def enter(self) -> None:
        """Enter as a reader, waiting in the event loop while a writer is inside or waits."""
        loop = asyncio.get_running_loop()
        with self._lock:
            if not self._closing:
                self._inside += 1
                return
            admitted: asyncio.Future[None] = loop.create_future()
            self._waiting.append((loop, admitted))
        try:
            await admitted
        except asyncio.CancelledError:
            if admitted.done() and not admitted.cancelled():
                self.leave()
            raise

    def leave(self) -> None:
        """Leave as a reader."""
        with self._lock:
            self._inside -= 1
            if not self._inside and self._closing:
                self._empty.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Keep everybody out; StoreError when somebody inside does not leave."""
        with self._lock:
            self._closing = True
            try:
                self._wait_until_empty()
            except BaseException:
                self._open()
                raise
        try:
            yield
        finally:
            with self._lock:
                self._open()

    def _wait_until_empty(self) -> None:
        for _ in range(self._rounds):
            if self._empty.wait_for(lambda: not self._inside, self._patience):
                return
            self._admit()
        raise StoreError("a snapshot was not left in time; nothing was written")

    def _open(self) -> None:
        self._closing = False
        self._admit()

    def _admit(self) -> None:
        waiting, self._waiting = self._waiting, []
        for loop, admitted in waiting:
            self._inside += 1
            try:
                loop.call_soon_threadsafe(self._let_in, admitted)
            except RuntimeError:  # its event loop was closed
                self._inside -= 1

    def _let_in(self, admitted: asyncio.Future[None]) -> None:
        if admitted.done():
            self.leave()
        else:
            admitted.set_result(None)
