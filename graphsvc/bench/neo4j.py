"""The store on a Neo4j server: importing world C, and `whoHandles` against a traversal by hand through the same driver.

The server is given by the environment, and its database must be empty: it is used and emptied again.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Final

import neo4j

from graphsvc.adapters.neo4j import Neo4jStore, ServerAddress
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.towns import AT, Town
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.changes import ChangeSet, Stated
from graphsvc.domain.entities import Duty
from graphsvc.domain.errors import BadInput
from graphsvc.domain.kinds import Table
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.seeding import generate, write_world

SERVER: Final = "GRAPHSVC_BENCH_NEO4J"
"""The variable that tells where a server with an empty database is, such as bolt://127.0.0.1:7687."""

EXPIRED: Final = 5_000
"""Duties at the top of the district that ended long ago."""

_PATIENCE: Final = 600.0
_BATCH: Final = 10
_BATCHES: Final = 60
_BELOW: Final = 10_000  # rows deleted at a time, when the database is emptied

# What somebody writes who has the model before him; it gives the duties with their holders, and no ladder.
_BY_HAND: Final = """
MATCH (:Place {key: $place})-[up:PARENT*0..]->(:Place)<-[:WITHIN]-(duty:Duty)
WHERE duty.valid_from <= $at < duty.valid_to
MATCH (duty)-[:FOR]->(:Category)<-[above:PARENT*0..]-(:Category {key: $category})
MATCH (holder)-[:HANDLES]->(duty)
OPTIONAL MATCH (person:Person)-[seat:HOLDS]->(holder) WHERE seat.valid_from <= $at < seat.valid_to
RETURN duty.key, duty.capacity, size(up), size(above), holder.key, collect(person.key)
"""
_EMPTY: Final = "MATCH (n) WHERE NOT n:Store AND NOT n:Published WITH n LIMIT $limit DETACH DELETE n RETURN count(*)"
_UNUSED: Final = "MATCH (n) WHERE n:Store OR n:Published SET n.revision = 0"

_Questions = Iterator[tuple[str, str]]


def measure(town: Town) -> Iterator[Figure]:
    """Measure a small town, then the district at full size, then the district with duties that have expired."""
    url = os.environ.get(SERVER)  # noqa: TID251  (a development tool: the server is no setting of the service)
    if not url:
        sys.stderr.write(f"!! neo4j is left out: {SERVER} names no server (`make bench` starts one where it can)\n")
        return
    bundle = town.bundle.with_name("neo4j")
    write_world(generate("C", size="full", households="nodes"), bundle)
    yield from asyncio.run(_measure(ServerAddress(url), town.bundle, bundle))


async def _measure(address: ServerAddress, small: Path, large: Path) -> list[Figure]:
    async with neo4j.AsyncGraphDatabase.driver(
        address.url, notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF
    ) as driver:
        if await _run(driver, address, "MATCH (n) WHERE NOT n:Store AND NOT n:Published RETURN n LIMIT 1"):
            raise BadInput(f"the database at {address} is not empty; the benchmark empties it, so it takes no other")
        figures: list[Figure] = []
        try:
            for bundle in (small, large):
                figures += await _town(driver, address, bundle, with_expired=bundle == large)
                await _empty(driver, address)
        finally:
            await _empty(driver, address)
    times = [figure.value for figure in figures if figure.what == _TIME]
    figures.append(
        Figure("neo4j", None, "p50 in the district / in the small town", times[1] / times[0], "×", None, "flat")
    )
    figures.append(
        Figure("neo4j", None, f"p50 with {EXPIRED:,} expired duties / without", times[2] / times[1], "×", None, "flat")
    )
    return figures


_TIME: Final = "who-handles p50"


