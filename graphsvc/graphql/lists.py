"""The lists of the root: every kind of node in pages, and search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import strawberry

from graphsvc.answers.listing import Page, found_then, listing
from graphsvc.answers.search import search
from graphsvc.domain.errors import BadInput
from graphsvc.domain.facts import PlaceFilter
from graphsvc.domain.kinds import NodeKind as Kind
from graphsvc.domain.kinds import PlaceKind
from graphsvc.graphql.arguments import After, At, First
from graphsvc.graphql.enums import NodeKind
from graphsvc.graphql.fields import field
from graphsvc.graphql.lookup import need
from graphsvc.graphql.paging import Asked, asked, connect
from graphsvc.graphql.request import Request
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.types.category import Category
from graphsvc.graphql.types.connection import Connection
from graphsvc.graphql.types.duty import Duty
from graphsvc.graphql.types.node import Node
from graphsvc.graphql.types.person import Person
from graphsvc.graphql.types.place import Place
from graphsvc.graphql.types.post import Post
from graphsvc.graphql.types.unit import Unit
from graphsvc.graphql.view import View

Info = strawberry.Info[Request, None]

_LONGEST_SEARCH = 200

Text = Annotated[str, strawberry.argument(description="The words to look for.")]
Kinds = Annotated[
    list[NodeKind] | None, strawberry.argument(description="Only these kinds; an empty list asks for nothing.")
]
OfKind = Annotated[str | None, strawberry.argument(description="Only places of this kind, such as `building`.")]
Parent = Annotated[
    strawberry.ID | None, strawberry.argument(description="Only places that stand directly in this one.")
]


@strawberry.type
class Lists:
    """Fields of the root that are lists in pages."""

    @field(
        "What is called so: whole names first, then beginnings, then by key. Chinese, English, aliases and "
        "the initials of pinyin are searched; each word of the text must be in a name. `kinds` restricts; an empty "
        "list asks for nothing. Floors and households are found under their building."
    )
    async def search(
        self,
        info: Info,
        text: Text,
        kinds: Kinds = None,
        first: First = 20,
        after: After = None,
        at: At = None,
    ) -> Connection[Node]:
        """Search by names."""
        if len(text) > _LONGEST_SEARCH:
            raise BadInput(f"`text` has {_LONGEST_SEARCH} characters at most")
        wanted = None if kinds is None else sorted({Kind(str(kind.value)) for kind in kinds})
        question = await asked(info.context, f"search:{wanted}:{text}", first, after)
        view = _view(info, question, at)
        found = await search(view.facts, info.context.names, text, wanted, view.visibility)
        found = await found_then(view.facts, question.earlier, found, text, wanted, view.visibility)
        page = _page_after([fact.key for fact in found], question)
        return await _show(view, question, page)

    @field("Places by key, optionally only of a kind or directly in another place.")
    async def places(
        self,
        info: Info,
        kind: OfKind = None,
        parent: Parent = None,
        first: First = 20,
        after: After = None,
        at: At = None,
    ) -> Connection[Place]:
        """List places."""
        if kind is not None and kind not in set(PlaceKind):
            raise BadInput(f"`kind` is one of {', '.join(PlaceKind)}")
        within = None if parent is None else await need(View.of(info.context, info.context.now), parent, Kind.PLACE)
        only = PlaceFilter(None if kind is None else PlaceKind(kind), within)
        return await _list(info, Kind.PLACE, first, after, at, only)

    @field("Units by key; ended ones too.")
    async def units(self, info: Info, first: First = 20, after: After = None, at: At = None) -> Connection[Unit]:
        """List units."""
        return await _list(info, Kind.UNIT, first, after, at)

    @field("Posts by key; ended ones too.")
    async def posts(self, info: Info, first: First = 20, after: After = None, at: At = None) -> Connection[Post]:
        """List posts."""
        return await _list(info, Kind.POST, first, after, at)

    @field("Persons whom the asker may see, by key; `totalCount` counts those.")
    async def persons(self, info: Info, first: First = 20, after: After = None, at: At = None) -> Connection[Person]:
        """List persons."""
        return await _list(info, Kind.PERSON, first, after, at)

    @field("Categories by key.")
    async def categories(
        self, info: Info, first: First = 20, after: After = None, at: At = None
    ) -> Connection[Category]:
        """List categories."""
        return await _list(info, Kind.CATEGORY, first, after, at)

    @field("Duties by key; ended ones too.")
    async def duties(self, info: Info, first: First = 20, after: After = None, at: At = None) -> Connection[Duty]:
        """List duties."""
        return await _list(info, Kind.DUTY, first, after, at)


async def _list(
    info: Info,
    kind: Kind,
    first: int | None,
    after: str | None,
    at: DateTime | None,
    places: PlaceFilter | None = None,
) -> Connection[Any]:
    of = kind.value if places is None else f"{kind.value}:{places.kind or ''}:{places.parent or ''}"
    question = await asked(info.context, of, first, after)
    view = _view(info, question, at)
    page = await listing(view.facts, question.earlier, kind, question.first, question.key, view.visibility, places)
    return await _show(view, question, page)


async def _show(view: View, question: Asked, page: Page) -> Connection[Any]:
    rows = dict(await view.facts.entities(page.keys))
    # What was deleted since the first page is told as it was.
    rows.update((key, row) for key in page.keys if key not in rows and (row := question.earlier.get(key)) is not None)
    return connect(view, question, page, lambda key: view.node(rows[key]))


def _view(info: Info, question: Asked, at: DateTime | None) -> View:
    """Make the view of a list: the moment of the first page is that of all."""
    return View.of(info.context, info.context.moment(at) if question.at is None else question.at)


def _page_after(keys: Sequence[str], question: Asked) -> Page:
    """Cut a page out of a whole list in an order of its own."""
    begin = 0
    if question.key is not None:
        if question.key not in keys:
            raise BadInput("what `after` stands at is no longer found; begin again without it")
        begin = keys.index(question.key) + 1
    end = begin + question.first
    return Page(tuple(keys[begin:end]), end < len(keys), len(keys))
