"""Letting the server plan every query once: a query that it never saw costs it a tenth of a second, some half a one."""

from __future__ import annotations

import asyncio
import re
from importlib.resources.abc import Traversable
from typing import Any, Final

from graphsvc.adapters.neo4j.faults import told
from graphsvc.adapters.neo4j.queries import folder, text_of
from graphsvc.adapters.neo4j.server import Server

_PATIENCE: Final = 60.0  # seconds for each query
_FIRST: Final = ("responsibility", "entities")
_WRITING: Final = "write/"
_PASSED_OVER: Final = ("migrations/", "write/lock", "write/publish", "write/log", "write/revision")
_PARAMETER: Final = re.compile(r"\$(\w+)")
_LISTS: Final = frozenset({"keys", "rows", "identities", "paths", "kinds", "matters"})
_TEXTS: Final = frozenset({"after", "category", "place", "parent", "kind", "token"})
_FLAGS: Final = frozenset({"every", "care"})


async def warm(server: Server, *, writing: bool) -> None:
    """Ask every query about nothing, those of writing too if there will be any; the plans stay with the server."""
    names = [name for name in _names(folder(), "") if not name.startswith(_PASSED_OVER)]
    # What is asked most comes first, since others may be waiting for it already.
    names.sort(key=lambda name: (name not in _FIRST, name))
    await _plan(server, [name for name in names if not name.startswith(_WRITING)], reading=True)
    if writing:
        await _plan(server, [name for name in names if name.startswith(_WRITING)], reading=False)


async def _plan(server: Server, names: list[str], *, reading: bool) -> None:
    """Ask queries about nothing in a transaction that is given up."""
    with told(server.name):
        async with server.session(reading=reading) as session, await session.begin_transaction() as transaction:
            for name in names:
                text = text_of(name)
                async with asyncio.timeout(_PATIENCE):
                    result = await transaction.run(text, _nothing(name, text))
                    await result.consume()
            await transaction.rollback()


def _names(inside: Traversable, prefix: str) -> list[str]:
    found: list[str] = []
    for entry in sorted(inside.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            found += _names(entry, f"{prefix}{entry.name}/")
        else:
            found.append(prefix + entry.name.removesuffix(".cypher"))
    return found


def _nothing(name: str, text: str) -> dict[str, Any]:
    """Give parameters of the right types that lead to no row."""
    found: dict[str, Any] = {}
    for parameter in _PARAMETER.findall(text):
        if parameter in _LISTS:
            found[parameter] = []
        elif parameter in _FLAGS:
            found[parameter] = False
        elif parameter in _TEXTS and not (parameter == "after" and name.startswith("log/")):
            found[parameter] = ""
        else:
            found[parameter] = 0
    return found