async def _town(driver: neo4j.AsyncDriver, address: ServerAddress, path: Path, *, with_expired: bool) -> list[Figure]:
    store = Neo4jStore(address, patience=_PATIENCE)
    try:
        await store.warm()
        with read_bundle(path) as bundle:
            begun = time.perf_counter()
            await import_bundle(store, bundle, author="bench", reason="bench", moment=0)
            seconds = time.perf_counter() - begun
            rows = bundle.count
        places = [row.key async for row in store.rows(Table.PLACES)]  # type: ignore[union-attr]  # rows of places
        categories = [row.key async for row in store.rows(Table.CATEGORIES)]  # type: ignore[union-attr]
        nodes = await _run(driver, address, "MATCH (n:Entity) RETURN count(n)")
        figures = [Figure("neo4j", nodes[0][0], f"import of {rows:,} rows", rows / seconds, "rows/s", None, "≥ 3,000")]
        figures += await _asked(driver, address, store, nodes[0][0], _drawn(places, categories))
        if with_expired:
            top = (await _run(driver, address, "MATCH (p:Place) WHERE p.parent IS NULL RETURN p.key"))[0][0]
            holder = (await _run(driver, address, "MATCH (u:Unit) RETURN min(u.key)"))[0][0]
            await store.write(_expired(holder, top, categories))
            figures += await _asked(driver, address, store, nodes[0][0] + EXPIRED, _drawn(places, categories))
    finally:
        await store.close()
    return figures


async def _asked(
    driver: neo4j.AsyncDriver, address: ServerAddress, store: Neo4jStore, nodes: int, drawn: _Questions
) -> list[Figure]:
    """Ask in batches, by the store and by hand in turn, and compare neighbours in time."""
    ours, hands = [], []
    for number in range(_BATCHES + 5):
        mine = await _ask(store, list(islice(drawn, _BATCH)))
        hand = await _by_hand(driver, address, list(islice(drawn, _BATCH)))
        if number >= 5:  # the server's caches are warm then, as they are in a running service
            ours.append(mine)
            hands.append(hand)
    ratio, spread = middle([mine / hand for mine, hand in zip(ours, hands, strict=True)])
    (time_ours, spread_ours), (time_hand, spread_hand) = middle(ours), middle(hands)
    return [
        Figure("neo4j", nodes, _TIME, time_ours, "ms", spread_ours),
        Figure("neo4j", nodes, "traversal by hand p50", time_hand, "ms", spread_hand),
        Figure("neo4j", nodes, "who-handles / traversal by hand", ratio, "×", spread),
    ]


async def _ask(store: Neo4jStore, batch: list[tuple[str, str]]) -> float:
    times = []
    for category, place in batch:
        async with store.snapshot() as reader:
            begun = time.perf_counter()
            await who_handles(reader, Desks(), category, place, AT, urgent=False, visibility=EVERYTHING)
            times.append(time.perf_counter() - begun)
    return sorted(times)[len(times) // 2] * 1e3


async def _by_hand(driver: neo4j.AsyncDriver, address: ServerAddress, batch: list[tuple[str, str]]) -> float:
    times = []
    for category, place in batch:
        begun = time.perf_counter()
        await _run(driver, address, _BY_HAND, category=category, place=place, at=AT)
        times.append(time.perf_counter() - begun)
    return sorted(times)[len(times) // 2] * 1e3


async def _run(driver: neo4j.AsyncDriver, address: ServerAddress, query: str, **parameters: Any) -> list[list[Any]]:  # noqa: ANN401
    async with driver.session(database=address.database) as session:
        result = await session.run(query, parameters)
        return await result.values()


async def _empty(driver: neo4j.AsyncDriver, address: ServerAddress) -> None:
    while (await _run(driver, address, _EMPTY, limit=_BELOW))[0][0]:
        pass
    await _run(driver, address, _UNUSED)


def _drawn(places: list[str], categories: list[str]) -> _Questions:
    draw = random.Random(4)
    while True:
        yield draw.choice(categories), draw.choice(places)


def _expired(holder: str, place: str, categories: list[str]) -> ChangeSet:
    """State duties at the top, in every category, that ended long before anybody asks."""
    draw = random.Random(6)
    rows = [
        Stated(number, Duty(f"expired.{number}", holder, draw.choice(categories), place, valid_from=0, valid_to=number))
        for number in range(1, EXPIRED + 1)
    ]
    return ChangeSet("bench", "bench", 0, lambda table: rows if table is Table.DUTIES else [], count=len(rows))
