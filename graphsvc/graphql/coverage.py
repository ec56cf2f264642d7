"""The questions of the root about coverage: which gaps there are, and what breaks when somebody leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

import strawberry

from graphsvc.answers.coverage import coverage_gaps, impact
from graphsvc.answers.naming import keys_of
from graphsvc.domain import gaps as facts
from graphsvc.domain.entities import Person
from graphsvc.domain.errors import BadInput, LimitExceeded, NotFound
from graphsvc.domain.kinds import NodeKind
from graphsvc.graphql.arguments import After, At, First
from graphsvc.graphql.cursors import Cursor, checked_first, read_cursor
from graphsvc.graphql.enums import GapKind
from graphsvc.graphql.fields import field
from graphsvc.graphql.ids import read_global_id
from graphsvc.graphql.kept import Question
from graphsvc.graphql.lookup import find, need
from graphsvc.graphql.request import Request
from graphsvc.graphql.types.connection import Connection, Edge, PageInfo
from graphsvc.graphql.types.gap import Gap, Impact
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
        at: At = None,
        first: First = 50,
        after: After = None,
    ) -> Connection[Gap]:
        """Give a page of the gaps."""
        request = info.context
        count = checked_first(first)
        named = None if kinds is None else {str(kind.value) for kind in kinds}
        wanted = tuple(kind for kind in facts.GapKind if named is None or kind.value in named)
        place = await _place(View.of(request, request.now), within, after)
        seen = request.visibility
        # What is shown depends on who asks, so a cursor is good for who may see the same.
        of = f"gaps:{','.join(wanted)}:{seen.every_person:d}{seen.care:d}:{place or ''}"
        revision = request.facts.revision
        await request.kept.see(request.store, revision, request.now)
        if after is None:
            question, begin = Question(revision, request.moment(at), of), 0
            gaps = await _gaps(request, question, wanted, place)
        else:
            cursor = read_cursor(after, of)
            question = Question(cursor.revision, cursor.at, of)
            gaps = await _gaps(request, question, wanted, place)
            begin = _position(cursor, gaps) + 1
        view = View.of(request, question.at)
        page = view.counted(gaps[begin : begin + count])
        await _read(view, page, question.revision)
        edges = [
            Edge(node=Gap(view=view, given=gap), stands=Cursor(question.revision, question.at, of, str(number)))
            for number, gap in enumerate(page, begin)
        ]
        return Connection(
            edges=edges,
            page_info=PageInfo(
                has_next_page=begin + count < len(gaps),
                has_previous_page=after is not None,
                start=edges[0].stands if edges else None,
                end=edges[-1].stands if edges else None,
            ),
            total_count=len(gaps),
        )

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
        place = await _place(view, within)
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


async def _gaps(
    request: Request, question: Question, wanted: Sequence[facts.GapKind], place: str | None
) -> tuple[facts.Gap, ...]:
    """Give the whole list: as it was kept, or found anew at the revision that is read."""
    kept = request.kept.get(question)
    if kept is not None:
        return kept
    if question.revision != request.facts.revision:
        raise BadInput(
            "the data has changed, and the list that `after` belongs to is not kept any more; begin again without it"
        )
    gaps = await coverage_gaps(
        request.facts, request.surveys, kinds=wanted, at=question.at, within=place, visibility=request.visibility
    )
    request.kept.keep(question, gaps)
    return gaps


def _position(cursor: Cursor, gaps: Sequence[facts.Gap]) -> int:
    number = cursor.key
    # A number of ours comes back as itself.
    if len(number) > 9 or not number.isdecimal() or str(int(number)) != number or int(number) >= len(gaps):
        raise BadInput("`after` is no cursor that this list gave (take it from `pageInfo.endCursor`)")
    return int(number)


async def _place(view: View, within: str | None, after: str | None = None) -> str | None:
    if within is None:
        return None
    try:
        return await need(view, within, NodeKind.PLACE)
    except NotFound:
        if after is None:
            raise
        # A place that was deleted since: the cursor tells whether the list was about it.
        said = read_global_id(within)
        return within if said is None else said.key


async def _removed(view: View, text: str) -> str:
    row = await find(view, text)
    if row is None or kind_of(row) not in _REMOVABLE:
        raise NotFound("person, post or unit", text)
    return row.key


async def _read(view: View, page: Sequence[facts.Gap], revision: int) -> None:
    """Read what a page names in one call; what was deleted since the list was made is told as it was."""
    keys = keys_of(page)
    found = await view.facts.entities(keys)
    missing = [key for key in keys if key not in found]
    if not missing or revision == view.facts.revision:
        return
    request = view.request
    earlier = await request.history.since(request.store, revision, view.facts.revision)
    for key in missing:
        row = earlier.get(key)
        # What was told of a person once is no reason to go on telling it.
        if row is not None and not isinstance(row, Person):
            view.facts.rows.known[key] = row
