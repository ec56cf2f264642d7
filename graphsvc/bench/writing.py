"""A durable write against the least that durability costs: appending the same bytes to a file, and fsync."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.towns import AT, Town, open_town
from graphsvc.domain.changes import ChangeSet, Stated
from graphsvc.domain.entities import Absence
from graphsvc.domain.kinds import Table

_WRITES = 300
_RECORD = 512
"""Bytes: about what the change log holds of one such write."""


def measure(town: Town) -> Iterator[Figure]:
    """Write one row at a time (an absence that begins), and append to a raw file, in turn."""
    yield from asyncio.run(_measure(town))


async def _measure(town: Town) -> list[Figure]:
    store = open_town(town)
    writes, ratios = [], []
    raw = os.open(town.file.with_name("raw.log"), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    try:
        person = next(iter(store.index.persons.values())).key
        for number in range(_WRITES):
            bare = _append(raw)
            written = await _write(store, person, number)
            writes.append(written * 1e6)
            ratios.append(written / bare)
    finally:
        os.close(raw)
        await store.close()
    ratio, spread = middle(ratios)
    time_, time_spread = middle(writes)
    return [
        Figure("write", town.nodes, "durable write / append and fsync", ratio, "×", spread, "≤ 2.5"),
        Figure("write", town.nodes, "durable write p50", time_, "µs", time_spread),
    ]


def _append(file: int) -> float:
    begun = time.perf_counter()
    os.write(file, b"x" * _RECORD)
    os.fsync(file)
    return time.perf_counter() - begun


async def _write(store: EmbeddedStore, person: str, number: int) -> float:
    row = Stated(2, Absence(person, AT + number, None))
    changes = ChangeSet("bench", "bench", AT, lambda table: [row] if table is Table.ABSENCES else [], count=1)
    begun = time.perf_counter()
    await store.write(changes)
    return time.perf_counter() - begun
