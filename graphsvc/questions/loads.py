"""What people have to do, and whether they can take on more (docs/rules.md, section 3).

Found for those who are asked about only. Cost: the posts and pairings of each of them, and the posts that report there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from graphsvc.domain.coverage_facts import CoverageFacts, StaffFacts
from graphsvc.domain.facts import PersonFact, PostFact
from graphsvc.domain.kinds import LimitName, PlaceKind
from graphsvc.domain.suggestions import Load
from graphsvc.domain.validity import is_valid
from graphsvc.questions.presence import Presence
from graphsvc.questions.shortfalls import limit


class Held(NamedTuple):
    """What somebody has to do: the posts of active memberships, the paired households, the direct reports."""

    posts: frozenset[PostFact]
    households: frozenset[int]
    reports: frozenset[PersonFact]

    @property
    def load(self) -> Load:
        """How much that is."""
        return Load(len(self.posts), len(self.households), len(self.reports))


class Loads:
    """The loads of one moment, and the limits of the policy."""

    def __init__(
        self,
        facts: CoverageFacts,
        staff: StaffFacts,
        presence: Presence,
        reporting: Mapping[PostFact, Sequence[PostFact]],
    ) -> None:
        self._facts = facts
        self._staff = staff
        self._presence = presence
        self._reporting = reporting
        self._held: dict[PersonFact, Held] = {}
        self.limits = Load(
            limit(facts, LimitName.POSTS), limit(facts, LimitName.PAIRINGS), limit(facts, LimitName.REPORTS)
        )

    def of(self, person: PersonFact) -> Held:
        """Give what somebody has to do."""
        found = self._held.get(person)
        if found is None:
            presence, facts = self._presence, self._facts
            posts = frozenset(post for post in facts.posts_of(person) if person in presence.members(post))
            households = frozenset(
                pairing.place
                for pairing in self._staff.paired_by(person)
                if facts.place_kind(pairing.place) is PlaceKind.HOUSEHOLD
                and is_valid(pairing.valid_from, pairing.valid_to, presence.at)
            )
            reports = {below for post in posts for below in self.reporting_to(post)}
            found = self._held[person] = Held(posts, households, frozenset(reports - {person}))
        return found

    def reporting_to(self, post: PostFact) -> set[PersonFact]:
        """Give the people with an active membership in a post whose solid link leads to this one."""
        return {person for below in self._reporting.get(post, ()) for person in self._presence.members(below)}

    def after_post(self, person: PersonFact, post: PostFact | None) -> Load:
        """Give the load after taking one more post: this one, or a new one that nobody reports to."""
        held = self.of(person)
        reports = held.reports if post is None else held.reports | (self.reporting_to(post) - {person})
        return Load(len(held.posts) + 1, len(held.households), len(reports))

    def after_household(self, person: PersonFact) -> Load:
        """Give the load after taking one more household."""
        held = self.of(person)
        return Load(len(held.posts), len(held.households) + 1, len(held.reports))

    def allows(self, load: Load) -> bool:
        """Say whether a load is within every limit."""
        return all(has <= most for has, most in zip(load, self.limits, strict=True))

    def room_for_reports(self, persons: Collection[PersonFact]) -> int:
        """Give how many more direct reports each of these may get: that of the one with the least room."""
        return min((max(0, self.limits.reports - len(self.of(person).reports)) for person in persons), default=0)
