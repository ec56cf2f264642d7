"""Services of a place and departments that can be reached from it."""

from __future__ import annotations

import strawberry

from graphsvc.graphql.refs import DutyRef, PersonRef, UnitRef


@strawberry.type(description="A duty that people can use: what it costs and when it is open.")
class Service:
    """A service."""

    duty: DutyRef = strawberry.field(description="The duty, with fee and hours.")
    place_steps: int = strawberry.field(description="How many places up from here it is offered; 0: here.")
    free: bool | None = strawberry.field(description="Whether it costs nothing; null when no fee is told.")
    open: bool = strawberry.field(description="Whether it is open at the moment.")


@strawberry.type(description="A home unit that can be reached through people who live or serve at a place.")
class Department:
    """A department."""

    unit: UnitRef = strawberry.field(description="The home unit.")
    people: list[PersonRef] = strawberry.field(description="Those through whom it is reached, by key.")
