"""The scan of a whole city for gaps: against a dense kernel, against asking cell by cell, and as the city grows.

A *whole-city scan* is a survey of a moment that was not asked about before, on a revision that was: its facts are read
and summed up, as the kernel's columns are ready. The rounds go through the town's own steady periods, so between two of
them somebody came, went or fell ill. Who serves at a place and the rows of a place are kept by the revision, so a scan
finds them anew only where that changed; the first scan of a revision finds all of it, and is told beside the others.
All times are CPU time.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import Iterator, Sequence
from time import process_time
from typing import Final

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.embedded.index import Index
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.bench.children import in_child
from graphsvc.bench.dense import Dense
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.leaving import impacts
from graphsvc.bench.towns import AT, Town
from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.domain.entities import Moment
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.validity import SECOND
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions.coverage import Ground, lay_ground, survey_at
from graphsvc.questions.gaps import gaps_of_cells
from graphsvc.store.port import FactReader

TIME: Final = "UNHANDLED, whole-city scan"
ROWS: Final = "rows of that list"

_YEAR: Final = 365 * 86_400 * SECOND
_ROUNDS: Final = 24
_SAMPLE: Final = 2_000


def measure(town: Town) -> Iterator[Figure]:
    """Measure one town; the store is only read."""
    yield from asyncio.run(_measure(town))
    gaps = in_child("gaps", town.file)
    yield Figure("coverage", town.nodes, "all thirteen kinds, a new process", gaps.facts["cpu"], "s")
    yield Figure("coverage", town.nodes, "… and its peak resident memory", gaps.peak / 2**20, "MiB")


async def _measure(town: Town) -> list[Figure]:
    store = EmbeddedStore.open(town.file, read_only=True)
    try:
        async with store.snapshot() as reader:
            begun = process_time()
            facts = await reader.coverage_facts()
            ground = lay_ground(facts)
            scan(facts, ground, AT, GapKind.UNHANDLED)
            first = process_time() - begun
            figures, usual = _rounds(town, store.index, facts, ground)
            loop, spread = middle(await _double_loop(reader, facts, ground))
            figures += [
                Figure("coverage", town.nodes, "UNHANDLED, the first scan of a revision", first * 1e3, "ms"),
                Figure(
                    "coverage",
                    town.nodes,
                    "whole-city scan / whoHandles for each demanded cell",
                    usual / loop * 100,
                    "%",
                    (usual / spread[1] * 100, usual / spread[0] * 100),
                    "< 1 at 2 million",
                ),
            ]
            return figures + [figure async for figure in impacts(town, reader, facts, ground)]
    finally:
        await store.close()


def scan(facts: CoverageFacts, ground: Ground, at: Moment, kind: GapKind) -> list[Gap]:
    """Survey a moment and list the gaps of a kind."""
    return gaps_of_cells(kind, facts, survey_at(ground, at, facts.timezone))


def moments(index: Index) -> list[Moment]:
    """Give moments of different steady periods in order, from three years before the usual moment to two after."""
    found = [moment for moment in sorted(index.moments) if AT - 3 * _YEAR < moment < AT + 2 * _YEAR]
    return found[:: -(-len(found) // _ROUNDS)] or [AT, AT + 1]


def _rounds(town: Town, index: Index, facts: CoverageFacts, ground: Ground) -> tuple[list[Figure], float]:
    """Scan for two kinds and run the kernel, in turn, at each moment; the median of a scan is told in seconds, too."""
    dense = Dense(index, survey_at(ground, AT, facts.timezone))
    gaps = scan(facts, ground, AT, GapKind.UNHANDLED)
    if dense.scan() != sum(gap.cells for gap in gaps):
        raise RuntimeError("the dense kernel and the scan disagree")
    other = lay_ground(facts)  # for single points: what a scan leaves behind would help them
    scan(facts, other, AT, GapKind.SINGLE_POINT)
    scans, kernels, singles = [], [], []
    for at in moments(index):
        begun = process_time()
        scan(facts, ground, at, GapKind.UNHANDLED)
        scanned = process_time()
        dense.scan()
        counted = process_time()
        scan(facts, other, at, GapKind.SINGLE_POINT)
        ended = process_time()
        scans.append(scanned - begun)
        kernels.append(counted - scanned)
        singles.append(ended - counted)
    # Neighbours in time, so that they met the machine in the same mood.
    ratio, ratio_spread = middle([ours / theirs for ours, theirs in zip(scans, kernels, strict=True)])
    single, single_spread = middle([single / ours for single, ours in zip(singles, scans, strict=True)])
    usual, nodes = middle(scans)[0], town.nodes
    return [
        Figure("coverage", nodes, "whole-city scan / dense numpy kernel", ratio, "×", ratio_spread, "≤ 2 at 2 million"),
        Figure("coverage", nodes, TIME, *_milliseconds(scans)),
        Figure("coverage", nodes, "the dense kernel", *_milliseconds(kernels)),
        Figure("coverage", nodes, "SINGLE_POINT / UNHANDLED", single, "×", single_spread, "≤ 5"),
        Figure("coverage", nodes, ROWS, len(gaps), ""),
    ], usual


def _milliseconds(seconds: Sequence[float]) -> tuple[float, str, tuple[float, float]]:
    value, (low, high) = middle(seconds)
    return value * 1e3, "ms", (low * 1e3, high * 1e3)


async def _double_loop(reader: FactReader, facts: CoverageFacts, ground: Ground) -> list[float]:
    """Say what asking `who_handles` about every demanded cell would take, by batches of a sample of them."""
    demand, leaves = ground.demand, ground.leaves
    places = [place for place in range(1, len(facts.parents)) if demand.own(place)]
    # A place is drawn as often as it has cells.
    weights = [demand.own(place).bit_count() for place in places]
    draw, desks = random.Random(5), Desks()
    taken = []
    for batch in range(1 + _SAMPLE // 100):
        drawn = draw.choices(places, weights, k=_SAMPLE if batch == 0 else 100)
        asked = [(facts.place_key(place), _leaf(draw, leaves.keys, demand.own(place))) for place in drawn]
        begun = process_time()
        for place, category in asked:
            await who_handles(reader, desks, category, place, AT, urgent=False, visibility=EVERYTHING)
        taken.append((process_time() - begun) / len(asked) * sum(weights))
    return taken[1:]  # the first batch met most of those who serve


def _leaf(draw: random.Random, keys: Sequence[str], leaves: int) -> str:
    return draw.choice([key for bit, key in enumerate(keys) if leaves >> bit & 1])


def growth(figures: Sequence[Figure]) -> Iterator[Figure]:
    """Give the exponent with which a scan grows between the two largest sizes, and that of the list which it makes."""
    for what, promise in ((TIME, "≤ 0.8"), (ROWS, "")):
        found = {figure.nodes: figure.value for figure in figures if figure.what == what and figure.nodes}
        if len(found) > 1:
            small, large = sorted(found)[-2:]
            exponent = math.log(found[large] / found[small]) / math.log(large / small)
            told = f"growth exponent, {small:,} to {large:,} nodes: {what}"
            yield Figure("coverage", None, told, exponent, "", None, promise)
