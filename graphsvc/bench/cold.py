"""What opening a store costs: CPU for each node, and memory."""

from __future__ import annotations

from collections.abc import Iterator

from graphsvc.bench.children import in_child
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.towns import Town

_RUNS = 3


def measure(town: Town) -> Iterator[Figure]:
    """Open the town's store in new processes; nodes are all rows with a key, each looked up by it."""
    runs = [in_child("cold", town.file).facts for _ in range(_RUNS)]
    lost = max(run["nodes"] - run["found"] for run in runs)
    if lost:
        raise RuntimeError(f"{lost:,.0f} nodes are not found by their key")
    cpu, cpu_spread = middle([run["cpu"] / run["nodes"] * 1e6 for run in runs])
    memory, memory_spread = middle([run["bytes"] / run["nodes"] for run in runs])
    yield Figure("cold", town.nodes, "cold start, CPU for each node", cpu, "µs", cpu_spread, "≤ 3 at 2 million")
    yield Figure("cold", town.nodes, "memory for each node", memory, "bytes", memory_spread, "≤ 200 at 2 million")
