"""Facts of responsibility built by hand, so that a rule can be seen in a handful of objects.

The place asked about is "home" in "block" in "town", the category "drain" under "water"; it is noon of Monday, 16 June
2025, in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graphsvc.domain.entities import Moment
from graphsvc.domain.facts import DutyFact, EscalationFact, Match, Member, Period, PersonFact, PostFact, UnitFact
from graphsvc.domain.kinds import Capacity, Line
from graphsvc.domain.validity import SECOND, read_moment
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.questions.presence import Presence
from graphsvc.questions.responsibility import Answer, who_handles

NOW: Final[Moment] = read_moment("2025-06-16T12:00", "UTC")
HOUR: Final = 3600 * SECOND
ALWAYS: Final = Period(None, None)
PAST: Final = Period(None, NOW)
"""Just over: the end does not belong to a period."""
COMING: Final = Period(NOW + 1, None)
PUBLIC: Final = Visibility(every_person=False, care=False)


@dataclass
class Scene:
    """`domain.facts.ResponsibilityFacts` of one question."""

    duties: Sequence[DutyFact] = ()
    covers: Mapping[str, Sequence[UnitFact]] | None = None
    timezone: str = "UTC"
    fallback_lines: Sequence[Line] = tuple(Line)
    place: str = "home"
    category: str = "drain"
    lineage: Sequence[str] = ("home", "block", "town")
    categories: Sequence[str] = ("drain", "water")

    def matches(self) -> Iterable[Match]:
        """Give the duties on both lineages in the order of the rules."""
        found = [
            Match(self.lineage.index(duty.place), self.categories.index(duty.category), duty)
            for duty in self.duties
            if duty.place in self.lineage and duty.category in self.categories
        ]
        return sorted(found, key=lambda match: (*match[:2], match.duty.priority, match.duty.key))

    def category_steps(self, category: str) -> int | None:
        """Say how far above the category asked about another one is."""
        return self.categories.index(category) if category in self.categories else None

    def covering(self) -> Iterable[Sequence[UnitFact]]:
        """Give the units that cover each place of the lineage."""
        return [(self.covers or {}).get(place, ()) for place in self.lineage]

    def ask(self, *, urgent: bool = False, at: Moment = NOW, visibility: Visibility = EVERYTHING) -> Answer:
        """Ask who handles it."""
        return who_handles(self, Presence(at, self.timezone, visibility), at, urgent=urgent)


def unit(
    key: str = "unit",
    *,
    channel: str | None = None,
    parent: UnitFact | None = None,
    line: Line = Line.PARTY,
    period: Period = ALWAYS,
) -> UnitFact:
    """Make a unit."""
    return UnitFact(key, line, channel, parent, *period)


def post(
    *persons: PersonFact,
    key: str = "post",
    of: UnitFact | None = None,
    head: bool = False,
    member: Period = ALWAYS,
    period: Period = ALWAYS,
) -> PostFact:
    """Make a post in which these persons are members for a period."""
    seat = PostFact(key, of or unit(), *period, members=tuple(Member(person, *member) for person in persons))
    if head:
        seat.unit.heads += (seat,)
    return seat


def person(key: str = "ann", *absences: Period, channel: str | None = None, public: bool = False) -> PersonFact:
    """Make a person."""
    return PersonFact(key, channel, public, absences)


def manned(key: str, **others: UnitFact | None) -> UnitFact:
    """Make a unit with a contact and no channel."""
    made = unit(key, parent=others.get("parent"))
    post(person(f"head of {key}"), key=f"{key}/head", of=made, head=True)
    return made


def duty(
    holder: PostFact | UnitFact,
    key: str = "duty",
    *,
    place: str = "home",
    category: str = "drain",
    capacity: Capacity = Capacity.HANDLES,
    priority: int = 100,
    channel: str | None = None,
    hours: str | None = None,
    period: Period = ALWAYS,
) -> DutyFact:
    """Make a duty."""
    return DutyFact(key, holder, category, place, capacity, priority, channel, hours, *period)


def leads(
    source: UnitFact,
    target: UnitFact,
    after: int | None = None,
    *,
    category: str | None = None,
    urgent: bool = False,
    priority: int = 100,
    period: Period = ALWAYS,
) -> None:
    """Add an escalation."""
    source.escalations += (EscalationFact(target, after, category, urgent, priority, *period),)
