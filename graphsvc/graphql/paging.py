"""What a page is asked for: how many entries, after which one, and of which revision and moment the list is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from graphsvc.answers.listing import Earlier, Page
from graphsvc.domain.entities import Moment
from graphsvc.graphql.cursors import Cursor, checked_first, read_cursor
from graphsvc.graphql.request import Request
from graphsvc.graphql.types.connection import Connection, Edge, PageInfo
from graphsvc.graphql.view import View


class Asked(NamedTuple):
    """A page that is asked for."""

    of: str
    first: int
    key: str | None
    revision: int
    at: Moment | None
    """The moment of the cursor; None on the first page."""
    earlier: Earlier
    """What was touched since the first page was given."""


async def asked(request: Request, of: str, first: int | None, after: str | None) -> Asked:
    """Read the arguments of a list; BadInput in words when they are none of ours."""
    count = checked_first(first)
    facts = request.facts
    if after is None:
        return Asked(of, count, None, facts.revision, None, {})
    cursor = read_cursor(after, of)
    earlier = await request.history.since(request.store, cursor.revision, facts.revision)
    return Asked(of, count, cursor.key, cursor.revision, cursor.at, earlier)


def connect(view: View, question: Asked, page: Page, show: Callable[[str], Any]) -> Connection[Any]:
    """Make a page of a list out of keys."""
    edges: list[Edge[Any]] = [
        Edge(node=show(key), stands=Cursor(question.revision, view.at, question.of, key))
        for key in view.counted(page.keys)
    ]
    return Connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=page.more,
            has_previous_page=question.key is not None,
            start=edges[0].stands if edges else None,
            end=edges[-1].stands if edges else None,
        ),
        total_count=page.total,
    )


def cut(keys: list[str], question: Asked) -> Page:
    """Cut the page out of a whole list that is in key order."""
    following = [key for key in keys if question.key is None or key > question.key]
    return Page(tuple(following[: question.first]), len(following) > question.first, len(keys))
