"""How long the server is waited for: once for all that somebody asks, so that trouble is told in time.

What counts is waiting alone. Whoever has read something and thinks about it for a minute is still answered afterwards;
and what is asked at the same time is waited for at the same time.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class Patience:
    """Seconds to wait for the server, shared by all questions of one request. It belongs to one event loop."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds
        self._waiting = 0
        self._since = 0.0

    @property
    def left(self) -> float:
        """The seconds that are left, not less than none."""
        spent = asyncio.get_running_loop().time() - self._since if self._waiting else 0.0
        return max(self._left - spent, 0.0)

    @asynccontextmanager
    async def wait(self) -> AsyncGenerator[None]:
        """Wait for what is done in the block; TimeoutError when nothing is left."""
        clock = asyncio.get_running_loop().time
        if not self._waiting:
            self._since = clock()
        self._waiting += 1
        try:
            async with asyncio.timeout_at(self._since + self._left):
                yield
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._left -= clock() - self._since
