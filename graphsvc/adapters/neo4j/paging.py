"""All rows of a table as of one revision, by pages: each is a question of its own, so a stream may last."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from graphsvc.adapters.neo4j.rows import Properties
from graphsvc.adapters.neo4j.server import Server
from graphsvc.domain.kinds import NODE_KIND_OF, Table

_AT_A_TIME: Final = 2_000


async def pages(server: Server, table: Table, revision: int) -> AsyncIterator[list[Properties]]:
    """Give the nodes of all rows of a table, ordered by identity."""
    by, after = "key" if table in NODE_KIND_OF else "identity", ""
    while True:
        ((page,),) = await server.ask(f"rows/{table.value}", at=revision, after=after, limit=_AT_A_TIME)
        if page:
            yield page
        if len(page) < _AT_A_TIME:
            return
        after = page[-1][by]
