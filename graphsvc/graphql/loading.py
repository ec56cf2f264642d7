"""Reading for one request: what many fields want in the same turn of the event loop is asked for at once.

`BatchingReader` is a FactReader itself, so the functions of `answers/` are given it and their calls for a hundred
places become one, without knowing. What was read once in a request is not read again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

from graphsvc.domain.changes import Settings
from graphsvc.domain.coverage_facts import CoverageFacts, PeopleFacts, StaffFacts
from graphsvc.domain.entities import Entity, Moment, Row
from graphsvc.domain.facts import Link, Listing, NameFact, NodeFact, Period, PlaceFilter, ResponsibilityFacts
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.references import Reference
from graphsvc.domain.visibility import Visibility
from graphsvc.store.port import FactReader

_Value = TypeVar("_Value")


class Batch(Generic[_Value]):
    """Collects the keys that are wanted until the event loop turns, then fetches them in one call."""

    __slots__ = ("_fetch", "_round", "_under_way", "_wanted", "known")

    def __init__(
        self,
        fetch: Callable[[Sequence[str]], Awaitable[Mapping[str, _Value]]],
        under_way: set[asyncio.Task[None]],
    ) -> None:
        self._fetch = fetch
        self._under_way = under_way
        self._wanted: dict[str, None] = {}
        self._round: asyncio.Task[None] | None = None
        self.known: dict[str, _Value | None] = {}
        """What was fetched so far; None for a key that was not there."""

    async def load(self, keys: Sequence[str]) -> dict[str, _Value]:
        """Give what there is for these keys; the others are left out."""
        known = self.known
        missing = [key for key in keys if key not in known]
        if missing:
            self._wanted.update(dict.fromkeys(missing))
            if self._round is None:
                self._round = asyncio.get_running_loop().create_task(self._fetch_wanted())
                self._under_way.add(self._round)
                self._round.add_done_callback(self._ended)
            # One field that fails takes its siblings down, but not what others are waiting for.
            await asyncio.shield(self._round)
        return {key: value for key in keys if (value := known[key]) is not None}

    async def _fetch_wanted(self) -> None:
        wanted, self._wanted, self._round = list(self._wanted), {}, None
        found = await self._fetch(wanted)
        self.known.update((key, found.get(key)) for key in wanted)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        # Whoever waited for it is told of its error; when nobody does any more, nobody needs to be.
        if not task.cancelled():
            task.exception()


class BatchingReader:
    """`store.port.FactReader` on another one, for the fields of one request."""

    def __init__(self, reader: FactReader) -> None:
        self._reader = reader
        self._under_way: set[asyncio.Task[None]] = set()
        self.rows: Batch[Entity] = Batch(reader.entities, self._under_way)
        self._lineages = Batch(reader.lineages, self._under_way)
        self._households = Batch(reader.households, self._under_way)
        self._nodes = Batch(reader.nodes, self._under_way)
        self._referring: dict[Reference, Batch[tuple[Row, ...]]] = {}

    async def settle(self) -> None:
        """Give up what is still being read: the snapshot is about to be left."""
        if self._under_way:
            for task in self._under_way:
                task.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)

    @property
    def revision(self) -> int:
        """The revision that is read."""
        return self._reader.revision

    @property
    def settings(self) -> Settings:
        """What the store holds of bundle.json."""
        return self._reader.settings

    def steady(self, at: Moment) -> Period | None:
        """Give a period around `at` in which no row begins or ends."""
        return self._reader.steady(at)

    async def responsibility_facts(self, category: str, place: str, at: Moment) -> ResponsibilityFacts:
        """Load what is needed to say who handles a category at a place at a moment."""
        return await self._reader.responsibility_facts(category, place, at)

    async def coverage_facts(self) -> CoverageFacts:
        """Load what is needed to say which cells nobody covers."""
        return await self._reader.coverage_facts()

    async def staff_facts(self) -> StaffFacts:
        """Load who is meant to be where."""
        return await self._reader.staff_facts()

    async def people_facts(self) -> PeopleFacts:
        """Load where people live and work and what they can do."""
        return await self._reader.people_facts()

    async def entities(self, keys: Sequence[str]) -> Mapping[str, Entity]:
        """Give the rows with these keys."""
        return await self.rows.load(keys)

    async def referring(self, reference: Reference, keys: Sequence[str]) -> Mapping[str, tuple[Row, ...]]:
        """Give, for each key, the rows that hold it in that column."""
        batch = self._referring.get(reference)
        if batch is None:

            async def fetch(wanted: Sequence[str]) -> Mapping[str, tuple[Row, ...]]:
                return await self._reader.referring(reference, wanted)

            batch = self._referring[reference] = Batch(fetch, self._under_way)
        return await batch.load(keys)

    async def lineages(self, keys: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Give the lineages of places, categories and units."""
        return await self._lineages.load(keys)

    async def households(self, places: Sequence[str]) -> Mapping[str, int]:
        """Give the households of places."""
        return await self._households.load(places)

    async def within(self, reference: Reference, place: str) -> tuple[Row, ...]:
        """Give the rows that hold a place of the subtree."""
        return await self._reader.within(reference, place)

    async def nodes(self, keys: Sequence[str]) -> Mapping[str, NodeFact]:
        """Give what is shown of nodes."""
        return await self._nodes.load(keys)

    async def links(self, keys: Sequence[str], limit: int, visibility: Visibility) -> tuple[Link, ...]:
        """Give the links that touch any of the keys."""
        return await self._reader.links(keys, limit, visibility)

    async def listing(
        self,
        kind: NodeKind,
        first: int,
        after: str | None,
        visibility: Visibility,
        places: PlaceFilter | None = None,
    ) -> Listing:
        """Give a page of keys of a kind."""
        return await self._reader.listing(kind, first, after, visibility, places)

    async def names(self) -> Sequence[NameFact]:
        """Give what everything is called."""
        return await self._reader.names()
