"""Pages of lists of gaps: each list is of one moment and revision, found once and kept while it is being read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from graphsvc.answers.naming import keys_of
from graphsvc.domain import gaps as facts
from graphsvc.domain.entities import Moment, Person
from graphsvc.domain.errors import BadInput, NotFound
from graphsvc.domain.kinds import NodeKind
from graphsvc.graphql.cursors import Cursor, checked_first, read_cursor
from graphsvc.graphql.enums import GapKind
from graphsvc.graphql.ids import read_global_id
from graphsvc.graphql.kept import Question
from graphsvc.graphql.lookup import need
from graphsvc.graphql.request import Request
from graphsvc.graphql.types.connection import Connection, Edge, PageInfo
from graphsvc.graphql.types.gap import Gap
from graphsvc.graphql.view import View

Find = Callable[[Question], Awaitable[tuple[facts.Gap, ...]]]
"""Finds a list at the revision that is read."""


async def gap_page(
    request: Request, of: str, at: Moment, first: int | None, after: str | None, find: Find
) -> Connection[Gap]:
    """Give a page of a list: `of` tells which one to whom, `at` of which moment it is when no cursor says so."""
    count = checked_first(first)
    revision = request.facts.revision
    await request.kept.see(request.store, revision, request.now)
    if after is None:
        question, begin = Question(revision, at, of), 0
        gaps = await _whole(request, question, find)
    else:
        cursor = read_cursor(after, of)
        question = Question(cursor.revision, cursor.at, of)
        gaps = await _whole(request, question, find)
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


def kinds_asked(kinds: Iterable[GapKind] | None) -> tuple[facts.GapKind, ...]:
    """Give the kinds that are asked for, in their order; all when none are named."""
    named = None if kinds is None else {str(kind.value) for kind in kinds}
    return tuple(kind for kind in facts.GapKind if named is None or kind.value in named)


def asked_by(request: Request, kinds: Sequence[facts.GapKind], place: str | None, category: str | None = None) -> str:
    """Tell a list from others: what is shown depends on who asks, so a cursor is good for who may see the same."""
    seen = request.visibility
    # Keys may hold anything: the length of the one says where it ends.
    about = category or ""
    return f"{','.join(kinds)}:{seen.every_person:d}{seen.care:d}:{len(about)}:{about}{place or ''}"


async def place_asked(view: View, within: str | None, after: str | None = None) -> str | None:
    """Give the key of the place that is asked about; NotFound when there is none."""
    return await _asked(view, within, NodeKind.PLACE, after)


async def category_asked(view: View, category: str | None, after: str | None = None) -> str | None:
    """Give the key of the category that is asked about; NotFound when there is none."""
    return await _asked(view, category, NodeKind.CATEGORY, after)


async def _asked(view: View, identifier: str | None, kind: NodeKind, after: str | None) -> str | None:
    if identifier is None:
        return None
    try:
        return await need(view, identifier, kind)
    except NotFound:
        if after is None:
            raise
        # A node that was deleted since: the cursor tells whether the list was about it.
        said = read_global_id(identifier)
        return identifier if said is None else said.key


async def _whole(request: Request, question: Question, find: Find) -> tuple[facts.Gap, ...]:
    """Give the whole list: as it was kept, or found anew at the revision that is read."""
    kept = request.kept.get(question)
    if kept is not None:
        return kept
    if question.revision != request.facts.revision:
        raise BadInput(
            "the data has changed, and the list that `after` belongs to is not kept any more; begin again without it"
        )
    gaps = await find(question)
    request.kept.keep(question, gaps)
    return gaps


def _position(cursor: Cursor, gaps: Sequence[facts.Gap]) -> int:
    number = cursor.key
    # A number of ours comes back as itself.
    if len(number) > 9 or not number.isdecimal() or str(int(number)) != number or int(number) >= len(gaps):
        raise BadInput("`after` is no cursor that this list gave (take it from `pageInfo.endCursor`)")
    return int(number)


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
