"""Relay's connections: lists in pages."""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from graphsvc.graphql.cursors import Cursor, write_cursor
from graphsvc.graphql.fields import field

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """Relay's page info."""

    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether some come before.")
    start: strawberry.Private[Cursor | None]
    end: strawberry.Private[Cursor | None]

    @field("The cursor of the first entry; null on an empty page.")
    def start_cursor(self) -> str | None:
        """Tell the cursor of the first entry."""
        return None if self.start is None else write_cursor(self.start)

    @field("The cursor of the last entry: `after` of the next page; null on an empty page.")
    def end_cursor(self) -> str | None:
        """Tell the cursor of the last entry."""
        return None if self.end is None else write_cursor(self.end)


@strawberry.type(description="An entry of a list.")
class Edge(Generic[T]):
    """An entry and its cursor."""

    node: T = strawberry.field(description="The entry.")
    stands: strawberry.Private[Cursor]

    @field("Where it stands in the list.")
    def cursor(self) -> str:
        """Tell the cursor."""
        return write_cursor(self.stands)


@strawberry.type(description="A page of a list. It stands still: what is written meanwhile does not move its entries.")
class Connection(Generic[T]):
    """A page."""

    edges: list[Edge[T]] = strawberry.field(description="The entries of the page.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many entries the whole list has.")
