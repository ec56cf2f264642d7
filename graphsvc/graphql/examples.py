"""The examples of the root: questions to start with."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graphsvc.domain import examples
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.validity import read_moment
from graphsvc.graphql.enums import Lang
from graphsvc.graphql.fields import field
from graphsvc.graphql.lookup import find
from graphsvc.graphql.request import Request
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.types.place import Place
from graphsvc.graphql.view import View

Info = strawberry.Info[Request, None]

InLanguage = Annotated[Lang | None, strawberry.argument(description="The language of the question.")]


@strawberry.type(description="A question to start with, in the words that `ask` takes.")
class Example:
    """A question to start with."""

    given: strawberry.Private[examples.Example]
    view: strawberry.Private[View]

    @field("The question in words.")
    def question(self, lang: InLanguage = Lang.ZH) -> str:
        """Give the words."""
        return self.given.en if lang is Lang.EN else self.given.zh

    @field("The place that it is asked from, if it says too little without.")
    async def near(self) -> Place | None:
        """Look the place up."""
        if self.given.near is None:
            return None
        row = await find(self.view, self.given.near, NodeKind.PLACE)
        return None if row is None else self.view.place(row.key)

    @field("The moment that it is asked about; null: now.")
    def at(self) -> DateTime | None:
        """Give the moment."""
        if self.given.at is None:
            return None
        return self.view.moment(read_moment(self.given.at, self.view.timezone))

    @field("Whether it is asked as urgent.")
    def urgent(self) -> bool:
        """Say whether it is."""
        return self.given.urgent


@strawberry.type
class Examples:
    """Fields of the root about examples."""

    @field("Questions to start with, as whoever runs the service offers them; none where nobody does.")
    def examples(self, info: Info) -> list[Example]:
        """Give the examples."""
        request = info.context
        view = View.of(request, request.now)
        return [Example(given=example, view=view) for example in request.examples]
