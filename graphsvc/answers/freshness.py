"""Reading what is no older than a revision: whoever was told one by a write, here or elsewhere, sees that write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final

from graphsvc.domain.errors import RevisionAhead, StoreError
from graphsvc.store.port import FactReader, Store

PATIENCE: Final = 4.0
"""Seconds for which a revision is waited for that the store does not show yet, from the first look on."""

WAITING: Final = 100
"""Askers that wait for a revision at once; whoever comes then is told so at once."""

_FIRST_PAUSE: Final = 0.02  # seconds between two looks; each pause is twice the one before
_LONGEST_PAUSE: Final = 0.5


class Freshness:
    """Opens snapshots that show at least a revision."""

    def __init__(self, store: Store, patience: float = PATIENCE) -> None:
        self._store = store
        self._patience = patience
        self._waiting = 0

    @asynccontextmanager
    async def snapshot(self, at_least: int = 0) -> AsyncIterator[FactReader]:
        """Open a snapshot of `at_least` that revision or a later one; RevisionAhead when it does not come in time."""
        until = asyncio.get_running_loop().time() + self._patience
        async with AsyncExitStack() as stack:
            reader = await stack.enter_async_context(self._store.snapshot())
            if reader.revision < at_least:
                reader = await self._wait(stack, reader.revision, at_least, until)
            yield reader

    async def _wait(self, stack: AsyncExitStack, newest: int, at_least: int, until: float) -> FactReader:
        if self._waiting >= WAITING:
            raise _ahead(newest, at_least, f"{WAITING} others wait for theirs already")
        self._waiting += 1
        try:
            async with asyncio.timeout_at(until):
                pause = _FIRST_PAUSE
                while True:
                    # A look each time: behind the store there may be several servers, each as far as it is.
                    await stack.aclose()
                    await asyncio.sleep(pause)
                    reader = await stack.enter_async_context(self._store.snapshot())
                    if reader.revision >= at_least:
                        return reader
                    newest = max(newest, reader.revision)
                    pause = min(2 * pause, _LONGEST_PAUSE)
        except TimeoutError as error:
            raise _ahead(newest, at_least, f"it did not come within {self._patience:g} seconds") from error
        finally:
            self._waiting -= 1


def _ahead(newest: int, at_least: int, why: str) -> StoreError:
    return RevisionAhead(f"revision {at_least} is asked for, the newest one here is {newest}; {why}")
