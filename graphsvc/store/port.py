"""The port. The text of each method is the contract that `tests/conformance/` holds every store to.

Reading happens in a *snapshot*: everything read from one snapshot is of one revision, whatever is written
meanwhile. Keys are compared and ordered by code point, case-sensitively. Unknown keys are left out of the
answers of batch methods; only methods that say so raise NotFound. Every method may raise StoreError.
Reading methods are one round trip each on a store behind a network.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeAlias

from graphsvc.domain.changes import Change, ChangeSet, Outcome, Revision, Settings
from graphsvc.domain.coverage_facts import CoverageFacts, PeopleFacts, StaffFacts
from graphsvc.domain.entities import Entity, Moment, Row
from graphsvc.domain.facts import Link, Listing, NameFact, NodeFact, Period, PlaceFilter, ResponsibilityFacts
from graphsvc.domain.kinds import NodeKind, Table
from graphsvc.domain.references import Reference
from graphsvc.domain.visibility import Visibility

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Told now and then: what is being done, how many rows are done, of how many (None: not known)."""


class FactReader(Protocol):
    """Facts at one consistent moment."""

    @property
    def revision(self) -> int:
        """The revision that is read; 0 for an empty store."""

    @property
    def settings(self) -> Settings:
        """What the store holds of bundle.json; the defaults when nothing was stated."""

    def steady(self, at: Moment) -> Period | None:
        """Give a period around `at` in which no row begins or ends, so that who is present does not change in it.

        What was found out about presence at one moment of it may be kept for the others, as long as the revision
        stands. None: this store does not know, keep nothing.
        """

    async def responsibility_facts(self, category: str, place: str, at: Moment) -> ResponsibilityFacts:
        """Load what is needed to say who handles `category` at `place` at a moment; NotFound names a missing key.

        The facts are good for that moment and for every other one of a `steady` period around it. What is over by then
        should cost the question nothing.
        """

    async def coverage_facts(self) -> CoverageFacts:
        """Load what is needed to say which demanded cells nobody covers, anywhere.

        The same facts are given for every snapshot of a revision as long as the store likes, so that what they hold is
        read once; they are good while the snapshot is open.
        """

    async def staff_facts(self) -> StaffFacts:
        """Load who is meant to be where: units, posts, pairings and care needs, anywhere.

        Their objects are those of `coverage_facts` of the same revision; kept and good as those are.
        """

    async def people_facts(self) -> PeopleFacts:
        """Load where people live and work and what they can do: every person, and memberships without a post.

        Their objects are those of `coverage_facts` of the same revision; kept and good as those are.
        """

    async def entities(self, keys: Sequence[str]) -> Mapping[str, Entity]:
        """Give the rows of places, categories, units, posts, persons and duties with these keys."""

    async def referring(self, reference: Reference, keys: Sequence[str]) -> Mapping[str, tuple[Row, ...]]:
        """Give, for each key, the rows that hold it in that column, ordered by identity; keys without any are left out.

        Rows of every period. A membership in a post is found by its person and its post, not by the post's unit.
        """

    async def lineages(self, keys: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Give, for places, categories and units, the key itself, its parent, … up to the root."""

    async def households(self, places: Sequence[str]) -> Mapping[str, int]:
        """Give the households of places by the rule of `domain.households`."""

    async def within(self, reference: Reference, place: str) -> tuple[Row, ...]:
        """Give the rows that hold, in that column, a place of the subtree of `place`, ordered by identity."""

    async def nodes(self, keys: Sequence[str]) -> Mapping[str, NodeFact]:
        """Give what is shown of nodes of any kind."""

    async def links(self, keys: Sequence[str], limit: int, visibility: Visibility) -> tuple[Link, ...]:
        """Give the links that touch any of the keys, of every period, by (type name, source, target, valid_from).

        At most `limit` for each key and type of link at each end. Personal links, and links to persons who may not be
        seen, are left out unless `visibility` allows them, and do not count against the limit.
        """

    async def listing(
        self,
        kind: NodeKind,
        first: int,
        after: str | None,
        visibility: Visibility,
        places: PlaceFilter | None = None,
    ) -> Listing:
        """Give up to `first` keys of a kind that follow the key `after`, in key order; persons only those seen."""

    async def names(self) -> Sequence[NameFact]:
        """Give what every place, category, unit, post and person is called, ordered by key.

        Households and floors are left out: they are found under their building.
        """


class Store(Protocol):
    """Where the world is kept."""

    @property
    def revision(self) -> int:
        """The number of the last write; 0 for an empty store."""

    def snapshot(self) -> AbstractAsyncContextManager[FactReader]:
        """Open facts of the current revision; they stand still until the block is left."""

    async def write(self, changes: ChangeSet, *, dry_run: bool = False, progress: Progress | None = None) -> Outcome:
        """Write all of a change set or none of it; on return it is on disk and every later snapshot shows it.

        What is stated is compared with what is held (`domain.planning`); rows that are equal are not written, and when
        nothing differs no revision is made. Raises Refused when it is not sound together with what is held,
        StoreReadOnly or StoreLocked when this process may not write. `dry_run` tells the outcome and writes nothing.
        """

    def rows(self, table: Table) -> AsyncIterator[Row]:
        """Stream all rows of a table of the current revision, ordered by identity."""

    def changes(self, after: int) -> AsyncIterator[tuple[Revision, Sequence[Change]]]:
        """Replay every revision after that one, once and in order; a large one comes in several parts."""

    async def warm(self) -> None:
        """Do ahead what would make the first questions slow, if there is anything; others may ask meanwhile."""

    async def verify(self) -> tuple[str, ...]:
        """Compare everything derived with what it is derived from; give what differs, in words (none: sound)."""

    async def close(self) -> None:
        """Let go of files, locks and connections; the store is not used afterwards."""
