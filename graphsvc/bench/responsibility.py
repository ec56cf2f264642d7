"""`whoHandles` in process against the bare dict walk on the same index."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from itertools import islice

from graphsvc.adapters.embedded.index import Index
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.towns import AT, Town, open_town, questions
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.store.port import FactReader

TIME = "who-handles p50"

_BATCH = 100
_BATCHES = 150
_NOTHING: dict[int, object] = {}


def walk(index: Index, category: str, place: str) -> None:
    """Do what no answer can do without: for each ancestor place and category, one `dict.get`; no objects made."""
    scopes, parents = index.scopes, index.parents
    categories = index.category_lineage(category).ids
    node = index.ids[place]
    while node:
        get = scopes.get(node, _NOTHING).get
        for above in categories:
            get(above)
        node = parents[node]


def measure(town: Town) -> Iterator[Figure]:
    """Ask evenly drawn questions in batches, the walk and the answer in turn, and compare the medians.

    The desk has answered other questions of the moment before, as it has in a running service, so it knows who stands
    behind a duty; what the first ones cost is told too.
    """
    yield from asyncio.run(_measure(town))


async def _measure(town: Town) -> list[Figure]:
    store = open_town(town)
    try:
        async with store.snapshot() as reader:
            index = store.index
            first = await _ask(reader, Desks(), questions(store, 2_000, seed=1))
            desks = Desks()
            # Enough to have met most duties once.
            await _ask(reader, desks, questions(store, max(20_000, 4 * len(index.duties)), seed=2))
            walks, asks = [], []
            # Each batch is new to the processor's caches, for the walk as for the answer.
            drawn = iter(questions(store, 2 * _BATCH * _BATCHES, seed=3))
            for _ in range(_BATCHES):
                walks.append(_walk(index, list(islice(drawn, _BATCH))))
                asks.append(await _ask(reader, desks, list(islice(drawn, _BATCH))))
    finally:
        await store.close()
    # Neighbours in time, so that they met the machine in the same mood.
    ratio, spread = middle([asked / bare for asked, bare in zip(asks, walks, strict=True)])
    asked, asked_spread = middle(asks)
    return [
        Figure("who", town.nodes, "who-handles / dict walk", ratio, "×", spread, "≤ 2"),
        Figure("who", town.nodes, TIME, asked, "µs", asked_spread),
        Figure("who", town.nodes, "dict walk p50", *_unit(walks)),
        Figure("who", town.nodes, "mean of the first 2,000 questions about a moment", first, "µs"),
    ]


def _unit(values: list[float]) -> tuple[float, str, tuple[float, float]]:
    value, spread = middle(values)
    return value, "µs", spread


def _walk(index: Index, batch: list[tuple[str, str]]) -> float:
    begun = time.perf_counter_ns()
    for category, place in batch:
        walk(index, category, place)
    return (time.perf_counter_ns() - begun) / len(batch) / 1e3


async def _ask(reader: FactReader, desks: Desks, batch: list[tuple[str, str]]) -> float:
    begun = time.perf_counter_ns()
    for category, place in batch:
        await who_handles(reader, desks, category, place, AT, urgent=False, visibility=EVERYTHING)
    return (time.perf_counter_ns() - begun) / len(batch) / 1e3
