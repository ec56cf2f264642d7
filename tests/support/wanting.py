"""Generated worlds whose policy wants something, held by a store; and checking many of them in one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.adapters.embedded import EmbeddedStore
from tests.reference.raw import Cells, RawWorld
from tests.support.comparing import put
from tests.support.generated import Generated, generated_worlds


def without_columns(row: Cells, *columns: str) -> Cells:
    """Give a row without some columns."""
    return {name: cell for name, cell in row.items() if name not in columns}


@st.composite
def wanting_worlds(draw: st.DrawFn) -> Generated:
    """Draw a world whose policy wants something, often of several kinds of places and of places in one another."""
    generated = draw(generated_worlds(questions=2))
    random = Random(draw(st.integers(0, 2**32 - 1)))
    tables = dict(generated.world.tables)
    tables["places"] = [{**row, "tags": random.choice(("", "", "old", "lift|old"))} for row in tables["places"]]
    if random.random() < 0.6:
        # Most duties hold at once and tie, so that there is more to find.
        for table in ("duties", "units", "posts"):
            tables[table] = [without_columns(row, "valid_from", "valid_to", "priority") for row in tables[table]]
    kinds = sorted({row["kind"] for row in tables["places"]})
    rows: dict[tuple[str, ...], Cells] = {}
    for _ in range(random.choice((0, 1, 2, 3))):
        row = (random.choice(kinds), random.choice(tables["categories"])["key"], random.choice(("", "", "old")))
        rows[row] = {"rule": "demand", "place_kind": row[0], "category": row[1], "tag": row[2]}
    limits = {"horizon_days": "1", "ladder_steps": str(random.choice((1, 2, 3)))}
    policy = [*rows.values(), *({"rule": "limit", "name": name, "number": limits[name]} for name in limits)]
    world = replace(generated.world, tables={**tables, "policy": policy})
    return replace(generated, world=world, draft=None)


@asynccontextmanager
async def holding(world: RawWorld, folder: Path) -> Any:  # noqa: ANN401  (a reader, for `async with`)
    """Open facts of a world."""
    store = EmbeddedStore.open(None)
    try:
        await put(world, folder, store)
        async with store.snapshot() as reader:
            yield reader
    finally:
        await store.close()


def run(strategy: st.SearchStrategy[Generated], examples: int, check: Callable[[Generated], Awaitable[None]]) -> None:
    """Check so many worlds in one event loop."""
    with asyncio.Runner() as runner:
        # Always the same worlds: so few by chance may lack what is rare, and the counts below would fail now and then.
        @settings(max_examples=examples, deadline=None, derandomize=True)
        @given(strategy)
        def one(generated: Generated) -> None:
            runner.run(check(generated))  # type: ignore[arg-type]  # it is a coroutine

        one()
