"""Rows without a key of their own: memberships, absences, escalations, pairings."""

from __future__ import annotations

from typing import Any

import strawberry

from graphsvc.domain import entities as rows
from graphsvc.domain.entities import Moment
from graphsvc.graphql.fields import field
from graphsvc.graphql.refs import CategoryRef, PersonRef, PlaceRef, PostRef, UnitRef
from graphsvc.graphql.scalars import DateTime, Duration
from graphsvc.graphql.view import View


@strawberry.interface(description="What holds for a time.")
class Dated:
    """A row that bears dates."""

    view: strawberry.Private[View]
    row: strawberry.Private[Any]

    @field("From when on it holds; null: always did.")
    def valid_from(self) -> DateTime | None:
        """Tell the beginning."""
        return self._moment(self.row.valid_from)

    @field("When it ends (exclusive); null: no end is known.")
    def valid_to(self) -> DateTime | None:
        """Tell the end."""
        return self._moment(self.row.valid_to)

    def _moment(self, moment: Moment | None) -> DateTime | None:
        return None if moment is None else self.view.moment(moment)


@strawberry.type(description="A person belongs to a unit, usually by holding a post (Popolo).")
class Membership(Dated):
    """A membership."""

    row: strawberry.Private[rows.Membership]

    @field("Who belongs to it.")
    def person(self) -> PersonRef:
        """Give the person."""
        return self.view.person(self.row.person)

    @field("The post that is held; null for a membership in the unit alone.")
    def post(self) -> PostRef | None:
        """Give the post."""
        return None if self.row.post is None else self.view.post(self.row.post)

    @field("The unit; with a post, that of the post.")
    async def unit(self) -> UnitRef:
        """Give the unit."""
        if self.row.post is None:
            return self.view.unit(self.row.unit or "")
        post = await self.view.load(self.row.post)
        return self.view.unit(post.unit if isinstance(post, rows.Post) else post.key)

    @field("Whether it is held for somebody else for the time being; for display only.")
    def acting(self) -> bool:
        """Say whether it is acting."""
        return self.row.acting


@strawberry.type(description="A time in which a person is not available.")
class Absence(Dated):
    """An absence."""

    row: strawberry.Private[rows.Absence]


@strawberry.type(description="Who gets a matter next, and how long the unit before had.")
class Escalation(Dated):
    """An escalation row."""

    row: strawberry.Private[rows.Escalation]

    @field("The unit that gets the matter.")
    def to_unit(self) -> UnitRef:
        """Give the unit."""
        return self.view.unit(self.row.to_unit)

    @field("How long the unit before had; null: no time at all.")
    def after(self) -> Duration | None:
        """Tell the length of time."""
        return None if self.row.after is None else self.view.length(self.row.after)

    @field("The category that it is for, with all narrower ones; null: all.")
    def category(self) -> CategoryRef | None:
        """Give the category."""
        return None if self.row.category is None else self.view.category(self.row.category)

    @field("Whether it is for urgent matters only.")
    def urgent(self) -> bool:
        """Say whether it is urgent."""
        return self.row.urgent

    @field("Which of several comes first; the smallest does.")
    def priority(self) -> int:
        """Tell the priority."""
        return self.row.priority


@strawberry.type(description="A person or a unit looks after a place, most often a household.")
class Pairing(Dated):
    """A pairing."""

    row: strawberry.Private[rows.Pairing]

    @field("What sort of care, such as `visits`.")
    def kind(self) -> str:
        """Tell the kind."""
        return self.row.kind

    @field("The place that is looked after.")
    def place(self) -> PlaceRef:
        """Give the place."""
        return self.view.place(self.row.place)

    @field("The person who helps; null when a unit does, or when the asker may not see who.")
    async def person(self) -> PersonRef | None:
        """Give the person who helps."""
        helper = await self.view.find(self.row.helper)
        return self.view.person(helper.key, helper) if isinstance(helper, rows.Person) else None

    @field("The unit that helps; null when a person does.")
    async def unit(self) -> UnitRef | None:
        """Give the unit that helps."""
        helper = await self.view.find(self.row.helper)
        return self.view.unit(helper.key, helper) if isinstance(helper, rows.Unit) else None
