"""The questions of the root about coverage: gaps, how they change, the matrix, what breaks when somebody leaves."""

from __future__ import annotations

from typing import Annotated, Final

import strawberry

from graphsvc.answers.coverage import coverage_gaps, impact
from graphsvc.answers.matrix import coverage_matrix
from graphsvc.answers.naming import keys_of
from graphsvc.domain import gaps as facts
from graphsvc.domain.errors import BadInput, LimitExceeded, NotFound
from graphsvc.domain.kinds import NodeKind
from graphsvc.graphql.arguments import After, At, First
from graphsvc.graphql.enums import GapKind
from graphsvc.graphql.fields import field
from graphsvc.graphql.gap_pages import asked_by, category_asked, gap_page, kinds_asked, place_asked
from graphsvc.graphql.kept import Question
from graphsvc.graphql.lookup import find, need
from graphsvc.graphql.request import Request
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.types.between import Comparison, GapsBetween
from graphsvc.graphql.types.connection import Connection
from graphsvc.graphql.types.gap import Gap, Impact
from graphsvc.graphql.types.matrix import CoverageMatrix
from graphsvc.graphql.view import View, kind_of

MOST_REMOVED: Final = 100
"""How many persons, posts and units can be taken out at once."""

Info = strawberry.Info[Request, None]

Within = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only what concerns this place and what stands in it: its key or global id."),
]
GapKinds = Annotated[
    list[GapKind] | None, strawberry.argument(description="Only these kinds; an empty list asks for nothing.")
]
Removing = Annotated[
    list[strawberry.ID],
    strawberry.argument(description="Persons, posts and units: their keys or global ids, 100 at most."),
]

WithinMatrix = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="The place whose children are the rows: its key or global id; none: the roots."),
]
AboutCategory = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Only cells of this category or one beneath it: its key or global id. "
        "Kinds of gaps that are no cells have no category, so there are none of them."
    ),
]
OfCategory = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only matters of this category: its key or global id."),
]
Level = Annotated[
    int | None,
    strawberry.argument(
        description="How far below `category` the columns are: 1 are its children, 0 is itself. Without a category "
        "1 are the largest ones, 2 their children. A category without children stands for itself."
    ),
]

_REMOVABLE: Final = frozenset({NodeKind.PERSON, NodeKind.POST, NodeKind.UNIT})


@strawberry.type
class Coverage:
    """Fields of the root about coverage."""

    @field(
        "The gaps of coverage, by kind in the order of GapKind; within a kind those that weigh most come first "
        "(households times the weight of the matter), or by place. Pages are those of one moment and revision; they "
        "are kept for 15 minutes after the next write."
    )
    async def coverage_gaps(
        self,
        info: Info,
        within: Within = None,
        kinds: GapKinds = None,
        category: AboutCategory = None,
        at: At = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Gap]:
        """Give a page of the gaps."""
        request = info.context
        wanted = kinds_asked(kinds)
        view = View.of(request, request.now)
        place = await place_asked(view, within, after)
        about = await category_asked(view, category, after)
        of = f"gaps:{asked_by(request, wanted, place, about)}"

        async def find(question: Question) -> tuple[facts.Gap, ...]:
            return await coverage_gaps(
                request.facts,
                request.surveys,
                kinds=wanted,
                at=question.at,
                within=place,
                visibility=request.visibility,
                category=about,
            )

        # The moment of a cursor is that of its list.
        when = request.now if after is not None else request.moment(at)
        return await gap_page(request, of, when, first, after, find)

    @field(
        "What opened and what closed between two moments, of what is known now: gaps that were none at `from` and are "
        "at `to`, and those that were and are none any more."
    )
    async def gaps_between(
        self,
        info: Info,
        since: Annotated[DateTime, strawberry.argument(name="from", description="The earlier moment.")],
        until: Annotated[DateTime, strawberry.argument(name="to", description="The later moment.")],
        within: Within = None,
        kinds: GapKinds = None,
    ) -> GapsBetween:
        """Compare two moments."""
        request = info.context
        start, end = request.moment(since), request.moment(until)
        if start > end:
            raise BadInput("`from` is later than `to`")
        place = await place_asked(View.of(request, request.now), within)
        return GapsBetween(asked=Comparison(request, start, end, place, kinds_asked(kinds)))

    @field(
        "How a place is covered, as a table: its children (without a place: the largest places) against categories. "
        "Drill down with `within` the place of a row, and `category` that of a column."
    )
    async def coverage(
        self,
        info: Info,
        within: WithinMatrix = None,
        category: OfCategory = None,
        level: Level = 1,
        at: At = None,
    ) -> CoverageMatrix:
        """Give the matrix."""
        request = info.context
        if level is None:
            raise BadInput("`level` is a number")
        view = View.of(request, request.moment(at))
        found = await coverage_matrix(
            view.facts,
            request.surveys,
            within=await place_asked(view, within),
            category=None if category is None else await need(view, category, NodeKind.CATEGORY),
            level=level,
            at=view.at,
        )
        return CoverageMatrix(view=view, given=found)

    @field(
        "What breaks when persons, posts or units are taken out: a unit takes its sub-units and their posts along. "
        "It changes nothing."
    )
    async def impact(self, info: Info, removing: Removing, within: Within = None, at: At = None) -> Impact:
        """Say what breaks."""
        request = info.context
        if len(removing) > MOST_REMOVED:
            raise LimitExceeded(f"at most {MOST_REMOVED} are taken out at once (limit: removing)")
        view = View.of(request, request.moment(at))
        place = await place_asked(view, within)
        keys = [await _removed(view, text) for text in removing]
        found = await impact(
            view.facts, request.surveys, removing=keys, at=view.at, within=place, visibility=view.visibility
        )
        await view.facts.entities([*keys_of([*found.uncovered, *found.single_points]), *found.vacated, *found.unpaired])
        return Impact(
            uncovered=[Gap(view=view, given=gap) for gap in view.counted(found.uncovered)],
            single_points=[Gap(view=view, given=gap) for gap in view.counted(found.single_points)],
            vacated=[view.post(key) for key in view.counted(found.vacated)],
            unpaired=[view.place(key) for key in view.counted(found.unpaired)],
        )


async def _removed(view: View, text: str) -> str:
    row = await find(view, text)
    if row is None or kind_of(row) not in _REMOVABLE:
        raise NotFound("person, post or unit", text)
    return row.key
