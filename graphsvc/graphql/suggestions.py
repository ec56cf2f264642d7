"""The questions of the root about suggestions: who could take a gap on, and a plan for many gaps."""

from __future__ import annotations

from typing import Annotated, Final

import strawberry

from graphsvc.answers.naming import keys_of
from graphsvc.answers.suggestions import Named, candidates, plan
from graphsvc.answers.telling_suggestions import keys_of_candidates
from graphsvc.domain import gaps as facts
from graphsvc.domain.errors import BadInput
from graphsvc.domain.kinds import NodeKind
from graphsvc.graphql.arguments import At
from graphsvc.graphql.coverage import GapKinds, Within
from graphsvc.graphql.enums import GapKind
from graphsvc.graphql.fields import field
from graphsvc.graphql.lookup import need
from graphsvc.graphql.request import Request
from graphsvc.graphql.types.gap import Gap
from graphsvc.graphql.types.suggestion import Candidate, OpenGap, Placing, Plan
from graphsvc.graphql.view import View

MOST_CANDIDATES: Final = 100
"""How many candidates can be asked for at once."""

Info = strawberry.Info[Request, None]

Kind = Annotated[
    GapKind,
    strawberry.argument(
        description="VACANT_POST is asked with `post`, UNPAIRED_HOUSEHOLD with `place`, UNHANDLED with `place` and "
        "`category`; nobody can take on a gap of another kind."
    ),
]
OfPlace = Annotated[strawberry.ID | None, strawberry.argument(description="Where the gap is: a key or global id.")]
OfCategory = Annotated[
    strawberry.ID | None, strawberry.argument(description="What nobody handles: a key or global id.")
]
OfPost = Annotated[strawberry.ID | None, strawberry.argument(description="The vacant post: its key or global id.")]
Many = Annotated[int | None, strawberry.argument(description="How many candidates at most: 1 to 100.")]


@strawberry.type
class Suggestions:
    """Fields of the root about suggestions."""

    @field(
        "Who could take a gap on, the best first, each with the reasons. That there is no such gap at the moment is "
        "told as an error. None for who may not see where people live, what they can do and who needs care."
    )
    async def candidates(
        self,
        info: Info,
        kind: Kind,
        place: OfPlace = None,
        category: OfCategory = None,
        post: OfPost = None,
        first: Many = 10,
        at: At = None,
    ) -> list[Candidate]:
        """Give the candidates."""
        request = info.context
        if first is None or not 1 <= first <= MOST_CANDIDATES:
            raise BadInput(f"`first` is a number from 1 to {MOST_CANDIDATES}")
        view = View.of(request, request.moment(at))
        found = await candidates(
            view.facts,
            request.surveys,
            request.vicinities,
            named=Named(
                facts.GapKind(str(kind.value)),
                place=None if place is None else await need(view, place, NodeKind.PLACE),
                category=None if category is None else await need(view, category, NodeKind.CATEGORY),
                post=None if post is None else await need(view, post, NodeKind.POST),
            ),
            most=first,
            at=view.at,
            visibility=view.visibility,
        )
        if found is None:
            return []
        await view.facts.entities(keys_of_candidates(found.candidates))
        return [Candidate(view=view, given=each) for each in view.counted(found.candidates)]

    @field(
        "Who should take on which gaps (UNHANDLED, VACANT_POST, UNPAIRED_HOUSEHOLD), for at most 2,500 at once, within "
        "the limits of the policy; and what stays open, and why. It changes nothing."
    )
    async def plan(self, info: Info, within: Within = None, kinds: GapKinds = None, at: At = None) -> Plan:
        """Make a plan."""
        request = info.context
        view = View.of(request, request.moment(at))
        found = await plan(
            view.facts,
            request.surveys,
            request.vicinities,
            kinds=None if kinds is None else [facts.GapKind(str(kind.value)) for kind in kinds],
            within=None if within is None else await need(view, within, NodeKind.PLACE),
            at=view.at,
            visibility=view.visibility,
        )
        gaps = [*(each.gap for each in found.placings), *(each.gap for each in found.left_open)]
        await view.facts.entities(
            list(dict.fromkeys([*keys_of(gaps), *keys_of_candidates(each.candidate for each in found.placings)]))
        )
        return Plan(
            placings=[
                Placing(gap=Gap(view=view, given=each.gap), candidate=Candidate(view=view, given=each.candidate))
                for each in view.counted(found.placings)
            ],
            left_open=[
                OpenGap(given=each, gap=Gap(view=view, given=each.gap)) for each in view.counted(found.left_open)
            ],
            gaps=found.gaps,
            shortened=found.shortened,
        )
