"""The root of the schema: questions and look-ups."""

from __future__ import annotations

from typing import Annotated, Any, Final

import strawberry

from graphsvc.answers.neighbourhood import neighbourhood
from graphsvc.answers.responsibility import who_handles
from graphsvc.answers.services import reachable_departments
from graphsvc.domain.errors import BadInput, LimitExceeded, NotFound
from graphsvc.domain.kinds import NodeKind
from graphsvc.graphql.arguments import At, CategoryKey, Key, PlaceKey
from graphsvc.graphql.asker import Askers
from graphsvc.graphql.asking import Asking
from graphsvc.graphql.coverage import Coverage
from graphsvc.graphql.examples import Examples
from graphsvc.graphql.fields import field
from graphsvc.graphql.foresight import foresee, keys_needed
from graphsvc.graphql.ids import may_be_key
from graphsvc.graphql.lists import Lists
from graphsvc.graphql.lookup import find, need
from graphsvc.graphql.paths import Paths, subgraph
from graphsvc.graphql.request import Request
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.suggestions import Suggestions
from graphsvc.graphql.types.answer import Answer
from graphsvc.graphql.types.category import Category
from graphsvc.graphql.types.duty import Duty
from graphsvc.graphql.types.graph import Status, Subgraph
from graphsvc.graphql.types.node import Node
from graphsvc.graphql.types.person import Person
from graphsvc.graphql.types.place import Place
from graphsvc.graphql.types.post import Post
from graphsvc.graphql.types.service import Department
from graphsvc.graphql.types.unit import Unit
from graphsvc.graphql.view import View
from graphsvc.questions import responsibility as questions

MOST_HOPS: Final = 3
"""How far a neighbourhood reaches at most."""

MOST_NODES: Final = 500
"""How many nodes a neighbourhood shows at most."""

MOST_IDS: Final = 100
"""How many nodes can be asked for by id at once."""

Info = strawberry.Info[Request, None]

Urgent = Annotated[
    bool | None, strawberry.argument(description="Leaves out who is not open now, and uses the urgent ladder.")
]
Of = Annotated[strawberry.ID, strawberry.argument(description="The node: its key or global id.")]
Hops = Annotated[int | None, strawberry.argument(description="How many links away: 0 to 3.")]
Limit = Annotated[int | None, strawberry.argument(description="How many nodes at most: 1 to 500.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Keys or global ids, 100 at most.")]


def _view(info: Info, at: DateTime | None) -> View:
    request = info.context
    return View.of(request, request.moment(at))


async def _look_up(info: Info, key: str, at: DateTime | None, kind: NodeKind | None) -> Any:  # noqa: ANN401  (any type of node)
    view = _view(info, at)
    row = await find(view, key, kind)
    return None if row is None else view.node(row)


