"""What is kept in the process of the newest revision that was asked about as a whole: it took long to read."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from graphsvc.adapters.neo4j.assembly import Assembly
from graphsvc.adapters.neo4j.coverage import Columns, LoadedCoverage, LoadedPeople, LoadedStaff
from graphsvc.adapters.neo4j.paging import pages
from graphsvc.adapters.neo4j.rows import FAR, NEAR, Properties
from graphsvc.adapters.neo4j.server import Server
from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import DATED, Moment
from graphsvc.domain.facts import Period
from graphsvc.domain.kinds import Table

_TABLES: Final = tuple(table for table in Table if table is not Table.PLACES)


class Whole(NamedTuple):
    """The facts of a revision as a whole."""

    revision: int
    coverage: LoadedCoverage
    staff: LoadedStaff
    people: LoadedPeople
    boundaries: Sequence[Moment]
    """The moments at which rows begin or end, in order."""

    def steady(self, at: Moment) -> Period:
        """Give the longest period around `at` in which no row begins or ends."""
        after = bisect_right(self.boundaries, at)
        return Period(
            self.boundaries[after - 1] if after else None,
            self.boundaries[after] if after < len(self.boundaries) else None,
        )


class Kept:
    """Loads the facts of a revision as a whole, once for all who ask at the same time."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._whole: Whole | None = None
        self._loading = asyncio.Lock()

    def at_hand(self, revision: int) -> Whole | None:
        """Give the facts of a revision if they are there."""
        whole = self._whole
        return whole if whole is not None and whole.revision == revision else None

    async def load(self, revision: int, settings: Settings) -> Whole:
        """Give the facts of a revision; those of a newer one are not given up for it."""
        async with self._loading:
            found = self.at_hand(revision)
            if found is None:
                found = await self._load(revision, settings)
                if self._whole is None or self._whole.revision <= revision:
                    self._whole = found
            return found

    async def _load(self, revision: int, settings: Settings) -> Whole:
        columns = Columns()
        async for record in self._server.stream("coverage/places", at=revision):
            columns.put(record)
        async for record in self._server.stream("coverage/households", at=revision):
            columns.put_sum(record)
        columns.join()
        tables: dict[Table, list[Properties]] = {}
        for table in _TABLES:
            tables[table] = [node async for page in pages(self._server, table, revision) for node in page]
        assembly = Assembly()
        assembly.put(
            *(tables[table] for table in (Table.UNITS, Table.ESCALATIONS, Table.POSTS)),
            *(tables[table] for table in (Table.MEMBERSHIPS, Table.PERSONS, Table.ABSENCES)),
        )
        assembly.join()
        coverage = LoadedCoverage(settings, columns, assembly, tables)
        boundaries = {
            moment
            for table in _TABLES
            if table in DATED
            for node in tables[table]
            for moment in (node["valid_from"], node["valid_to"])
        }
        return Whole(
            revision,
            coverage,
            LoadedStaff(coverage, tables),
            LoadedPeople(coverage, tables),
            sorted(boundaries - {NEAR, FAR}),
        )
