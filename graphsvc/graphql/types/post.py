"""Post: a seat in a unit."""

from __future__ import annotations

import strawberry

from graphsvc.answers.roster import IN_POST, active_memberships, holders, reporting_posts, seen, valid_rows
from graphsvc.domain.entities import Post as PostRow
from graphsvc.domain.facts import PostFact
from graphsvc.domain.kinds import NodeKind, Table
from graphsvc.domain.references import Reference
from graphsvc.graphql.fields import column, field, moment_column
from graphsvc.graphql.refs import DutyRef, MembershipRef, PersonRef, PlaceRef, PostRef, UnitRef
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.types.node import Node
from graphsvc.graphql.types.rows import Membership
from graphsvc.graphql.view import shows

_DUTIES = Reference(Table.DUTIES, "holder")


@shows(NodeKind.POST)
@strawberry.type(description="A seat in a unit; it exists whether or not anyone sits in it (org:Post).")
class Post(Node):
    """A post."""

    kind: str = column("kind", "What sort of post, such as `building_head` or `steward`.")
    title: str = column("title", "What it is called.")
    title_en: str | None = column("title_en", "What it is called in English.")
    head: bool = column("head", "Whether its holders are the contacts of the unit.")
    seats: int = column("seats", "How many persons it is meant for.")
    valid_from: DateTime | None = moment_column("valid_from", "From when on it is there; null: always was.")
    valid_to: DateTime | None = moment_column("valid_to", "When it ends (exclusive); null: no end is known.")

    @field("The unit that it is a seat in.")
    async def unit(self) -> UnitRef:
        """Give the unit."""
        if isinstance(self.row, PostFact):
            return self.view.unit(self.row.unit.key, self.row.unit)
        row: PostRow = await self.whole()
        return self.view.unit(row.unit)

    @field("Where it is located.")
    async def place(self) -> PlaceRef | None:
        """Give the place."""
        row: PostRow = await self.whole()
        return None if row.place is None else self.view.place(row.place)

    @field("Those with an active membership who are available at the moment and whom the asker may see, by key.")
    async def holders(self) -> list[PersonRef]:
        """Give the holders."""
        return self.view.nodes(await holders(self.view.facts, self.key, self.view.at, self.view.visibility))

    @field("The post that it reports to (the solid link).")
    async def reports_to(self) -> PostRef | None:
        """Give the post above."""
        row: PostRow = await self.whole()
        return None if row.reports_to is None else self.view.post(row.reports_to)

    @field("The posts that it also answers to (dotted links), by key.")
    async def dotted(self) -> list[PostRef]:
        """Give the dotted links."""
        row: PostRow = await self.whole()
        return [self.view.post(key) for key in self.view.counted(row.dotted)]

    @field("The posts that report to it (solid links) and are valid at the moment, by key.")
    async def reports_from(self) -> list[PostRef]:
        """Give the posts below."""
        return self.view.nodes(await reporting_posts(self.view.facts, [self.key], self.view.at))

    @field("The duties that it holds and that are valid at the moment, by key.")
    async def duties(self) -> list[DutyRef]:
        """Give the duties."""
        rows = (await self.view.facts.referring(_DUTIES, [self.key])).get(self.key, ())
        return self.view.nodes(valid_rows(rows, self.view.at))

    @field("The active memberships in it of persons whom the asker may see, absent or not.")
    async def memberships(self) -> list[MembershipRef]:
        """Give the memberships."""
        view = self.view
        rows = await active_memberships(view.facts, IN_POST, [self.key], view.at)
        people = {person.key for person in await seen(view.facts, [row.person for row in rows], view.visibility)}
        return [Membership(view=view, row=row) for row in view.counted(rows) if row.person in people]
