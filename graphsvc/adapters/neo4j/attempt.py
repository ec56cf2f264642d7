"""One attempt to write a change set: under the lock, planned in a thread, committed, published."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple, TypeVar

from neo4j import AsyncManagedTransaction, AsyncTransaction

from graphsvc.adapters.neo4j.holding import HeldRows, foreseen
from graphsvc.adapters.neo4j.queries import text_of
from graphsvc.adapters.neo4j.reader import KEPT_FOR
from graphsvc.adapters.neo4j.revisions import Census, State, settings_of
from graphsvc.adapters.neo4j.server import Server
from graphsvc.adapters.neo4j.transaction import Reading, Transaction
from graphsvc.adapters.neo4j.writing import Writer
from graphsvc.adapters.stating import first_problems, telling
from graphsvc.domain.changes import SETTINGS, Change, ChangeSet, Outcome, Revision
from graphsvc.domain.conflicts import conflicts
from graphsvc.domain.errors import Refused
from graphsvc.domain.planning import plan
from graphsvc.store.port import Progress

_T = TypeVar("_T")

_SHORT: Final = 1_000  # rows; a write of more may last longer than a question may
_STEP: Final = 120.0  # seconds for each step of a long write
_COMMIT: Final = 900.0  # seconds for the commit of a long write
_PUBLISHING: Final = 0.5  # seconds at least for the publication of a short one


class Written(NamedTuple):
    """A write that is done: what it did, and the revision of the store after it."""

    outcome: Outcome
    revision: int


class Attempt:
    """Carries one change set out, or tells what it would do."""

    def __init__(self, server: Server, changes: ChangeSet, progress: Progress | None) -> None:
        self._server = server
        self._changes = changes
        self._progress = progress
        self._short = changes.count is not None and changes.count <= _SHORT and not changes.replace
        self._beside = Reading(server, server.patience if self._short else _STEP)

    async def try_out(self, state: State) -> Outcome:
        """Tell what the write would do to a state."""
        outcome = Outcome(revision=state.revision)
        held = HeldRows(self._beside, state.revision)

        def work() -> None:
            for _ in self._plan(held, state, outcome):
                pass

        await _in_thread(work)
        return outcome

    async def write(self, token: str, deadline: float) -> Written:
        """Write, once: `token` tells of this write whether an earlier attempt was carried out after all.

        The lock must be had before `deadline`, and a short write be done.
        """
        if self._short:
            self._beside = Reading(self._server, self._server.patience, deadline)
        async with self._server.session(reading=False) as session:
            async with asyncio.timeout_at(deadline):
                transaction = await session.begin_transaction()
            async with transaction:
                written = await self._transact(transaction, token, deadline)
            # It is written: a moment is left to tell of it, however late it is.
            now, patience = asyncio.get_running_loop().time(), self._server.patience
            async with asyncio.timeout_at(max(deadline, now + _PUBLISHING) if self._short else now + patience):
                await session.execute_write(_publish, written.revision, token)
            return written

    async def _transact(self, transaction: AsyncTransaction, token: str, deadline: float) -> Written:
        first = Transaction(transaction, self._server.patience, deadline)
        await first.step("write/lock", {"token": token})
        ((number, _, done, *rest),) = await first.step("write/begin", {"token": token})
        state = State(number, settings_of(*rest[:3]), Census(*rest[3:]))
        outcome = Outcome(revision=number)
        steps = first if self._short else Transaction(transaction, _STEP, None)
        held = HeldRows(self._beside, number)
        if done is not None:
            # It was written before, only nobody heard of it; what it did is told by planning it against what was.
            held = HeldRows(self._beside, done - 1)
            await _in_thread(lambda: _exhaust(self._plan(held, state, outcome)))
            outcome.revision = done
            return Written(outcome, number)
        revision = await _in_thread(lambda: self._carry_out(steps, held, state, outcome, token))
        async with asyncio.timeout_at(deadline) if self._short else asyncio.timeout(_COMMIT):
            if revision == number:
                await transaction.rollback()
            else:
                await transaction.commit()
        outcome.revision = revision
        return Written(outcome, revision)

    def _carry_out(self, steps: Transaction, held: HeldRows, state: State, outcome: Outcome, token: str) -> int:
        changes = self._changes
        settings = state.settings if changes.settings is None else changes.settings
        writer = Writer(steps, state.revision + 1, state.census, replacing=changes.replace)
        writer.carry_out(self._plan(held, state, outcome))
        if outcome.empty and settings == state.settings:
            return state.revision
        revision = Revision(state.revision + 1, changes.author, changes.reason, changes.moment, settings)
        writer.seal(revision, token)
        writer.forget(KEPT_FOR)
        return revision.number

    def _plan(self, held: HeldRows, state: State, outcome: Outcome) -> Iterator[Change]:
        """Judge the change set and give what is to be done; Refused when it is not sound with what is held."""
        changes = foreseen(self._changes, held)
        problems, more = first_problems(conflicts(changes, held))
        if problems:
            raise Refused(problems, truncated=more)
        settings = state.settings if changes.settings is None else changes.settings
        if settings != state.settings and not held.empty:
            outcome.changed[SETTINGS] = 1
        return plan(telling(changes, "writing", self._progress), held, outcome)


async def _publish(transaction: AsyncManagedTransaction, revision: int, token: str) -> None:
    await (await transaction.run(text_of("write/publishing"), token=token)).consume()
    await (await transaction.run(text_of("write/publish"), revision=revision)).consume()


def _exhaust(changes: Iterator[Change]) -> None:
    for _ in changes:
        pass


async def _in_thread(work: Callable[[], _T]) -> _T:
    """Run in a thread; whoever gives up waiting still waits until the thread has ended, since it asks in this loop."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise
