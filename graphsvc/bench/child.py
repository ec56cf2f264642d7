"""What is done in a process of its own: `python -m graphsvc.bench.child TASK PATH…` prints one JSON document."""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.embedded.index import FREE
from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.bench.towns import AT
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.visibility import EVERYTHING


def import_town(bundle_path: Path, file: Path) -> dict[str, float]:
    """Import a bundle into a new store; rows and seconds of wall time."""

    async def act() -> dict[str, float]:
        begun = time.perf_counter()
        with read_bundle(bundle_path) as bundle:
            rows = bundle.count
            checked = time.perf_counter()
            store = EmbeddedStore.open(file)
            await import_bundle(store, bundle, author="bench", reason="bench", moment=0)
            ended = time.perf_counter()
            nodes = len(store.index.ids)
            await store.close()
        return {"rows": rows, "check": checked - begun, "write": ended - checked, "nodes": nodes}

    return asyncio.run(act())


def open_cold(file: Path) -> dict[str, float]:
    """Open a store that this process has not seen; CPU seconds and bytes, over those of the program itself."""
    warm = EmbeddedStore.open(None)  # what the program itself needs is loaded first
    asyncio.run(warm.close())
    gc.collect()
    process = psutil.Process()
    memory, cpu = process.memory_info().rss, time.process_time()
    store = EmbeddedStore.open(file, read_only=True)
    cpu = time.process_time() - cpu
    gc.collect()
    memory = process.memory_info().rss - memory
    index = store.index
    nodes = sum(1 for kind in index.kinds if kind != FREE)
    found = sum(1 for node, key in enumerate(index.keys) if key and index.ids[key] == node)
    asyncio.run(store.close())
    return {"cpu": cpu, "bytes": memory, "nodes": nodes, "found": found}


def list_gaps(file: Path) -> dict[str, float]:
    """List the gaps of all kinds once; CPU seconds and how many there are."""

    async def act() -> dict[str, float]:
        store = EmbeddedStore.open(file, read_only=True)
        async with store.snapshot() as reader:
            cpu = time.process_time()
            gaps = await coverage_gaps(reader, Surveys(), kinds=None, at=AT, within=None, visibility=EVERYTHING)
            cpu = time.process_time() - cpu
        await store.close()
        return {"cpu": cpu, "gaps": len(gaps), "cells": sum(gap.cells for gap in gaps)}

    return asyncio.run(act())


def main() -> None:
    """Do the task that the arguments name."""
    task, *paths = sys.argv[1:]
    tasks: dict[str, Callable[..., dict[str, float]]] = {"import": import_town, "cold": open_cold, "gaps": list_gaps}
    facts = tasks[task](*map(Path, paths))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"facts": facts, "cpu": used.ru_utime + used.ru_stime, "peak": _peak(used.ru_maxrss)}))


def _peak(told: int) -> int:
    """Give the peak of resident bytes; what is told (in KiB) may be that of the process that began this one."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    own = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), told)
    return int(own) * 1024


if __name__ == "__main__":
    main()
