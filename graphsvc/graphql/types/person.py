"""Person: a member of the network, shown only to who may see him or her."""

from __future__ import annotations

import strawberry

from graphsvc.answers.loads import load_of
from graphsvc.answers.roster import OF_PERSON, absences_at, active_memberships, direct_reports, posts_of_person
from graphsvc.domain.entities import Person as PersonRow
from graphsvc.domain.kinds import NodeKind, Table
from graphsvc.domain.references import Reference
from graphsvc.graphql.fields import column, field
from graphsvc.graphql.refs import AbsenceRef, MembershipRef, PersonRef, PlaceRef, PostRef, UnitRef
from graphsvc.graphql.types.load import PersonLoad
from graphsvc.graphql.types.node import Node
from graphsvc.graphql.types.rows import Absence, Membership
from graphsvc.graphql.types.suggestion import Load
from graphsvc.graphql.view import shows

_ABSENCES = Reference(Table.ABSENCES, "person")


@shows(NodeKind.PERSON)
@strawberry.type(description="A member of the network. Persons whom the asker may not see are absent everywhere.")
class Person(Node):
    """A person."""

    name: str = column("name", "What he or she is called.")
    channel: str | None = column("channel", "How to reach him or her.")
    skills: list[str] = column("skills", "What he or she can do; none for who may not see that.")

    @field("The posts in which he or she has an active membership at the moment, absent or not, by key.")
    async def posts(self) -> list[PostRef]:
        """Give the posts."""
        return self.view.nodes(await posts_of_person(self.view.facts, self.key, self.view.at))

    @field("The memberships that are active at the moment, with and without a post.")
    async def memberships(self) -> list[MembershipRef]:
        """Give the memberships."""
        rows = await active_memberships(self.view.facts, OF_PERSON, [self.key], self.view.at)
        return [Membership(view=self.view, row=row) for row in self.view.counted(rows)]

    @field("Direct reports: the others who sit in a post that reports to one of his or hers, by key.")
    async def reports(self) -> list[PersonRef]:
        """Give the direct reports."""
        view = self.view
        return view.nodes(await direct_reports(view.facts, self.key, view.at, view.visibility))

    @field("What he or she has to do at the moment, and what the policy allows; as far as the asker may see it.")
    async def load(self) -> PersonLoad | None:
        """Tell the load."""
        view = self.view
        found = await load_of(view.facts, view.request.surveys, self.key, view.at, view.visibility)
        # Somebody on a later page of a list may be there no more.
        return found and PersonLoad(
            posts=found.posts,
            pairings=found.pairings,
            reports=found.reports,
            limits=Load(**found.limits._asdict()),
        )

    @field("The absences under way at the moment; none for who may not see them.")
    async def absences(self) -> list[AbsenceRef]:
        """Give the absences."""
        view = self.view
        if not view.visibility.every_person:
            return []
        rows = (await view.facts.referring(_ABSENCES, [self.key])).get(self.key, ())
        return [Absence(view=view, row=row) for row in view.counted(absences_at(rows, view.at))]

    @field("The unit that he or she works in otherwise; null for who may not see that.")
    async def home_unit(self) -> UnitRef | None:
        """Give the home unit."""
        row: PersonRow = await self.whole()
        return None if row.home_unit is None else self.view.unit(row.home_unit)

    @field("Where he or she lives, no smaller than a building; null for who may not see that.")
    async def residence(self) -> PlaceRef | None:
        """Give the residence."""
        row: PersonRow = await self.whole()
        return None if row.residence is None else self.view.place(row.residence)
