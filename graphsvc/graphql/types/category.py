"""Category: what a matter is about."""

from __future__ import annotations

import strawberry

from graphsvc.domain.entities import Category as CategoryRow
from graphsvc.domain.kinds import NodeKind, Table
from graphsvc.domain.references import Reference
from graphsvc.graphql.fields import column, field
from graphsvc.graphql.refs import CategoryRef
from graphsvc.graphql.types.node import Node
from graphsvc.graphql.view import shows

_CHILDREN = Reference(Table.CATEGORIES, "parent")


@shows(NodeKind.CATEGORY)
@strawberry.type(description="What a matter is about (an Open311 service); categories form trees.")
class Category(Node):
    """A category."""

    name: str = column("name", "What it is called.")
    name_en: str | None = column("name_en", "What it is called in English.")
    synonyms: list[str] = column("synonyms", "Other words for it.")
    weight: int = column("weight", "How much a gap in it counts.")
    open311_code: str | None = column("open311_code", "Its service code in Open311.")

    @field("The wider category that it belongs to.")
    async def parent(self) -> CategoryRef | None:
        """Give the category above."""
        row: CategoryRow = await self.whole()
        return None if row.parent is None else self.view.category(row.parent)

    @field("The category itself, its parent, … up to its root.")
    async def lineage(self) -> list[CategoryRef]:
        """Give the lineage."""
        keys = (await self.view.facts.lineages([self.key])).get(self.key, ())
        return [self.view.category(key) for key in self.view.counted(keys)]

    @field("The narrower categories directly below it, by key.")
    async def children(self) -> list[CategoryRef]:
        """Give the categories below."""
        rows = (await self.view.facts.referring(_CHILDREN, [self.key])).get(self.key, ())
        return self.view.nodes(rows)