@strawberry.type(
    description="Everything that can be asked. Each field is answered as of its moment `at`; default: now."
)
class Query(Asking, Lists, Coverage, Suggestions, Paths, Examples, Askers):
    """The root of queries."""

    @field("Who handles a category of matters at a place, why, and who is next.")
    async def who_handles(
        self,
        info: Info,
        category: CategoryKey,
        place: PlaceKey,
        at: At = None,
        urgent: Urgent = False,
    ) -> Answer:
        """Say who handles it."""
        view = _view(info, at)
        request = info.context

        async def ask(about: str, where: str) -> questions.Answer:
            return await who_handles(
                view.facts,
                request.desks,
                about,
                where,
                view.at,
                urgent=bool(urgent),
                visibility=view.visibility,
            )

        try:
            answer = await ask(category, place)
        except NotFound:
            answer = await ask(
                await need(view, category, NodeKind.CATEGORY),
                await need(view, place, NodeKind.PLACE),
            )
        raw: Any = info._raw_info  # noqa: SLF001  (the public `selected_fields` copies the whole selection)
        keys = keys_needed(foresee(raw.field_nodes[0], raw.fragments, request.plans), answer)
        if keys:
            await view.facts.entities(keys)
        return Answer(view=view, given=answer)

    @field("What is at most `hops` (0 to 3) links from a node, the nearest first.")
    async def neighbourhood(
        self,
        info: Info,
        of: Of,
        hops: Hops = 1,
        limit: Limit = 200,
        at: At = None,
    ) -> Subgraph:
        """Give the neighbourhood."""
        if hops is None or hops < 0:
            raise BadInput(f"`hops` is a number from 0 to {MOST_HOPS}")
        if hops > MOST_HOPS:
            raise LimitExceeded(f"a neighbourhood reaches {MOST_HOPS} hops at most (limit: hops)")
        if limit is None or not 1 <= limit <= MOST_NODES:
            raise BadInput(f"`limit` is a number from 1 to {MOST_NODES}")
        view = _view(info, at)
        found = await neighbourhood(
            view.facts, await need(view, of), hops=hops, limit=limit, at=view.at, visibility=view.visibility
        )
        return subgraph(view, found)

    @field(
        "The home units (departments) of people who live at a place or serve there, by key; none for who "
        "may not see that."
    )
    async def reachable_departments(self, info: Info, place: PlaceKey, at: At = None) -> list[Department]:
        """Give the departments."""
        view = _view(info, at)
        key = await need(view, place, NodeKind.PLACE)
        found = await reachable_departments(view.facts, key, view.at, view.visibility)
        return [
            Department(
                unit=view.unit(department.unit),
                people=[view.person(person) for person in view.counted(department.people)],
            )
            for department in view.counted(found)
        ]

    @field("A node of any kind; null when there is none to see.")
    async def node(self, info: Info, id: Key, at: At = None) -> Node | None:
        """Look a node up."""
        node: Node | None = await _look_up(info, id, at, None)
        return node

    @field("Several nodes (100 at most), each where its id stands; null when there is none to see.")
    async def nodes(self, info: Info, ids: Ids, at: At = None) -> list[Node | None]:
        """Look several nodes up."""
        if len(ids) > MOST_IDS:
            raise LimitExceeded(f"at most {MOST_IDS} nodes are looked up at once (limit: ids)")
        view = _view(info, at)
        await view.facts.entities([one for one in ids if may_be_key(one)])
        return [await _look_up(info, one, at, None) for one in ids]

    @field("A place by its key; ended or not.")
    async def place(self, info: Info, key: Key, at: At = None) -> Place | None:
        """Look a place up."""
        place: Place | None = await _look_up(info, key, at, NodeKind.PLACE)
        return place

    @field("A unit by its key; ended or not.")
    async def unit(self, info: Info, key: Key, at: At = None) -> Unit | None:
        """Look a unit up."""
        unit: Unit | None = await _look_up(info, key, at, NodeKind.UNIT)
        return unit

    @field("A post by its key; ended or not.")
    async def post(self, info: Info, key: Key, at: At = None) -> Post | None:
        """Look a post up."""
        post: Post | None = await _look_up(info, key, at, NodeKind.POST)
        return post

    @field("A person by his or her key; null when the asker may not see him or her.")
    async def person(self, info: Info, key: Key, at: At = None) -> Person | None:
        """Look a person up."""
        person: Person | None = await _look_up(info, key, at, NodeKind.PERSON)
        return person

    @field("A category by its key.")
    async def category(self, info: Info, key: Key, at: At = None) -> Category | None:
        """Look a category up."""
        category: Category | None = await _look_up(info, key, at, NodeKind.CATEGORY)
        return category

    @field("A duty by its key; ended or not.")
    async def duty(self, info: Info, key: Key, at: At = None) -> Duty | None:
        """Look a duty up."""
        duty: Duty | None = await _look_up(info, key, at, NodeKind.DUTY)
        return duty

    @field(
        "The revision that all of this answer shows. Whoever sends it on in the header X-Graphsvc-Revision is shown it "
        "or a later one, by any process that serves the same store."
    )
    def revision(self, info: Info) -> int:
        """Tell the revision."""
        return info.context.facts.revision

    @field("What the store says of itself.")
    def status(self, info: Info) -> Status:
        """Tell the status."""
        facts = info.context.facts
        return Status(revision=facts.revision, name=facts.settings.name, timezone=facts.settings.timezone)
