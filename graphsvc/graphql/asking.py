"""The question of the root in words."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graphsvc.answers.understanding import ask
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.validity import read_moment
from graphsvc.graphql.fields import field
from graphsvc.graphql.lookup import need
from graphsvc.graphql.request import Request
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.types.understanding import Understanding
from graphsvc.graphql.view import View

Info = strawberry.Info[Request, None]

QuestionText = Annotated[
    str,
    strawberry.argument(
        description="What is asked, in Chinese (simplified or traditional) or English; 10,000 characters at most."
    ),
]
Near = Annotated[
    strawberry.ID | None,
    strawberry.argument(
        description="Where the asker is: the key or global id of a place, such as a compound. It fills only what the "
        "question does not say."
    ),
]
AtTime = Annotated[
    DateTime | None,
    strawberry.argument(description="The moment of the answer; it beats a time in the question. Default: see `at`."),
]
Urgent = Annotated[
    bool | None, strawberry.argument(description="Leaves out who is not open now, and uses the urgent ladder.")
]


@strawberry.type
class Asking:
    """Fields of the root about questions in words."""

    @field("Who handles what a question in words is about, or what was not understood of it.")
    async def ask(
        self, info: Info, question: QuestionText, near: Near = None, at: AtTime = None, urgent: Urgent = False
    ) -> Understanding:
        """Answer a question in words."""
        request = info.context
        here = View.of(request, request.now)
        place = None if near is None else await need(here, near, NodeKind.PLACE)
        moment = None if at is None else read_moment(at, here.timezone)
        asked = await ask(
            here.facts,
            request.vocabulary,
            request.desks,
            question,
            near=place,
            at=moment,
            now=request.now,
            urgent=bool(urgent),
            visibility=request.visibility,
        )
        return Understanding(view=View.of(request, asked.at), given=asked)
