"""World C, a district: all kinds of gaps in one process, and what a planner would use instead for what is unhandled."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import process_time
from typing import Final

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.bench.children import in_child
from graphsvc.bench.coverage import scan
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.planners import Cells, Graphs, by_networkx, by_sql
from graphsvc.bench.tables import load
from graphsvc.bench.towns import AT, Town
from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.domain.entities import Moment
from graphsvc.domain.gaps import GapKind
from graphsvc.questions.coverage import Ground, lay_ground, survey_at
from graphsvc.questions.leaves import bits
from graphsvc.seeding import Size, generate, write_world

_ROUNDS: Final = 5


def measure(town: Town) -> Iterator[Figure]:
    """Generate the district beside a town, and measure it."""
    yield from compare(town.file.with_name("district"), size="full")


def compare(folder: Path, *, size: Size) -> Iterator[Figure]:
    """Generate the district into a folder, and find what is unhandled in it in three ways, which must agree."""
    bundle, file = folder / "bundle", folder / "town.db"
    write_world(generate("C", size=size), bundle)
    nodes = int(in_child("import", bundle, file).facts["nodes"])
    gaps = in_child("gaps", file)
    yield Figure("district", nodes, f"all thirteen kinds ({gaps.facts['gaps']:,.0f} gaps)", gaps.facts["cpu"], "s")
    yield Figure("district", nodes, "… peak resident memory", gaps.peak / 2**20, "MiB", None, "≤ 1,024")
    yield from asyncio.run(_compare(bundle, file, nodes))


async def _compare(bundle: Path, file: Path, nodes: int) -> list[Figure]:
    store = EmbeddedStore.open(file, read_only=True)
    try:
        async with store.snapshot() as reader:
            with closing(load(bundle)) as tables:
                facts, graphs = await reader.coverage_facts(), Graphs(tables)
                firsts, scans, queries, walks = [], [], [], []
                cells: Cells = set()
                for _ in range(_ROUNDS):
                    begun = process_time()
                    ground = lay_ground(facts)
                    gaps = scan(facts, ground, AT, GapKind.UNHANDLED)
                    first = process_time()
                    scan(facts, ground, AT, GapKind.UNHANDLED)
                    scanned = process_time()
                    queried = by_sql(tables, AT)
                    answered = process_time()
                    walked = by_networkx(tables, graphs, AT)
                    ended = process_time()
                    firsts.append(first - begun)
                    scans.append(scanned - first)
                    queries.append(answered - scanned)
                    walks.append(ended - answered)
                    cells = uncovered_cells(facts, ground, AT)
                    if not cells == queried == walked or len(cells) != sum(gap.cells for gap in gaps):
                        raise RuntimeError("the scan, the query and the graph disagree")
    finally:
        await store.close()
    figures = [Figure("district", nodes, "uncovered cells, found alike in three ways", len(cells), "")]
    for what, theirs in (("SQL, a recursive query on SQLite", queries), ("networkx, ancestors of each cell", walks)):
        for ours, name in ((firsts, "first scan of a revision"), (scans, "a scan after it")):
            ratio, spread = middle([other / mine for other, mine in zip(theirs, ours, strict=True)])
            figures.append(Figure("district", nodes, f"{what} / {name}", ratio, "×", spread))
    for what, values in (
        ("first scan of a revision", firsts),
        ("a scan after it", scans),
        ("SQL", queries),
        ("networkx", walks),
    ):
        value, (low, high) = middle(values)
        figures.append(Figure("district", nodes, what, value * 1e3, "ms", (low * 1e3, high * 1e3)))
    return figures


def uncovered_cells(facts: CoverageFacts, ground: Ground, at: Moment) -> Cells:
    """Tell the cells that a scan finds uncovered one by one, from what it makes its rows of."""
    demand, leaves, parents = ground.demand, ground.leaves, facts.parents
    changes = survey_at(ground, at, facts.timezone).uncovered()
    found: Cells = set()
    for place in range(1, len(parents)):
        if not (wanted := demand.own(place)):
            continue
        above = place
        while above and above not in changes:
            above = parents[above]
        key = facts.place_key(place)
        found.update((key, leaves.keys[bit]) for bit in bits(wanted & changes.get(above, leaves.every)))
    return found
