"""The store on a Neo4j server: importing world C, and `whoHandles` against a traversal by hand through the same driver.

The server is given by the environment, and its database must be empty: it is used and emptied again.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import neo4j

from graphsvc.adapters.neo4j import Neo4jStore, ServerAddress
from graphsvc.adapters.neo4j.queries import text_of
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

GROWN: Final = 200_000
"""About how many places the town has when it has grown."""

_PATIENCE: Final = 600.0
_BATCH: Final = 10
_BATCHES: Final = 60
_PROFILED: Final = 40  # questions
_TIME: Final = "who-handles p50"
_HITS: Final = "who-handles database hits"
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
    """Measure a small town, the same town grown large, the district, and it with duties that have expired."""
    url = os.environ.get(SERVER)  # noqa: TID251  (a development tool: the server is no setting of the service)
    if not url:
        sys.stderr.write(f"!! neo4j is left out: {SERVER} names no server (`make bench` starts one where it can)\n")
        return
    grown, district = town.bundle.with_name("grown"), town.bundle.with_name("district")
    write_world(generate("A", size="full", households="nodes", target_nodes=GROWN), grown)
    write_world(generate("C", size="full", households="nodes"), district)
    figures = _measure(ServerAddress(url), [(town.bundle, 0), (grown, 0), (district, EXPIRED)])
    with asyncio.Runner() as runner:
        while (figure := runner.run(_next(figures))) is not None:
            yield figure


async def _next(figures: AsyncIterator[Figure]) -> Figure | None:
    """Give the next figure as soon as it is there: all of them take some minutes."""
    return await anext(figures, None)


async def _measure(address: ServerAddress, towns: Sequence[tuple[Path, int]]) -> AsyncIterator[Figure]:
    """Measure towns one after the other, each also with so many expired duties at its top."""
    async with neo4j.AsyncGraphDatabase.driver(
        address.url, notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF
    ) as driver:
        if await _run(driver, address, "MATCH (n) WHERE NOT n:Store AND NOT n:Published RETURN n LIMIT 1"):
            raise BadInput(f"the database at {address} is not empty; the benchmark empties it, so it takes no other")
        figures: list[Figure] = []
        try:
            # Once for nothing: a server that was just started is slow in everything, whatever the town.
            async for _ in _town(driver, address, towns[0][0], 0):
                pass
            await _empty(driver, address)
            for bundle, expired in towns:
                async for figure in _town(driver, address, bundle, expired):
                    figures.append(figure)
                    yield figure
                await _empty(driver, address)
        finally:
            await _empty(driver, address)
    for what in (_HITS, _TIME):
        small, large, without, with_expired = (figure.value for figure in figures if figure.what == what)
        yield Figure("neo4j", None, f"{what}, grown town / small town", large / small, "×", None, "flat")
        told = f"{what}, {EXPIRED:,} expired duties / none"
        yield Figure("neo4j", None, told, with_expired / without, "×", None, "flat")


async def _town(driver: neo4j.AsyncDriver, address: ServerAddress, path: Path, expired: int) -> AsyncIterator[Figure]:
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
        yield Figure("neo4j", nodes[0][0], f"import of {rows:,} rows", rows / seconds, "rows/s", None, "≥ 3,000")
        for figure in await _asked(driver, address, store, nodes[0][0], _drawn(places, categories)):
            yield figure
        if expired:
            top = (await _run(driver, address, "MATCH (p:Place) WHERE p.parent IS NULL RETURN p.key"))[0][0]
            holder = (await _run(driver, address, "MATCH (u:Unit) RETURN min(u.key)"))[0][0]
            await store.write(_expired(holder, top, categories, expired))
            for figure in await _asked(driver, address, store, nodes[0][0] + expired, _drawn(places, categories)):
                yield figure
    finally:
        await store.close()


async def _asked(
    driver: neo4j.AsyncDriver, address: ServerAddress, store: Neo4jStore, nodes: int, drawn: _Questions
) -> list[Figure]:
    """Ask in batches, by the store and by hand in turn, and compare neighbours in time."""
    # The walk has no hints: it is to be planned for this town, not for what was there before.
    await _run(driver, address, "CALL db.clearQueryCaches()")
    await store.warm()
    async with store.snapshot() as reader:
        revision = reader.revision
    asked = list(islice(drawn, _PROFILED))
    hits, spread_hits = middle(
        [await _hits(driver, address, text_of("responsibility"), *each, at=revision, moment=AT) for each in asked]
    )
    walked, spread_walked = middle([await _hits(driver, address, _BY_HAND, *each, at=AT) for each in asked])
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
        Figure("neo4j", nodes, _HITS, hits, "", spread_hits),
        Figure("neo4j", nodes, "traversal by hand database hits", walked, "", spread_walked),
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


async def _hits(
    driver: neo4j.AsyncDriver, address: ServerAddress, query: str, category: str, place: str, **parameters: int
) -> int:
    """Count what a question touches in the database: this knows nothing of how busy the machine is."""
    async with driver.session(database=address.database) as session:
        asked: dict[str, Any] = {"category": category, "place": place, **parameters}
        result = await session.run(f"PROFILE {query}", asked)
        return hits_of((await result.consume()).profile)


def hits_of(profile: Mapping[str, Any] | None) -> int:
    """Sum up the database hits of a profiled query."""
    if profile is None:
        return 0
    return int(profile.get("dbHits", 0)) + sum(map(hits_of, profile.get("children", ())))


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


def _expired(holder: str, place: str, categories: list[str], count: int) -> ChangeSet:
    """State duties at the top, in every category, that ended long before anybody asks."""
    draw = random.Random(6)
    rows = [
        Stated(number, Duty(f"expired.{number}", holder, draw.choice(categories), place, valid_from=0, valid_to=number))
        for number in range(1, count + 1)
    ]
    return ChangeSet("bench", "bench", 0, lambda table: rows if table is Table.DUTIES else [], count=len(rows))
