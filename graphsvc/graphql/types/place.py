"""Place: a territory, a property or a part of one, or a facility."""

from __future__ import annotations

import strawberry

from graphsvc.answers.listing import held_then
from graphsvc.answers.roster import there, valid_rows
from graphsvc.answers.services import services
from graphsvc.domain.entities import Pairing as PairingRow
from graphsvc.domain.entities import Place as PlaceRow
from graphsvc.domain.entities import Post as PostRow
from graphsvc.domain.errors import LimitExceeded
from graphsvc.domain.kinds import NodeKind, Table
from graphsvc.domain.references import Reference
from graphsvc.graphql.arguments import After, First
from graphsvc.graphql.fields import column, field
from graphsvc.graphql.paging import asked, connect, cut
from graphsvc.graphql.refs import DutyRef, PairingRef, PlaceRef, PostRef, ServiceRef, UnitRef
from graphsvc.graphql.types.connection import Connection
from graphsvc.graphql.types.node import Node
from graphsvc.graphql.types.rows import Pairing
from graphsvc.graphql.types.service import Service
from graphsvc.graphql.view import shows

_CHILDREN = Reference(Table.PLACES, "parent")
_COVERED = Reference(Table.UNITS, "covers")
_LOCATED = Reference(Table.POSTS, "place")
_WITHIN = Reference(Table.DUTIES, "place")
_PAIRED = Reference(Table.PAIRINGS, "place")
_LARGEST_INT = 2**31 - 1


@shows(NodeKind.PLACE)
@strawberry.type(description="A territory, a property or a part of one, or a facility.")
class Place(Node):
    """A place."""

    kind: str = column(
        "kind",
        "What sort of place, from large to small: city, district, subdistrict, community, grid, compound, building, "
        "entrance, floor, household; or facility.",
    )
    name: str = column("name", "What it is called.")
    name_en: str | None = column("name_en", "What it is called in English.")
    aliases: list[str] = column("aliases", "What else it is called.")
    tags: list[str] = column("tags", "Free marks, such as `old` or `no_property_firm`.")
    needs: list[str] = column("needs", "Care needs of a household; none for who may not see them.")

    @field("The place that it stands in.")
    async def parent(self) -> PlaceRef | None:
        """Give the place above."""
        row: PlaceRow = await self.whole()
        return None if row.parent is None else self.view.place(row.parent)

    @field("The place itself, its parent, … up to its root.")
    async def lineage(self) -> list[PlaceRef]:
        """Give the lineage."""
        keys = (await self.view.facts.lineages([self.key])).get(self.key, ())
        return [self.view.place(key) for key in self.view.counted(keys)]

    @field("How many households it has: as given, else the sum over what stands in it.")
    async def households(self) -> int:
        """Count households."""
        number = (await self.view.facts.households([self.key])).get(self.key, 0)
        if number > _LARGEST_INT:
            raise LimitExceeded(f"more households than can be told (limit: {_LARGEST_INT:,})")
        return number

    @field("The places that stand directly in it, by key.")
    async def children(self, first: First = 20, after: After = None) -> Connection[PlaceRef]:
        """Give a page of the places below."""
        view = self.view
        question = await asked(view.request, f"children:{self.key}", first, after)
        rows = (await view.facts.referring(_CHILDREN, [self.key])).get(self.key, ())
        now = [row for row in rows if isinstance(row, PlaceRow)]
        then = {row.key: row for row in held_then(now, question.earlier, self.key)}
        return connect(view, question, cut(list(then), question), lambda key: view.node(then[key]))

    @field("The valid units that cover this very place, by key.")
    async def units(self) -> list[UnitRef]:
        """Give the covering units."""
        rows = (await self.view.facts.referring(_COVERED, [self.key])).get(self.key, ())
        return self.view.nodes(valid_rows(rows, self.view.at))

    @field("The valid posts that are located at this very place, by key.")
    async def posts(self) -> list[PostRef]:
        """Give the posts located here."""
        view = self.view
        rows = (await view.facts.referring(_LOCATED, [self.key])).get(self.key, ())
        valid = await there(view.facts, [row.key for row in rows if isinstance(row, PostRow)], view.at)
        return view.nodes(valid.values())

    @field("The valid duties for this very place, by key; those of places above hold here too.")
    async def duties(self) -> list[DutyRef]:
        """Give the duties for this place."""
        rows = (await self.view.facts.referring(_WITHIN, [self.key])).get(self.key, ())
        return self.view.nodes(valid_rows(rows, self.view.at))

    @field(
        "Which services there are here: valid duties with a fee or opening hours for this place or one "
        "above it, the nearest place first, then by category and key."
    )
    async def services(self) -> list[ServiceRef]:
        """Give the services."""
        found = await services(self.view.facts, self.key, self.view.at)
        return [
            Service(
                duty=self.view.duty(service.duty.key, service.duty),
                place_steps=service.place_steps,
                free=service.free,
                open=service.open,
            )
            for service in self.view.counted(found)
        ]

    @field("Who looks after this very place, as of the moment; none for who may not see that.")
    async def pairings(self) -> list[PairingRef]:
        """Give the pairings."""
        view = self.view
        if not view.visibility.care:
            return []
        rows = (await view.facts.referring(_PAIRED, [self.key])).get(self.key, ())
        return [
            Pairing(view=view, row=row)
            for row in view.counted(valid_rows(rows, view.at))
            if isinstance(row, PairingRow)
        ]
