"""A transaction that writes, as the thread which plans the write sees it: plain calls, each answered in time.

Planning is pure and synchronous (`domain.planning`), and takes the processor for long in an import, so it has a thread
of its own; the driver lives in the event loop. Each call crosses over and back. What has no answer is only handed over:
while the server works on it, the next rows are planned.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from typing import Any, Protocol

from neo4j import AsyncTransaction

from graphsvc.adapters.neo4j.queries import text_of
from graphsvc.adapters.neo4j.server import Record, Server


class Asking(Protocol):
    """Asks a query of schema/cypher and waits for the answer."""

    def __call__(self, name: str, /, **parameters: Any) -> list[Record]: ...  # noqa: ANN401, D102  (told above)


class Telling(Asking, Protocol):
    """Asks, and tells what has no answer."""

    def tell(self, name: str, /, **parameters: Any) -> None:  # noqa: ANN401
        """Have a query carried out, after all that was told before; an error is raised by a later call."""

    def settle(self) -> None:
        """Wait until all that was told is carried out."""


class Transaction:
    """Steps of one transaction; `patience` is what each of them may take, `deadline` when all must be done."""

    def __init__(self, transaction: AsyncTransaction, patience: float, deadline: float | None) -> None:
        self._transaction = transaction
        self._patience = patience
        self._deadline = deadline
        self._loop = asyncio.get_running_loop()
        self._told: Future[list[Record]] | None = (
            None  # the one step under way: a transaction takes one after the other
        )

    def __call__(self, name: str, /, **parameters: Any) -> list[Record]:  # noqa: ANN401
        """Take a step, from another thread."""
        self.settle()
        return self._hand_over(name, parameters).result()

    def tell(self, name: str, /, **parameters: Any) -> None:  # noqa: ANN401
        """Hand a step over when the one before is done, and do not wait for it; see `Telling`."""
        self.settle()
        self._told = self._hand_over(name, parameters)

    def settle(self) -> None:
        """Wait for the step under way."""
        told, self._told = self._told, None
        if told is not None:
            told.result()

    def _hand_over(self, name: str, parameters: dict[str, Any]) -> Future[list[Record]]:
        return asyncio.run_coroutine_threadsafe(self.step(name, parameters), self._loop)

    async def step(self, name: str, parameters: dict[str, Any]) -> list[Record]:
        """Take a step, from the event loop."""
        async with asyncio.timeout_at(self.until):
            result = await self._transaction.run(text_of(name), parameters)
            return await result.values()

    @property
    def until(self) -> float:
        """When the next step must be done."""
        step = self._loop.time() + self._patience
        return step if self._deadline is None else min(step, self._deadline)


class Reading:
    """Questions beside the transaction: what was held before is not looked for among all that the write has done."""

    def __init__(self, server: Server, patience: float, deadline: float | None = None) -> None:
        self._server = server
        self._patience = patience
        self._deadline = deadline
        self._loop = asyncio.get_running_loop()

    def __call__(self, name: str, /, **parameters: Any) -> list[Record]:  # noqa: ANN401
        """Ask, from another thread."""
        patience = self._patience
        if self._deadline is not None:
            patience = min(patience, max(self._deadline - self._loop.time(), 0.0))
        return asyncio.run_coroutine_threadsafe(
            self._server.ask(name, patience=patience, **parameters), self._loop
        ).result()
