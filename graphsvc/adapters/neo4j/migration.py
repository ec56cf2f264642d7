"""The database's version: a new one is prepared, an older one brought forward, a newer one refused."""

from __future__ import annotations

import asyncio
from typing import Final, LiteralString

from neo4j import Query

from graphsvc.adapters.neo4j.faults import told
from graphsvc.adapters.neo4j.queries import migrations, text_of
from graphsvc.adapters.neo4j.server import Record, Server
from graphsvc.domain.errors import StoreTooNew

_PATIENCE: Final = 120.0  # seconds; an index over a province takes its time


def check_version(version: int | None, name: str) -> bool:
    """Say whether a database is of the version that this release knows; StoreTooNew when it is of a newer one."""
    newest = len(migrations())
    if version is not None and version > newest:
        raise StoreTooNew(
            f"{name} was written by a newer release (its version is {version}, this one knows up to {newest}); "
            f"use that release, or export a bundle with it and import it here"
        )
    return version == newest


async def migrate(server: Server) -> None:
    """Bring a database forward. Each statement can be given again, so what was broken off is finished the next time."""
    ((version,),) = await server.ask("migrations/version")
    if check_version(version, server.name):
        return
    for statements in migrations()[version or 0 :]:
        for statement in statements:
            await _run(server, statement)
    await _run(server, text_of("migrations/wait"), seconds=round(_PATIENCE))
    await _run(server, text_of("migrations/seal"), version=len(migrations()))


async def _run(server: Server, text: LiteralString, **parameters: int) -> list[Record]:
    with told(server.name):
        async with asyncio.timeout(_PATIENCE), server.session(reading=False) as session:
            result = await session.run(Query(text), parameters)
            return await result.values()
