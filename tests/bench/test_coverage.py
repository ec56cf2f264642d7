"""The scan for gaps and what it is measured against find the same, or the ratios would mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.bench import coverage, district
from graphsvc.bench.coverage import scan
from graphsvc.bench.dense import Dense
from graphsvc.bench.district import uncovered_cells
from graphsvc.bench.figures import Figure
from graphsvc.bench.planners import Graphs, by_networkx, by_sql
from graphsvc.bench.tables import load
from graphsvc.bench.towns import town
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions.coverage import lay_ground, survey_at

BUNDLE = Path(__file__).parent.parent / "answers" / "riverside" / "bundle"
MOMENTS = tuple(
    read_moment(day, "Asia/Shanghai") for day in ("2019-01-01", "2024-02-29", "2025-06-16T10:00", "2026-11-20")
)


@pytest.mark.anyio
async def test_all_contenders_find_the_cells_that_who_handles_calls_uncovered() -> None:
    seen = set()
    store = EmbeddedStore.open(None)
    try:
        with read_bundle(BUNDLE) as bundle:
            await import_bundle(store, bundle, author="test", reason="test", moment=0)
        tables = load(BUNDLE)
        graphs, desks = Graphs(tables), Desks()
        async with store.snapshot() as reader:
            facts = await reader.coverage_facts()
            ground = lay_ground(facts)
            for at in MOMENTS:
                cells = uncovered_cells(facts, ground, at)
                assert cells == by_sql(tables, at) == by_networkx(tables, graphs, at)
                asked = {
                    (place, category)
                    for place, category in graphs.demand
                    if not (
                        await who_handles(reader, desks, category, place, at, urgent=False, visibility=EVERYTHING)
                    ).covered
                }
                assert cells == asked
                dense = Dense(store.index, survey_at(ground, at, facts.timezone))
                told = sum(gap.cells for gap in scan(facts, ground, at, GapKind.UNHANDLED))
                assert len(cells) == dense.scan() == told
                seen.add(len(cells))
        tables.close()
    finally:
        await store.close()
    # Moments at which nothing differs would prove little.
    assert len(seen) > 1
    assert min(seen) > 0


def test_the_benchmarks_of_coverage_run_on_tiny_towns(tmp_path: Path) -> None:
    """They compare what is found, and fail where it differs; how long it takes is not looked at here."""
    with town(tmp_path / "town", 3_000) as tiny:
        figures = list(coverage.measure(tiny))
    figures += district.compare(tmp_path / "district", size="small")
    assert all(figure.value > 0 for figure in figures), figures
    assert {coverage.TIME, coverage.ROWS} <= {figure.what for figure in figures}


def test_the_growth_exponent_is_that_of_the_two_largest_sizes() -> None:
    sizes = ((1_000, 9.0), (10_000, 2.0), (1_000_000, 20.0))
    figures = [Figure("coverage", nodes, coverage.TIME, time, "ms") for nodes, time in sizes]
    (growth,) = coverage.growth(figures)
    assert growth.value == pytest.approx(0.5)
    assert list(coverage.growth(figures[:1])) == []
