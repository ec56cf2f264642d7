"""What one request knows: whose it is, its one moment, and its one snapshot of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from graphsvc.answers.coverage import Surveys
from graphsvc.answers.freshness import Freshness
from graphsvc.answers.listing import History
from graphsvc.answers.responsibility import Desks
from graphsvc.answers.search import Names
from graphsvc.answers.suggestions import Vicinities
from graphsvc.answers.understanding import Vocabulary
from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import LimitExceeded
from graphsvc.domain.examples import Example
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import Visibility
from graphsvc.graphql.foresight import Plans
from graphsvc.graphql.kept import KeptGaps
from graphsvc.graphql.loading import BatchingReader
from graphsvc.graphql.scalars import DateTime
from graphsvc.store.port import Store

LISTED: Final = 50_000
"""How many entries the lists of one answer may hold altogether."""


@dataclass(slots=True)
class Request:
    """The context of one GraphQL request."""

    store: Store
    desks: Desks
    names: Names
    history: History
    surveys: Surveys
    vicinities: Vicinities
    kept: KeptGaps
    visibility: Visibility
    now: Moment
    vocabulary: Vocabulary
    plans: Plans = field(default_factory=dict)
    examples: Sequence[Example] = ()
    _reader: BatchingReader | None = None
    _listed: int = field(default=0)

    @asynccontextmanager
    async def reading(self, fresh: Freshness, at_least: int) -> AsyncIterator[None]:
        """Hold one snapshot of the store: everything that is answered is of one revision, `at_least` that one."""
        async with fresh.snapshot(at_least) as reader:
            self._reader = facts = BatchingReader(reader)
            try:
                yield
            finally:
                await facts.settle()
                self._reader = None

    @property
    def facts(self) -> BatchingReader:
        """The facts of the snapshot."""
        if self._reader is None:
            raise RuntimeError("nothing is read before the snapshot is opened")
        return self._reader

    def moment(self, at: DateTime | None) -> Moment:
        """Give the moment that a root field is asked about; now when none is told."""
        return self.now if at is None else read_moment(at, self.facts.settings.timezone)

    def listed(self, entries: int) -> None:
        """Count entries of lists: a short query can ask for many lists, and the limit on cost only estimates them."""
        self._listed += entries
        if self._listed > LISTED:
            raise LimitExceeded(f"the lists of this answer hold more than {LISTED:,} entries (limit: answer size)")
