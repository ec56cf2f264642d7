"""Answer: who handles a matter at a place, why, and who is next."""

from __future__ import annotations

import strawberry

from graphsvc.domain.facts import DutyFact, PersonFact, PostFact, UnitFact
from graphsvc.graphql.enums import SkipReason
from graphsvc.graphql.fields import field
from graphsvc.graphql.refs import CategoryRef, DutyRef, PersonRef, PlaceRef, PostRef, UnitRef
from graphsvc.graphql.scalars import DateTime, Duration
from graphsvc.graphql.view import View
from graphsvc.questions import responsibility


@strawberry.type(description="A staffed duty of the answer, and why it is there.")
class Assignment:
    """A staffed duty."""

    view: strawberry.Private[View]
    given: strawberry.Private[responsibility.Assignment]

    @field("The duty.")
    def duty(self) -> DutyRef:
        """Give the duty."""
        fact: DutyFact = self.given.match.duty
        return self.view.duty(fact.key, fact)

    @field("The unit that it goes through.")
    def unit(self) -> UnitRef:
        """Give the unit."""
        fact: UnitFact = self.given.standing.unit
        return self.view.unit(fact.key, fact)

    @field("The post that it goes through; null when a unit holds the duty.")
    def post(self) -> PostRef | None:
        """Give the post."""
        fact: PostFact | None = self.given.standing.post
        return None if fact is None else self.view.post(fact.key, fact)

    @field(
        "The holders of the post, or the contacts of the unit, by key; those that the asker may see. "
        "`peopleTotal` counts all."
    )
    def people(self) -> list[PersonRef]:
        """Give the people."""
        return _people(self.view, self.given.standing.people)

    @field("How many people there are, seen or not.")
    def people_total(self) -> int:
        """Count the people."""
        return self.given.standing.people_total

    @field("The channel to use: the duty's, else that of the first of the people who has one, else the unit's.")
    def channel(self) -> str | None:
        """Tell the channel."""
        return self.given.standing.channel

    @field("How many places up from the one asked about the duty is for; 0: the very same.")
    def place_steps(self) -> int:
        """Tell the place steps."""
        return self.given.match.place_steps

    @field("How many categories up from the one asked about the duty is for; 0: the very same.")
    def category_steps(self) -> int:
        """Tell the category steps."""
        return self.given.match.category_steps

    @field("Whether it is open at the moment.")
    def open(self) -> bool:
        """Say whether it is open."""
        return self.given.open


@strawberry.type(description="A matching duty that was left out.")
class Skip:
    """A duty left out."""

    view: strawberry.Private[View]
    given: strawberry.Private[responsibility.Skip]

    @field("The duty.")
    def duty(self) -> DutyRef:
        """Give the duty."""
        return self.view.duty(self.given.duty.key, self.given.duty)

    @field("Why it was left out.")
    def reason(self) -> SkipReason:
        """Tell the reason."""
        return SkipReason(self.given.reason.value)


@strawberry.type(description="A unit that gets the matter when it is not settled before.")
class LadderStep:
    """A step of the ladder."""

    view: strawberry.Private[View]
    given: strawberry.Private[responsibility.LadderStep]
    asked_at: strawberry.Private[responsibility.Answer]

    @field("The unit.")
    def unit(self) -> UnitRef:
        """Give the unit."""
        return self.view.unit(self.given.unit.key, self.given.unit)

    @field("The holders of its head posts, by key; those that the asker may see. `contactsTotal` counts all.")
    def contacts(self) -> list[PersonRef]:
        """Give the contacts."""
        return _people(self.view, self.given.contacts)

    @field("How many contacts there are, seen or not.")
    def contacts_total(self) -> int:
        """Count the contacts."""
        return self.given.contacts_total

    @field("How to reach the unit.")
    def channel(self) -> str | None:
        """Tell the channel."""
        return self.given.channel

    @field("Whether it has a contact or a channel.")
    def reachable(self) -> bool:
        """Say whether it can be reached."""
        return self.given.reachable

    @field("How long the step before it had; null on the first step, and after a climb to a parent.")
    def after(self) -> Duration | None:
        """Tell how long the step before had."""
        return None if self.given.after is None else self.view.length(self.given.after)

    @field("When it gets the matter; null when nobody can tell.")
    def due_at(self) -> DateTime | None:
        """Tell when it is due."""
        due = self.asked_at.due_at(self.given)
        return None if due is None else self.view.moment(due)


@strawberry.type(description="Who is next, each unit once.")
class Ladder:
    """The ladder."""

    steps: list[LadderStep] = strawberry.field(description="The steps, in order.")
    cyclic: bool = strawberry.field(description="Whether it ends because every way on leads back.")


@strawberry.type(
    description="Who handles a category of matters at a place. All lists are in the order of matching: the nearest "
    "place, the narrowest category, the priority, the key."
)
class Answer:
    """An answer."""

    view: strawberry.Private[View]
    given: strawberry.Private[responsibility.Answer]

    @field("The place that was asked about.")
    def place(self) -> PlaceRef:
        """Give the place."""
        return self.view.place(self.given.place)

    @field("The category that was asked about.")
    def category(self) -> CategoryRef:
        """Give the category."""
        return self.view.category(self.given.category)

    @field("The moment that was asked about.")
    def at(self) -> DateTime:
        """Tell the moment."""
        return self.view.moment(self.given.at)

    @field("Whether somebody handles it.")
    def covered(self) -> bool:
        """Say whether it is covered."""
        return self.given.covered

    @field("Whether units that tie for it are two or more.")
    def contested(self) -> bool:
        """Say whether it is contested."""
        return self.given.contested

    @field("Who deals with it, the first one first.")
    def handlers(self) -> list[Assignment]:
        """Give the handlers."""
        return self._assignments(self.given.handlers)

    @field("Who is the first on the spot.")
    def first_contacts(self) -> list[Assignment]:
        """Give the first contacts."""
        return self._assignments(self.given.first_contacts)

    @field("Who stands in.")
    def backups(self) -> list[Assignment]:
        """Give the backups."""
        return self._assignments(self.given.backups)

    @field("Who watches how it is dealt with.")
    def supervisors(self) -> list[Assignment]:
        """Give the supervisors."""
        return self._assignments(self.given.supervisors)

    @field("The matching duties that were left out, of all capacities.")
    def skipped(self) -> list[Skip]:
        """Give what was left out."""
        return [Skip(view=self.view, given=skip) for skip in self.view.counted(self.given.skipped)]

    @field("Who is next when it is not settled.")
    def ladder(self) -> Ladder:
        """Give the ladder."""
        view, answer = self.view, self.given
        return Ladder(
            steps=[LadderStep(view=view, given=step, asked_at=answer) for step in view.counted(answer.ladder.steps)],
            cyclic=answer.ladder.cyclic,
        )

    def _assignments(self, given: list[responsibility.Assignment]) -> list[Assignment]:
        view = self.view
        return [Assignment(view=view, given=assignment) for assignment in view.counted(given)]


def _people(view: View, people: tuple[PersonFact, ...]) -> list[PersonRef]:
    return [view.person(person.key, person) for person in view.counted(people)]
