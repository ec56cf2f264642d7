"""Candidates and Plan: who could take on what nobody covers, and why."""

from __future__ import annotations

from typing import Any

import strawberry

from graphsvc.answers.naming import names_of
from graphsvc.domain import suggestions
from graphsvc.graphql.enums import Lang, OpenReason, SuggestionReason
from graphsvc.graphql.fields import field
from graphsvc.graphql.refs import DutyRef, PersonRef, PlaceRef, PostRef, UnitRef
from graphsvc.graphql.types.gap import Gap, InLang
from graphsvc.graphql.view import View
from graphsvc.wording import names
from graphsvc.wording.suggestions import open_sentence, reason_sentence


@strawberry.type(description="What a person has to do, or may have to do at most.")
class Load:
    """A load."""

    posts: int = strawberry.field(description="Posts with an active membership.")
    pairings: int = strawberry.field(description="Households that the person is validly paired with.")
    reports: int = strawberry.field(description="Direct reports, by solid links.")


@strawberry.type(description="A reason for a suggestion, with what it rests on.")
class CandidateReason:
    """A reason, whose nodes were read before it is shown."""

    view: strawberry.Private[View]
    given: strawberry.Private[suggestions.Because]

    @field("The reason.")
    def reason(self) -> SuggestionReason:
        """Tell the reason."""
        return SuggestionReason(self.given.reason.value)

    @field("How many steps up from the gap's place the first place is that holds `place`, too; 0: it is there already.")
    def steps(self) -> int | None:
        """Tell how near it is."""
        return self.given.steps

    @field("Where the person lives or serves, what the unit covers, or where the same matter is handled.")
    def place(self) -> PlaceRef | None:
        """Give the place."""
        place: PlaceRef | None = _shown(self.view, self.given.place)
        return place

    @field("The post in which the person serves near (SERVES_NEAR).")
    def post(self) -> PostRef | None:
        """Give the post."""
        post: PostRef | None = _shown(self.view, self.given.post)
        return post

    @field("The duty for the same matter (HANDLES_SAME_MATTER): the one that could be extended.")
    def duty(self) -> DutyRef | None:
        """Give the duty."""
        duty: DutyRef | None = _shown(self.view, self.given.duty)
        return duty

    @field("The unit of the vacant post (SAME_UNIT).")
    def unit(self) -> UnitRef | None:
        """Give the unit."""
        unit: UnitRef | None = _shown(self.view, self.given.unit)
        return unit

    @field("The skill (HAS_SKILL).")
    def skill(self) -> str | None:
        """Tell the skill."""
        return self.given.skill

    @field("The load after taking it on (BELOW_LIMITS).")
    def load(self) -> Load | None:
        """Tell the load."""
        return None if self.given.load is None else Load(**self.given.load._asdict())

    @field("What the policy allows (BELOW_LIMITS).")
    def limits(self) -> Load | None:
        """Tell the limits."""
        return None if self.given.limits is None else Load(**self.given.limits._asdict())

    @field("The reason in one plain sentence.")
    async def message(self, lang: InLang = Lang.ZH) -> str:
        """Tell it in words."""
        given, view = self.given, self.view
        keys = [key for key in (given.place, given.post, given.unit) if key is not None]
        called = await names_of(view.facts, keys, view.visibility)
        return reason_sentence(given, called, names.Lang.ZH if lang is None else names.Lang(str(lang.value)))


@strawberry.type(
    description="Somebody who could take a gap on: a person, or a unit (for UNHANDLED). Only told to who may see where "
    "people live, what they can do and who needs care. A suggestion changes nothing."
)
class Candidate:
    """A candidate, whose nodes were read before it is shown."""

    view: strawberry.Private[View]
    given: strawberry.Private[suggestions.Candidate]

    @field("The person; null when it is a unit.")
    def person(self) -> PersonRef | None:
        """Give the person."""
        person: PersonRef | None = _shown(self.view, self.given.person)
        return person

    @field("The unit, whose duties could be extended; null when it is a person.")
    def unit(self) -> UnitRef | None:
        """Give the unit."""
        unit: UnitRef | None = _shown(self.view, self.given.unit)
        return unit

    @field("Why; in the order of SuggestionReason.")
    def reasons(self) -> list[CandidateReason]:
        """Give the reasons."""
        view = self.view
        return [CandidateReason(view=view, given=each) for each in view.counted(self.given.reasons)]


@strawberry.type(description="A gap, or one seat of it, given to one candidate.")
class Placing:
    """A placing."""

    gap: Gap = strawberry.field(description="The gap.")
    candidate: Candidate = strawberry.field(description="Who should take it on.")


@strawberry.type(description="A gap that stays open in a plan.")
class OpenGap:
    """An open gap."""

    given: strawberry.Private[suggestions.LeftOpen]
    gap: Gap = strawberry.field(description="The gap.")

    @field("How many seats of it stay open: of a post perhaps several, else 1.")
    def seats(self) -> int:
        """Count the seats."""
        return self.given.seats

    @field("Why it stays open.")
    def reason(self) -> OpenReason:
        """Tell the reason."""
        return OpenReason(self.given.reason.value)

    @field("Why it stays open, in one plain sentence.")
    def message(self, lang: InLang = Lang.ZH) -> str:
        """Tell it in words."""
        told = names.Lang.ZH if lang is None else names.Lang(str(lang.value))
        return open_sentence(self.given.reason, self.given.seats, told)


@strawberry.type(
    description="Who should take on what, for many gaps at once: as many as can be, counted by their households, "
    "without giving anybody more than the policy allows; then by who knows the matter, is near, belongs to the unit "
    "and has least to do. Empty for who may not see suggestions. It changes nothing."
)
class Plan:
    """A plan."""

    placings: list[Placing] = strawberry.field(description="What is given to whom, in the order of the gaps.")
    left_open: list[OpenGap] = strawberry.field(description="What stays open, and why, in the order of the gaps.")
    gaps: int = strawberry.field(description="How many gaps there are in all.")
    shortened: int = strawberry.field(
        description="For how many gaps there are more candidates than the best 20, which alone were looked at."
    )


def _shown(view: View, key: str | None) -> Any:  # noqa: ANN401  (any type of node)
    row = None if key is None else view.known(key)
    return None if row is None else view.node(row)
