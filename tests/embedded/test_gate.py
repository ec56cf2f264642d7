"""The gate: readers of any event loop or one writer, nobody blocked for good."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.embedded.gate import Gate
from graphsvc.domain.errors import StoreError
from tests.support.worlds import EVERYTHING_ONCE, SEWER, WATER, stating

pytestmark = pytest.mark.anyio


class Closing:
    """A writer in a thread of its own, which stays inside the gate until told to leave."""

    def __init__(self, gate: Gate) -> None:
        self.inside, self.leave = threading.Event(), threading.Event()
        self.refused: StoreError | None = None
        self._thread = threading.Thread(target=self._run, args=(gate,))
        self._thread.start()

    def _run(self, gate: Gate) -> None:
        try:
            with gate.closed():
                self.inside.set()
                self.leave.wait(20)
        except StoreError as error:
            self.refused = error

    async def join(self) -> None:
        self.leave.set()
        await asyncio.to_thread(self._thread.join, 20)
        assert not self._thread.is_alive()


async def test_the_writer_waits_for_the_readers_inside_and_new_readers_for_the_writer() -> None:
    gate = Gate(patience=30)
    await gate.enter()
    writer = Closing(gate)
    while gate.try_enter():  # until the writer has come
        gate.leave()
        await asyncio.sleep(0)
    late = asyncio.create_task(gate.enter())
    assert not writer.inside.is_set()
    gate.leave()
    assert await asyncio.to_thread(writer.inside.wait, 20)
    assert not late.done()
    await writer.join()
    await asyncio.wait_for(late, 20)
    gate.leave()
    assert gate._inside == 0


async def test_a_reader_that_gives_up_waiting_leaves_no_trace() -> None:
    gate = Gate(patience=30)
    writer = Closing(gate)
    assert await asyncio.to_thread(writer.inside.wait, 20)
    early, late = asyncio.create_task(gate.enter()), asyncio.create_task(gate.enter())
    await asyncio.sleep(0)
    early.cancel()
    await asyncio.gather(early, return_exceptions=True)
    await writer.join()
    await asyncio.wait_for(late, 20)
    gate.leave()
    await asyncio.sleep(0)
    assert gate._inside == 0
    last = Closing(gate)
    assert await asyncio.to_thread(last.inside.wait, 20)
    await last.join()


async def test_a_reader_cancelled_as_it_is_let_in_gives_its_place_back() -> None:
    gate = Gate(patience=30)
    writer = Closing(gate)
    assert await asyncio.to_thread(writer.inside.wait, 20)
    reader = asyncio.create_task(gate.enter())
    await asyncio.sleep(0)
    await writer.join()
    asyncio.get_running_loop().call_soon(reader.cancel)  # after it was let in, before it runs on
    await asyncio.gather(reader, return_exceptions=True)
    if not reader.cancelled():
        gate.leave()
    assert gate._inside == 0


async def test_a_writer_gives_up_when_somebody_never_leaves() -> None:
    gate = Gate(patience=0.001, giving_up=0.005)
    await gate.enter()
    writer = Closing(gate)
    await writer.join()
    assert writer.refused is not None
    assert "snapshot was not left" in writer.refused.message
    assert gate.try_enter()


async def test_a_write_inside_its_own_snapshot_is_refused_and_not_hung(file: Path) -> None:
    store = EmbeddedStore.open(file)
    await store.write(stating(*EVERYTHING_ONCE))
    store._gate = Gate(patience=0.001, giving_up=0.005)
    async with store.snapshot():
        with pytest.raises(StoreError, match="nothing was written"):
            await store.write(stating(WATER, SEWER._replace(name="new")))
    assert (store.revision, await store.verify()) == (1, ())
    assert (await store.write(stating(WATER, SEWER._replace(name="new")))).revision == 2
    await store.close()


@pytest.mark.parametrize("where", ["memory:", "sqlite:"])
def test_several_event_loops_read_while_one_writes(file: Path, where: str) -> None:
    store = EmbeddedStore.open(None if where == "memory:" else file)
    asyncio.run(store.write(stating(WATER, SEWER)))
    failures: list[BaseException] = []

    async def read() -> None:
        for _ in range(100):
            async with store.snapshot() as facts:
                rows = await facts.entities(["water", "sewer"])
                names = await facts.names()
                assert facts.revision == 1 or {name.names[0] for name in names} == {str(facts.revision)}
                assert [row.key for row in rows.values()] == ["water", "sewer"]

    def run() -> None:
        try:
            asyncio.run(read())
        except BaseException as error:  # noqa: BLE001  (told by the test itself)
            failures.append(error)

    readers = [threading.Thread(target=run) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, 12):
        name = str(number)
        changes = stating(WATER._replace(name=name, name_en=None), SEWER._replace(name=name, name_en=None))
        asyncio.run(store.write(changes))
    for reader in readers:
        reader.join(30)
    assert failures == []
    assert store.revision == 11
    assert asyncio.run(store.verify()) == ()
    asyncio.run(store.close())
