"""GapsBetween: what opened and what closed between two moments."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as attribute

import strawberry

from graphsvc.answers.between import Between, gaps_between
from graphsvc.domain import gaps
from graphsvc.domain.entities import Moment
from graphsvc.domain.validity import tell_moment
from graphsvc.graphql.arguments import AfterThere, First
from graphsvc.graphql.fields import field
from graphsvc.graphql.gap_pages import asked_by, gap_page
from graphsvc.graphql.kept import Question
from graphsvc.graphql.request import Request
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.types.connection import Connection
from graphsvc.graphql.types.gap import Gap


@dataclass(slots=True)
class Comparison:
    """What is compared for whom; found when the first of its lists is asked for."""

    request: Request
    start: Moment
    end: Moment
    place: str | None
    kinds: Sequence[gaps.GapKind]
    _found: Between | None = None
    _finding: asyncio.Lock = attribute(default_factory=asyncio.Lock)

    async def find(self) -> Between:
        """Compare, once: both lists are found together and may be asked for at once."""
        async with self._finding:
            if self._found is None:
                request = self.request
                self._found = await gaps_between(
                    request.facts,
                    request.surveys,
                    kinds=self.kinds,
                    start=self.start,
                    end=self.end,
                    within=self.place,
                    visibility=request.visibility,
                )
            return self._found


@strawberry.type(
    description="What opened and what closed between two moments. For gaps that are sets of cells, the cells that are "
    "in one set and not in the other are rolled up (for each agent); of the others the rows that are in one list and "
    "not in the other. Pages stand still as those of `coverageGaps` do; a cursor is good for the same two moments."
)
class GapsBetween:
    """A comparison."""

    asked: strawberry.Private[Comparison]

    @field("The earlier moment.", name="from")
    def since(self) -> DateTime:
        """Tell the earlier moment."""
        return DateTime(tell_moment(self.asked.start, self.asked.request.facts.settings.timezone))

    @field("The later moment.", name="to")
    def until(self) -> DateTime:
        """Tell the later moment."""
        return DateTime(tell_moment(self.asked.end, self.asked.request.facts.settings.timezone))

    @field("What is a gap at the later moment and was none at the earlier, told as of the later; in the order of gaps.")
    async def opened(self, first: First = 50, after: AfterThere = None) -> Connection[Gap]:
        """Give a page of what opened."""
        return await self._page("opened", self.asked.end, first, after)

    @field("What was a gap at the earlier moment and is none at the later, told as of the earlier; in the same order.")
    async def closed(self, first: First = 50, after: AfterThere = None) -> Connection[Gap]:
        """Give a page of what closed."""
        return await self._page("closed", self.asked.start, first, after)

    async def _page(self, side: str, at: Moment, first: int | None, after: str | None) -> Connection[Gap]:
        asked = self.asked

        async def find(_: Question) -> tuple[gaps.Gap, ...]:
            found: tuple[gaps.Gap, ...] = getattr(await asked.find(), side)
            return found

        of = f"{side}:{asked.start}:{asked.end}:{asked_by(asked.request, asked.kinds, asked.place)}"
        return await gap_page(asked.request, of, at, first, after, find)
