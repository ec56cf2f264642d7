"""Unit: an organisation or a part of one."""

from __future__ import annotations

import strawberry

from graphsvc.answers.roster import IN_UNIT, active_memberships, posts_of_unit, seen, there, valid_rows
from graphsvc.domain.entities import Escalation as EscalationRow
from graphsvc.domain.entities import Unit as UnitRow
from graphsvc.domain.kinds import NodeKind, Table
from graphsvc.domain.references import Reference
from graphsvc.graphql.enums import Line
from graphsvc.graphql.fields import column, field, moment_column
from graphsvc.graphql.refs import DutyRef, EscalationRef, MembershipRef, PlaceRef, PostRef, UnitRef
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.types.node import Node
from graphsvc.graphql.types.rows import Escalation, Membership
from graphsvc.graphql.view import shows

_CHILDREN = Reference(Table.UNITS, "parent")
_ESCALATIONS = Reference(Table.ESCALATIONS, "from_unit")
_DUTIES = Reference(Table.DUTIES, "holder")


@shows(NodeKind.UNIT)
@strawberry.type(description="An organisation or a part of one, nested in its line (org:OrganizationalUnit).")
class Unit(Node):
    """A unit."""

    line: Line = column("line", "The line in which it is nested.")
    kind: str = column("kind", "What sort of unit, such as `branch` or `grid_station`.")
    name: str = column("name", "What it is called.")
    name_en: str | None = column("name_en", "What it is called in English.")
    channel: str | None = column("channel", "How to reach it: the telephone of the office.")
    valid_from: DateTime | None = moment_column("valid_from", "From when on it is there; null: always was.")
    valid_to: DateTime | None = moment_column("valid_to", "When it ends (exclusive); null: no end is known.")

    @field("The unit above it in its line.")
    async def parent(self) -> UnitRef | None:
        """Give the unit above."""
        row: UnitRow = await self.whole()
        return None if row.parent is None else self.view.unit(row.parent)

    @field("The units directly below it that are valid at the moment, by key.")
    async def children(self) -> list[UnitRef]:
        """Give the units below."""
        rows = (await self.view.facts.referring(_CHILDREN, [self.key])).get(self.key, ())
        return self.view.nodes(valid_rows(rows, self.view.at))

    @field("The places that it covers, by key.")
    async def covers(self) -> list[PlaceRef]:
        """Give the places covered."""
        row: UnitRow = await self.whole()
        return [self.view.place(key) for key in self.view.counted(row.covers)]

    @field("Its posts that are valid at the moment, by key; none when it is not valid itself.")
    async def posts(self) -> list[PostRef]:
        """Give the posts."""
        return self.view.nodes(await posts_of_unit(self.view.facts, self.key, self.view.at))

    @field("The duties that it holds itself and that are valid at the moment, by key.")
    async def duties(self) -> list[DutyRef]:
        """Give its own duties."""
        rows = (await self.view.facts.referring(_DUTIES, [self.key])).get(self.key, ())
        return self.view.nodes(valid_rows(rows, self.view.at))

    @field("Where a matter goes from here: the escalation rows that are valid at the moment.")
    async def escalations(self) -> list[EscalationRef]:
        """Give the ways out."""
        view = self.view
        rows = (await view.facts.referring(_ESCALATIONS, [self.key])).get(self.key, ())
        valid = [row for row in valid_rows(rows, view.at) if isinstance(row, EscalationRow)]
        reached = await there(view.facts, [row.to_unit for row in valid], view.at)
        return [Escalation(view=view, row=row) for row in view.counted(valid) if row.to_unit in reached]

    @field(
        "Active memberships in the unit without a post, of persons whom the asker may see; those in its "
        "posts are found at the posts."
    )
    async def memberships(self) -> list[MembershipRef]:
        """Give the memberships without a post."""
        view = self.view
        rows = await active_memberships(view.facts, IN_UNIT, [self.key], view.at)
        people = {person.key for person in await seen(view.facts, [row.person for row in rows], view.visibility)}
        return [Membership(view=view, row=row) for row in view.counted(rows) if row.person in people]
