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
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle


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


def main() -> None:
    """Do the task that the arguments name."""
    task, *paths = sys.argv[1:]
    tasks: dict[str, Callable[..., dict[str, float]]] = {"import": import_town, "cold": open_cold}
    facts = tasks[task](*map(Path, paths))
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"facts": facts, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}))


if __name__ == "__main__":
    main()
