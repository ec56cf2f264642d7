"""Who is near: people by where they live and serve, what is handled where, who covers what, who can do what.

All of it holds at every moment of a revision; who is there at one is asked of `Presence` afterwards.

Cost: one step for each person, post, unit and place with duties, and for each distinct skill times each word of a
category; once for a revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graphsvc.domain.coverage_facts import CoverageFacts, PeopleFacts, StaffFacts
from graphsvc.domain.facts import PersonFact, PostFact, UnitFact
from graphsvc.domain.kinds import PLACE_RANK, PlaceKind
from graphsvc.questions.coverage import Ground
from graphsvc.questions.rings import Rings
from graphsvc.questions.skills import leaves_for, plain, suits

_COMMUNITY: Final = PLACE_RANK[PlaceKind.COMMUNITY]
_SUBDISTRICT: Final = PLACE_RANK[PlaceKind.SUBDISTRICT]


class Vicinity:
    """What is near what; `words` are those of each category, by its key."""

    __slots__ = (
        "_by_skill",
        "_facts",
        "_leaves_of_skill",
        "_masks",
        "_words",
        "at_home",
        "covering",
        "handling",
        "people",
        "posts_at",
        "residents",
    )

    def __init__(
        self,
        facts: CoverageFacts,
        staff: StaffFacts,
        people: PeopleFacts,
        ground: Ground,
        words: Mapping[str, Sequence[str]],
    ) -> None:
        self._facts = facts
        self._words = words
        self._masks = {key: ground.leaves.mask_of_key(key) for key in words}
        self.residents: dict[int, list[PersonFact]] = {}
        """The people who live at a place, as it is told."""
        self.posts_at: dict[int, list[PostFact]] = {}
        """The posts whose place it is."""
        self.covering: dict[int, list[UnitFact]] = {}
        """The units that cover a place."""
        self.at_home: dict[UnitFact, list[PersonFact]] = {}
        """The people whose home unit it is."""
        for person, detail in people.persons.items():
            if detail.home_unit is not None:
                self.at_home.setdefault(detail.home_unit, []).append(person)
            if detail.residence:
                self.residents.setdefault(detail.residence, []).append(person)
        for post, of_post in staff.posts.items():
            if of_post.place:
                self.posts_at.setdefault(of_post.place, []).append(post)
        for unit, of_unit in staff.units.items():
            for place in of_unit.covers:
                self.covering.setdefault(place, []).append(unit)
        self.people = Rings((*self.residents, *self.posts_at), facts.parents)
        """The places where people live or serve."""
        self.handling = Rings(ground.to_handle, facts.parents)
        """The places with duties of capacity `handles`."""
        self._by_skill: dict[str, dict[int, set[PersonFact]]] = {}
        self._leaves_of_skill: dict[str, int] = {}
        for person, detail in people.persons.items():
            if detail.skills:
                tops = {self.top(place) for place in self._places_of(person, detail.residence, staff)}
                for skill in detail.skills:
                    groups = self._by_skill.setdefault(plain(skill), {})
                    for top in tops:
                        groups.setdefault(top, set()).add(person)

    def _places_of(self, person: PersonFact, residence: int, staff: StaffFacts) -> Iterable[int]:
        places = {staff.posts[post].place for post in self._facts.posts_of(person)}
        return (place for place in (residence, *places) if place)

    def is_small(self, place: int) -> bool:
        """Say whether a place is a community or smaller: in a larger one, living there says nothing."""
        return PLACE_RANK[self._facts.place_kind(place)] >= _COMMUNITY

    def top(self, place: int) -> int:
        """Give how far people are looked for: the nearest subdistrict or larger place, else the root."""
        facts = self._facts
        while PLACE_RANK[facts.place_kind(place)] > _SUBDISTRICT and (parent := facts.parents[place]):
            place = parent
        return place

    def leaves_of_words(self, words: Iterable[str]) -> int:
        """Give the leaves under the categories that words suit."""
        return leaves_for(words, self._words, self._masks)

    def is_for(self, skill: str, leaves: int, words: Iterable[str]) -> bool:
        """Say whether a skill suits any of these leaves or words."""
        known = plain(skill)
        if leaves:
            found = self._leaves_of_skill.get(known)
            if found is None:
                found = self._leaves_of_skill[known] = self.leaves_of_words([known])
            if found & leaves:
                return True
        return any(suits(known, plain(word)) for word in words)

    def skilled(self, leaves: int, words: Sequence[str], tops: Iterable[int]) -> set[PersonFact]:
        """Give the people with a skill for any of these who live or have a post under one of these places."""
        wanted = set(tops)
        found: set[PersonFact] = set()
        for skill, groups in self._by_skill.items():
            if not wanted.isdisjoint(groups) and self.is_for(skill, leaves, words):
                for top in wanted:
                    found |= groups.get(top, set())
        return found
