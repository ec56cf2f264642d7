"""Errors of the engine and the disk leave the store in words of the error tree, and leave nothing half written."""

from __future__ import annotations

import inspect
from pathlib import Path

import apsw
import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.embedded.faults import DAMAGED, REFUSES_WRITES, told, translated
from graphsvc.domain.entities import Category, Person
from graphsvc.domain.errors import BadInput, GraphsvcError, StoreDamaged, StoreError, StoreReadOnly
from tests.support.worlds import EVERYTHING_ONCE, LI, WATER, stating

pytestmark = pytest.mark.anyio

ENGINE = [kind for _, kind in inspect.getmembers(apsw, inspect.isclass) if issubclass(kind, apsw.Error)]


@pytest.mark.parametrize("kind", ENGINE)
def test_every_error_of_the_engine_is_told_in_words_of_the_tree(kind: type[apsw.Error]) -> None:
    with pytest.raises(GraphsvcError) as refusal, told("world.db"):
        raise kind("secret detail")
    assert isinstance(refusal.value, StoreError)
    assert isinstance(refusal.value, StoreDamaged) == issubclass(kind, DAMAGED)
    assert isinstance(refusal.value, StoreReadOnly) == issubclass(kind, REFUSES_WRITES)
    assert "world.db" in refusal.value.message
    assert "secret detail" not in refusal.value.message


def test_the_engine_has_the_errors_that_are_told_apart() -> None:
    assert len(ENGINE) > 30
    assert "disk is full" in translated(apsw.FullError(), "x").message


async def test_a_full_disk_refuses_the_write_whole_and_recovers(file: Path) -> None:
    store = EmbeddedStore.open(file)
    await store.write(stating(*EVERYTHING_ONCE))
    assert store._writer is not None
    pages = store._writer.pragma("page_count")
    store._writer.pragma("max_page_count", pages + 2)
    many = [Person(f"new-{number}", "某" * 100) for number in range(2_000)]
    with pytest.raises(StoreError, match="disk is full"):
        await store.write(stating(*many))
    async with store.snapshot() as facts:
        assert dict(await facts.entities(["new-1", "li"])) == {"li": LI}
    assert (store.revision, await store.verify()) == (1, ())
    store._writer.pragma("max_page_count", 10**6)
    assert (await store.write(stating(*many))).revision == 2
    assert await store.verify() == ()
    await store.close()


async def test_a_disk_that_takes_no_writes_is_told_and_reads_go_on(file: Path) -> None:
    store = EmbeddedStore.open(file)
    await store.write(stating(WATER))
    assert store._writer is not None
    store._writer.pragma("query_only", True)
    with pytest.raises(StoreReadOnly, match="takes no writes"):
        await store.write(stating(LI._replace(home_unit=None, residence=None)))
    assert (store.revision, await store.verify()) == (1, ())
    store._writer.pragma("query_only", False)
    assert (await store.write(stating(Category("new", "新")))).revision == 2
    await store.close()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Category("c", "类", weight=2**63), "larger than the store can hold"),
        (Category("c", "\ud800"), "half a character"),
    ],
)
async def test_values_that_the_engine_cannot_hold_are_bad_input(row: Category, words: str) -> None:
    store = EmbeddedStore.open(None)
    with pytest.raises(BadInput, match=words):
        await store.write(stating(WATER, row))
    assert (store.revision, await store.verify()) == (0, ())
    await store.close()


async def test_a_closed_store_says_so(file: Path) -> None:
    for store in (EmbeddedStore.open(None), EmbeddedStore.open(file)):
        await store.close()
        await store.close()
        with pytest.raises(StoreError, match="is closed"):
            await store.write(stating(WATER))
        with pytest.raises(StoreError, match="is closed"):
            async with store.snapshot():
                pass
