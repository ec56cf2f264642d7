"""Runs the benchmarks that are asked for and prints their figures as they come."""

from __future__ import annotations

import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import orjson
from rich.console import Console

from graphsvc.bench import asking, cold, coverage, district, drawing, http, importing, neo4j, responsibility, writing
from graphsvc.bench.figures import Figure
from graphsvc.bench.towns import Town, town
from graphsvc.domain.errors import BadInput

Benchmark: TypeAlias = Callable[[Town], Iterator[Figure]]

BENCHMARKS: Final[dict[str, Benchmark]] = {
    "import": importing.measure,
    "cold": cold.measure,
    "who": responsibility.measure,
    "coverage": coverage.measure,
    "district": district.measure,
    "ask": asking.measure,
    "write": writing.measure,
    "http": http.measure,
    "map": drawing.measure,
    "neo4j": neo4j.measure,
}
"""The benchmarks by name, in the order in which they run."""

_AT_ONE_SIZE: Final = frozenset({"http", "map", "district", "neo4j"})


def run(names: Sequence[str], sizes: Sequence[int], *, as_json: bool) -> None:
    """Run benchmarks at sizes (numbers of nodes) and print a line for each figure; BadInput for an unknown name."""
    if list(names) == ["list"]:
        sys.stdout.write("\n".join(BENCHMARKS) + "\n")
        return
    if unknown := sorted(set(names) - BENCHMARKS.keys()):
        raise BadInput(f"no benchmark is called {unknown[0]!r}; there are {', '.join(BENCHMARKS)}")
    chosen = [name for name in BENCHMARKS if not names or name in names]
    out = Console(markup=False, highlight=False, emoji=False, soft_wrap=True, stderr=as_json)
    out.print(f"{platform.machine()}, Python {platform.python_version()}; the middle half of the runs is in brackets")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="graphsvc-bench-") as folder:
        for nodes in sorted(sizes):
            with town(Path(folder) / str(nodes), nodes) as place:
                for name in chosen:
                    if name in _AT_ONE_SIZE and nodes != min(sizes):
                        continue
                    for figure in BENCHMARKS[name](place):
                        figures.append(figure)
                        out.print(_line(figure))
    across = [figure for name in chosen for figure in _growth(name, figures)]
    for figure in across:
        out.print(_line(figure))
    if as_json:
        sys.stdout.buffer.write(
            orjson.dumps([figure._asdict() for figure in [*figures, *across]], option=orjson.OPT_APPEND_NEWLINE)
        )


def _growth(name: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Compare sizes, where a promise is about growth."""
    if name == "coverage":
        yield from coverage.growth(figures)
    if name != "who":
        return
    times = {figure.nodes: figure.value for figure in figures if figure.what == responsibility.TIME and figure.nodes}
    if len(times) > 1:
        large, small = max(times), min(times)
        yield Figure(
            name, None, f"time at {large:,} nodes / at {small:,}", times[large] / times[small], "×", None, "≤ 2"
        )


def _line(figure: Figure) -> str:
    size = "" if figure.nodes is None else f"{figure.nodes:,} nodes"
    spread = f"  [{figure.told_spread()}]" if figure.spread else ""
    promise = f"  (promised {figure.promise})" if figure.promise else ""
    return f"{figure.benchmark:8} {size:>16}  {figure.what}: {figure.told()}{spread}{promise}"
