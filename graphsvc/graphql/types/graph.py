"""The neighbourhood of a node as a graph, and what the store says of itself."""

from __future__ import annotations

import strawberry


@strawberry.type(description="A node of a graph.")
class GraphNode:
    """A node."""

    id: strawberry.ID = strawberry.field(description="Relay's global id; links name their ends by it.")
    key: str = strawberry.field(description="The key.")
    type: str = strawberry.field(description="What it is: Place, Category, Unit, Post, Person or Duty.")
    label: str = strawberry.field(description="What it is called.")


@strawberry.type(description="A link of a graph.")
class GraphEdge:
    """A link."""

    source: strawberry.ID = strawberry.field(description="The `id` of the node that it leads from.")
    target: strawberry.ID = strawberry.field(description="The `id` of the node that it leads to.")
    type: str = strawberry.field(description="What it says, such as PARENT, HOLDS or REPORTS_TO.")


@strawberry.type(description="What hangs together with a node.")
class Subgraph:
    """A graph."""

    nodes: list[GraphNode] = strawberry.field(description="The nodes, the nearest first, then by key.")
    edges: list[GraphEdge] = strawberry.field(description="The links between them, by type, source and target.")
    truncated: bool = strawberry.field(description="Whether something was left out.")


@strawberry.type(description="What the store says of itself.")
class Status:
    """The status."""

    revision: int = strawberry.field(description="The number of the last write; 0 for an empty store.")
    name: str = strawberry.field(description="What the data is called.")
    timezone: str = strawberry.field(description="The IANA time zone of the data.")
