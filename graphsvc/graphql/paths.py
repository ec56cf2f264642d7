"""The question of the root how two nodes hang together, and how a graph is told."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graphsvc.answers.path import path
from graphsvc.graphql.arguments import At
from graphsvc.graphql.fields import field
from graphsvc.graphql.ids import TYPE_NAME, global_id
from graphsvc.graphql.lookup import need
from graphsvc.graphql.request import Request
from graphsvc.graphql.types.graph import GraphEdge, GraphNode, Subgraph
from graphsvc.graphql.view import View
from graphsvc.questions.paths import Neighbourhood

Info = strawberry.Info[Request, None]

Origin = Annotated[strawberry.ID, strawberry.argument(name="from", description="One end: its key or global id.")]
Goal = Annotated[strawberry.ID, strawberry.argument(description="The other end: its key or global id.")]


def subgraph(view: View, found: Neighbourhood) -> Subgraph:
    """Tell nodes and the links between them."""
    ids = {node.key: strawberry.ID(global_id(TYPE_NAME[node.kind], node.key)) for node in found.nodes}
    return Subgraph(
        nodes=[
            GraphNode(id=ids[node.key], key=node.key, type=TYPE_NAME[node.kind], label=node.label)
            for node in view.counted(found.nodes)
        ],
        edges=[
            GraphEdge(source=ids[link.source], target=ids[link.target], type=link.type.name)
            for link in view.counted(found.links)
        ],
        truncated=found.truncated,
    )


@strawberry.type
class Paths:
    """Fields of the root about ways between nodes."""

    @field(
        "How two nodes hang together: a shortest way from one to the other over at most 12 links, its nodes in their "
        "order; no nodes when none leads. Categories are no way. `truncated` tells that the search was given up, so "
        "that there may be a way, or a shorter one, all the same."
    )
    async def path(self, info: Info, origin: Origin, to: Goal, at: At = None) -> Subgraph:
        """Give the way."""
        request = info.context
        view = View.of(request, request.moment(at))
        ends = await need(view, origin), await need(view, to)
        return subgraph(view, await path(view.facts, *ends, at=view.at, visibility=view.visibility))
