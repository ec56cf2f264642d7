"""Revisions that were committed and not published, because their writer died or was cut off between the two.

Whoever reads and sees that the counter is ahead of what is published has it published after a moment: by then the
writer has done so itself, if it lives. Nobody waits for that.
"""

from __future__ import annotations

import asyncio
import uuid
from contextlib import suppress
from typing import Final

from neo4j import AsyncManagedTransaction

from graphsvc.adapters.neo4j.faults import told
from graphsvc.adapters.neo4j.queries import text_of
from graphsvc.adapters.neo4j.server import Server
from graphsvc.domain.errors import StoreError

_GRACE: Final = 0.2  # seconds; a writer that lives publishes within some milliseconds


class Publisher:
    """Publishes what was left behind, one attempt at a time; belongs to one event loop, as the server does."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._trying: asyncio.Task[None] | None = None

    def notice(self) -> None:
        """Take note that a revision is committed which is not published."""
        if self._trying is None or self._trying.done():
            self._trying = asyncio.create_task(self._publish())

    async def close(self) -> None:
        """Wait for an attempt under way."""
        if self._trying is not None:
            await self._trying

    async def _publish(self) -> None:
        await asyncio.sleep(_GRACE)
        # Whoever may not write, or cannot reach the server, leaves it to others; the next one who reads tries again.
        with suppress(StoreError), told(self._server.name):
            ((published, *_, committed),) = await self._server.ask("state")
            if published == committed:
                return
            async with asyncio.timeout(self._server.patience), self._server.session(reading=False) as session:
                await session.execute_write(_catch_up)


async def _catch_up(transaction: AsyncManagedTransaction) -> None:
    # Under the writers' lock nobody is in the middle of a commit, so all of what the counter tells of is there.
    await (await transaction.run(text_of("write/lock"), token=uuid.uuid4().hex)).consume()
    await (await transaction.run(text_of("write/catch_up"))).consume()
