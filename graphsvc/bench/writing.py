"""A durable write against the least that durability costs: appending to a file, and fsync."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Iterator
from itertools import cycle, islice

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.towns import AT, Town, open_town
from graphsvc.domain.changes import ChangeSet, Stated
from graphsvc.domain.entities import Absence
from graphsvc.domain.kinds import Table

_BLOCK = 25
_BLOCKS = 40
_RECORD = 512
"""Bytes: about what the change log holds of one such write. SQLite writes the pages that it changes, some 20 KiB."""


def measure(town: Town) -> Iterator[Figure]:
    """Write one row at a time (an absence that begins), and append to a raw file, in turn, a block each.

    Held against an append of as many bytes as the write puts on disk, and against one of the bare record.
    """
    yield from asyncio.run(_measure(town))


async def _measure(town: Town) -> list[Figure]:
    store = open_town(town)
    log = town.file.with_name(town.file.name + "-wal")
    writes, ratios, records = [], [], []
    raw = os.open(town.file.with_name("raw.log"), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    try:
        persons = cycle([person.key for person in islice(store.index.persons.values(), 100)])
        size = 0
        for block in range(_BLOCKS + 1):
            # Block by block: a disk that goes from file to file at every turn would be measured instead.
            written = [await _write(store, next(persons), block * _BLOCK + turn) for turn in range(_BLOCK)]
            if block == 0:  # warm, and the log was empty before
                size = log.stat().st_size // _BLOCK
                continue
            bare = [_append(raw, size) for _ in range(_BLOCK)]
            record = [_append(raw, _RECORD) for _ in range(_BLOCK)]
            writes += [taken * 1e6 for taken in written]
            ratios.append(statistics.median(written) / statistics.median(bare))
            records.append(statistics.median(written) / statistics.median(record))
    finally:
        os.close(raw)
        await store.close()
    ratio, spread = middle(ratios)
    record_ratio, record_spread = middle(records)
    time_, time_spread = middle(writes)
    as_many = f"durable write / append of as many bytes ({size:,}) and fsync"
    return [
        Figure("write", town.nodes, as_many, ratio, "×", spread, "≤ 2.5"),
        Figure("write", town.nodes, f"… of {_RECORD} bytes and fsync", record_ratio, "×", record_spread),
        Figure("write", town.nodes, "durable write p50", time_, "µs", time_spread),
    ]


def _append(file: int, size: int) -> float:
    begun = time.perf_counter()
    os.write(file, b"x" * size)
    os.fsync(file)
    return time.perf_counter() - begun


async def _write(store: EmbeddedStore, person: str, number: int) -> float:
    row = Stated(2, Absence(person, AT + number, None))
    changes = ChangeSet("bench", "bench", AT, lambda _: [row], count=1, tables=(Table.ABSENCES,))
    begun = time.perf_counter()
    await store.write(changes)
    return time.perf_counter() - begun
