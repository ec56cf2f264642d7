"""What a store hands over for one moment is enough: the answer is the one that all rows give.

The naive reference is told every row of a world, of every period; a store is asked for what matters at a moment.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.responsibility import Desks
from graphsvc.store.port import Store
from tests.reference.cells import World, comparable
from tests.support import neo4j_server
from tests.support.comparing import ask, judge, put
from tests.support.generated import Generated, generated_worlds

pytestmark = pytest.mark.anyio


async def agrees(store: Store, generated: Generated, folder: Path) -> None:
    """Ask of each part of a history: once for facts of the moment alone, once with all of the revision at hand."""
    try:
        for world in (generated.draft, generated.world):
            if world is None:
                continue
            await put(world, folder, store)
            known = World(world)
            async with store.snapshot() as reader:
                for asked in generated.questions:
                    answer = comparable(await ask(reader, Desks(), asked))
                    assert answer == comparable(judge(known, asked)), asked
                await reader.coverage_facts()
                desks = Desks()
                for asked in generated.questions:
                    assert comparable(await ask(reader, desks, asked)) == comparable(judge(known, asked)), asked
    finally:
        await store.close()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(generated=generated_worlds())
async def test_facts_of_a_moment_give_the_answer_of_all_facts(generated: Generated, tmp_path: Path) -> None:
    await agrees(EmbeddedStore.open(None), generated, tmp_path / "bundle")


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(generated=generated_worlds(questions=24))
async def test_facts_of_a_moment_from_neo4j_give_the_answer_of_all_facts(generated: Generated, tmp_path: Path) -> None:
    await agrees(neo4j_server.open_store(), generated, tmp_path / "bundle")
