"""The index kept in place is the index built anew from disk, after any writes."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.embedded.index import Index
from graphsvc.adapters.embedded.loading import load
from graphsvc.adapters.embedded.verifying import differences
from graphsvc.domain.entities import (
    Duty,
    Person,
    Row,
)
from graphsvc.domain.errors import Refused
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.visibility import EVERYTHING
from tests.support.random_rows import worlds
from tests.support.worlds import EVERYTHING_ONCE, stating

pytestmark = pytest.mark.anyio


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(writes=st.lists(st.tuples(worlds(), st.booleans(), st.integers(0, 6)), min_size=1, max_size=5))
async def test_index_log_and_state_agree_after_any_writes(
    writes: list[tuple[list[Row], bool, int]], caplog: pytest.LogCaptureFixture
) -> None:
    store = EmbeddedStore.open(None)
    with caplog.at_level(logging.ERROR):
        for rows, replace, moment in writes:
            try:
                await store.write(stating(*rows, replace=replace, moment=moment))
            except Refused:
                continue  # not sound together with what is held: another test's matter
            async with store.snapshot() as facts:  # so that what is kept from answers is there to become wrong
                for place in (await facts.listing(NodeKind.PLACE, 9, None, EVERYTHING)).keys:
                    (await facts.responsibility_facts("c0", place, 0)).matches()
            assert await store.verify() == ()
    assert caplog.records == []
    await store.close()


async def test_ids_of_what_is_gone_are_given_again() -> None:
    store = EmbeddedStore.open(None)
    for number in range(6):
        people = [Person(f"person-{number}-{n}", "某") for n in range(50)]
        await store.write(stating(*people, replace=True))
    assert len(store._index.keys) <= 101
    assert await store.verify() == ()
    await store.close()


@pytest.mark.parametrize(
    "harm",
    [
        lambda index: index.keys.__setitem__(1, "other"),
        lambda index: index.parents.__setitem__(index.ids["tower"], 0),
        lambda index: index.totals.__setitem__(index.ids["tower"], 9),
        lambda index: index.kinds.__setitem__(index.ids["tower"], 3),
        lambda index: index.scopes.clear(),
        lambda index: index.covering.clear(),
        lambda index: index.moments.clear(),
        lambda index: setattr(index.units[index.ids["branch"]], "heads", ()),
        lambda index: setattr(index.posts[index.ids["head"]], "members", ()),
        lambda index: setattr(index.persons[index.ids["li"]], "absences", ()),
        lambda index: setattr(index.duties[index.ids["water-city"]], "priority", 1),
        lambda index: setattr(index, "revision", 7),
        lambda index: index.chains.__setitem__(index.ids["tower"], ()),
    ],
)
async def test_whatever_differs_is_found(harm: Callable[[Index], object]) -> None:
    store = EmbeddedStore.open(None)
    await store.write(stating(*EVERYTHING_ONCE))
    assert await store.verify() == ()
    harm(store._index)
    assert store._writer is not None
    assert list(differences(store._index, load(store._writer, "memory")))
    assert await store.verify()
    await store.close()


async def test_an_index_that_cannot_follow_is_built_anew_and_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = EmbeddedStore.open(None)
    await store.write(stating(*EVERYTHING_ONCE))
    store._index.scopes.clear()  # a defect, from which taking out a duty cannot go on
    outcome = await store.write(stating(*(row for row in EVERYTHING_ONCE if not isinstance(row, Duty)), replace=True))
    assert (outcome.revision, await store.verify()) == (2, ())
    assert "built anew" in caplog.text
    await store.close()
