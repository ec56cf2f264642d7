"""How long the server is waited for, by a clock that the test moves."""

from __future__ import annotations

import asyncio

import pytest

from graphsvc.adapters.neo4j.patience import Patience

pytestmark = pytest.mark.anyio


class Clock:
    """The time of the event loop."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def wait(patience: Patience, clock: Clock, seconds: float, error: Exception | None = None) -> None:
    """Wait for something that takes so long, and fails in the end or does not."""
    async with patience.wait():
        clock.now += seconds
        for _ in range(2):
            await asyncio.sleep(0)  # the loop looks at its clock
        if error is not None:
            raise error


@pytest.fixture
async def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(asyncio.get_running_loop(), "time", moved)
    return moved


async def test_what_is_waited_for_one_after_the_other_adds_up_and_thinking_is_free(clock: Clock) -> None:
    patience = Patience(4)
    for left in (3.0, 2.0, 1.0):
        await wait(patience, clock, 1)
        clock.now += 60
        assert patience.left == left
    for seconds in (1, 0):
        with pytest.raises(TimeoutError):
            await wait(patience, clock, seconds)
    assert patience.left == 0


async def test_what_is_waited_for_at_the_same_time_counts_once(clock: Clock) -> None:
    patience = Patience(4)
    async with patience.wait():
        clock.now += 1
        await wait(patience, clock, 1)
        assert patience.left == 2
        clock.now += 1
    assert patience.left == 1


async def test_waiting_that_fails_counts_as_well(clock: Clock) -> None:
    patience = Patience(4)
    with pytest.raises(OSError, match="cut"):
        await wait(patience, clock, 3, OSError("cut"))
    assert patience.left == 1
