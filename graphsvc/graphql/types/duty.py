"""Duty: who deals with which matters, and where."""

from __future__ import annotations

import strawberry

from graphsvc.answers.services import is_free
from graphsvc.domain.entities import Duty as DutyRow
from graphsvc.domain.entities import Post as PostRow
from graphsvc.domain.facts import DutyFact, PostFact
from graphsvc.domain.hours import is_open
from graphsvc.domain.kinds import NodeKind
from graphsvc.graphql.enums import Capacity
from graphsvc.graphql.fields import column, duration_column, field, moment_column
from graphsvc.graphql.refs import CategoryRef, PlaceRef, PostRef, UnitRef
from graphsvc.graphql.scalars import DateTime, Duration
from graphsvc.graphql.types.node import Node
from graphsvc.graphql.view import shows


@shows(NodeKind.DUTY)
@strawberry.type(description="A unit or post deals with a category of matters within a place, in a capacity.")
class Duty(Node):
    """A duty."""

    capacity: Capacity = column("capacity", "In which part it deals with the matter.")
    priority: int = column("priority", "Which of several comes first; the smallest does.")
    channel: str | None = column("channel", "How to reach whoever is on duty.")
    hours: str | None = column("hours", "When it is open, as in OpenStreetMap's `opening_hours`; null: always.")
    respond_within: Duration | None = duration_column("respond_within", "How soon somebody answers.")
    fee: str | None = column("fee", "What it costs, as it is told.")
    valid_from: DateTime | None = moment_column("valid_from", "From when on it holds; null: always did.")
    valid_to: DateTime | None = moment_column("valid_to", "When it ends (exclusive); null: no end is known.")

    @field("The place that it is for, with all that stands in it.")
    async def place(self) -> PlaceRef:
        """Give the place."""
        row: DutyRow | DutyFact = self.row if isinstance(self.row, DutyFact) else await self.whole()
        return self.view.place(row.place)

    @field("The category of matters, with all narrower ones.")
    async def category(self) -> CategoryRef:
        """Give the category."""
        row: DutyRow | DutyFact = self.row if isinstance(self.row, DutyFact) else await self.whole()
        return self.view.category(row.category)

    @field("The unit that deals with it: the holder, or the unit of the post that holds it.")
    async def unit(self) -> UnitRef:
        """Give the unit."""
        if isinstance(self.row, DutyFact):
            holder = self.row.holder
            unit = holder.unit if isinstance(holder, PostFact) else holder
            return self.view.unit(unit.key, unit)
        row: DutyRow = await self.whole()
        held_by = await self.view.load(row.holder)
        return self.view.unit(held_by.unit if isinstance(held_by, PostRow) else held_by.key)

    @field("The post that holds it; null when a unit does.")
    async def post(self) -> PostRef | None:
        """Give the post."""
        if isinstance(self.row, DutyFact):
            holder = self.row.holder
            return self.view.post(holder.key, holder) if isinstance(holder, PostFact) else None
        row: DutyRow = await self.whole()
        held_by = await self.view.load(row.holder)
        return self.view.post(held_by.key) if isinstance(held_by, PostRow) else None

    @field("Whether it is open at the moment.")
    async def open(self) -> bool:
        """Say whether it is open."""
        row: DutyRow | DutyFact = self.row if isinstance(self.row, DutyFact) else await self.whole()
        return is_open(row.hours, self.view.at, self.view.timezone)

    @field("Whether it costs nothing; null when no fee is told.")
    async def free(self) -> bool | None:
        """Say whether it is free."""
        row: DutyRow = await self.whole()
        return is_free(row.fee)
