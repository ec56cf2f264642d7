"""Gap and Impact: what nobody covers, and what would be left uncovered."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graphsvc.answers.naming import keys_of, names_of
from graphsvc.domain import gaps
from graphsvc.domain.errors import LimitExceeded
from graphsvc.graphql.enums import GapKind, Lang
from graphsvc.graphql.fields import field
from graphsvc.graphql.refs import CategoryRef, DutyRef, PersonRef, PlaceRef, PostRef, UnitRef
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.view import View
from graphsvc.wording import names
from graphsvc.wording.gaps import gap_sentence

_LARGEST_INT = 2**31 - 1

InLang = Annotated[Lang | None, strawberry.argument(description="The language of the sentence.")]


@strawberry.type(
    description="A gap of coverage. Gaps that are sets of cells (a place and a leaf category that is demanded there) "
    "are rolled up: one row tells the smallest place and category that hold exactly these cells. For SINGLE_POINT and "
    "CONFLICT the agent is in `person`, or in `unit` when the unit itself is the agent."
)
class Gap:
    """A gap, whose nodes were read before it is shown."""

    view: strawberry.Private[View]
    given: strawberry.Private[gaps.Gap]

    @field("What the gap is.")
    def kind(self) -> GapKind:
        """Tell the kind."""
        return GapKind(self.given.kind.value)

    @field("Where it is; null when it has no place.")
    def place(self) -> PlaceRef | None:
        """Give the place."""
        place: PlaceRef | None = self._shown(self.given.place)
        return place

    @field("What it is about; null when it is about no matter.")
    def category(self) -> CategoryRef | None:
        """Give the category."""
        category: CategoryRef | None = self._shown(self.given.category)
        return category

    @field("The unit that it is about, such as the agent when that is a unit.")
    def unit(self) -> UnitRef | None:
        """Give the unit."""
        unit: UnitRef | None = self._shown(self.given.unit)
        return unit

    @field("The post that it is about, such as the vacant one.")
    def post(self) -> PostRef | None:
        """Give the post."""
        post: PostRef | None = self._shown(self.given.post)
        return post

    @field("The person whom it is about, such as the agent; null also when the asker may not see him or her.")
    def person(self) -> PersonRef | None:
        """Give the person."""
        person: PersonRef | None = self._shown(self.given.person)
        return person

    @field("The duty that it is about, such as the one whose holder cannot be reached.")
    def duty(self) -> DutyRef | None:
        """Give the duty."""
        duty: DutyRef | None = self._shown(self.given.duty)
        return duty

    @field("How many cells it stands for; 0 when it is no set of cells.")
    def cells(self) -> int:
        """Count the cells."""
        return tellable(self.given.cells)

    @field("How many households it concerns; 0 when it has no place.")
    def households(self) -> int:
        """Count the households."""
        return tellable(self.given.households)

    @field("What was wanted: `line/kind` for a unit, such as `party/party_branch`, or the kind of a post.")
    def wanted(self) -> str | None:
        """Tell what was wanted."""
        return self.given.wanted

    @field("Since when a post is vacant; null when that is not known.")
    def since(self) -> DateTime | None:
        """Tell since when."""
        return None if self.given.since is None else self.view.moment(self.given.since)

    @field("The gap in one plain sentence; a name that exists in one language only is told in that one.")
    async def message(self, lang: InLang = Lang.ZH) -> str:
        """Tell it in words."""
        view = self.view
        called = await names_of(view.facts, keys_of([self.given]), view.visibility)
        return gap_sentence(
            self.given, called, names.Lang.ZH if lang is None else names.Lang(str(lang.value)), view.timezone
        )

    def _shown(self, key: str | None) -> Any:  # noqa: ANN401  (any type of node)
        row = None if key is None else self.view.known(key)
        return None if row is None else self.view.node(row)


@strawberry.type(description="What breaks when somebody or something is taken out. It changes nothing in the store.")
class Impact:
    """An impact."""

    uncovered: list[Gap] = strawberry.field(
        description="Cells that are covered before and not after, rolled up, told as UNHANDLED."
    )
    single_points: list[Gap] = strawberry.field(
        description="Cells that hang on one agent after and did not before, rolled up, told as SINGLE_POINT."
    )
    vacated: list[PostRef] = strawberry.field(
        description="Posts that lose somebody and have fewer people than seats then, by key."
    )
    unpaired: list[PlaceRef] = strawberry.field(
        description="Places that lose their last pairing, by key; none for who may not see pairings."
    )


def tellable(number: int) -> int:
    """Give a number that GraphQL's Int can tell; LimitExceeded otherwise."""
    if number > _LARGEST_INT:
        raise LimitExceeded(f"more than can be told (limit: {_LARGEST_INT:,})")
    return number
