"""Who could take on a gap, and why: people near it first, with their reasons (docs/rules.md, section 3).

People are found by walking outward from the place of the gap, by their skills, by what they handle elsewhere and by
their unit: never by going through everybody for each gap. Nothing is written.

Cost: the people and duties up to the ring in which enough candidates are found, at most those of one subdistrict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from graphsvc.domain.facts import PersonFact, UnitFact
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.kinds import PLACE_RANK, Capacity, PlaceKind
from graphsvc.domain.suggestions import FAR, Because, Candidate, Candidates, Load, Rank, Reason
from graphsvc.domain.validity import is_valid
from graphsvc.questions.rings import steps_to_meet
from graphsvc.questions.serving import Agent
from graphsvc.questions.shortfalls import pairing_stands
from graphsvc.questions.town import Handling, Town
from graphsvc.questions.wants import Want

_COMPOUND: Final = PLACE_RANK[PlaceKind.COMPOUND]
_ORDER: Final = {reason: number for number, reason in enumerate(Reason)}


def find_candidates(town: Town, want: Want, most: int) -> Candidates:
    """Give the best candidates for a gap, `most` of them, best first."""
    return _Search(town, want).found(most)


class _Search:
    """The search for one gap."""

    def __init__(self, town: Town, want: Want) -> None:
        self._town = town
        self._want = want
        kind = want.gap.kind
        self._handlers: Mapping[Agent, Handling] = {}
        # Of a post nothing is asked but its own titles and duties: who handles the same elsewhere has that post there.
        if want.post is None and want.origins:
            whole = kind is GapKind.UNHANDLED
            self._handlers = town.handlers_near(want.origins[0], want.leaves, all_of_it=whole)
        self._excluded = self._already_there()
        self._colleagues = self._members()

    def found(self, most: int) -> Candidates:
        """Look for candidates."""
        more = False
        persons: dict[PersonFact, Candidate | None] = {}
        for person in self._by_fitness():
            if person not in persons:
                persons[person] = self._person(person)
        if self._want.gap.kind is not GapKind.UNHANDLED:
            for origin in self._want.origins:
                # Somebody who lives in one ring may serve in another.
                near: set[PersonFact] = set()
                for ring in self._rings(origin):
                    if len(near) >= most:
                        # All in this ring are farther than those found, and none of them knows the matter.
                        more = True
                        break
                    for person in ring:
                        if person not in persons:
                            persons[person] = self._person(person)
                        if persons[person] is not None:
                            near.add(person)
        candidates = [candidate for candidate in persons.values() if candidate is not None]
        at_limits = sum(self._is_at_limits(person) for person, candidate in persons.items() if candidate is None)
        if self._want.gap.kind is GapKind.UNHANDLED:
            candidates.extend(self._units())
        candidates.sort(key=lambda each: (each.rank, each.key))
        return Candidates(self._want.gap, tuple(candidates[:most]), at_limits, more or len(candidates) > most)

    def _already_there(self) -> set[Agent]:
        """Give those who have it already, and those who supervise it there and must not handle it as well."""
        town, want = self._town, self._want
        presence = town.survey.presence
        if want.post is not None:
            return set(presence.members(want.post))
        (place,) = want.origins
        if want.gap.kind is GapKind.UNPAIRED_HOUSEHOLD:
            return {each.helper for each in town.staff.pairings.get(place, ()) if pairing_stands(each, presence)}
        found: set[Agent] = set()
        for above in town.survey.ground.scopes.chain(place):
            for mask, duty, standing in town.survey.staffed(above):
                if duty.capacity is Capacity.SUPERVISES and mask & want.leaves:
                    found.update(standing.people, (standing.unit,))
                elif duty.capacity in {Capacity.HANDLES, Capacity.BACKS_UP} and not want.leaves & ~mask:
                    found.update(standing.people, () if standing.post is not None else (standing.unit,))
        return found

    def _members(self) -> set[PersonFact]:
        """Give the people of the post's unit: with an active membership there, or at home in it."""
        if self._want.post is None:
            return set()
        town, unit = self._town, self._want.post.unit
        presence = town.survey.presence
        if not presence.is_there(unit):
            return set()
        found = {person for post in town.staff.posts_in(unit) for person in presence.members(post)}
        found.update(town.vicinity.at_home.get(unit, ()))
        found.update(
            person for person, begin, end in town.people.members_without_post(unit) if is_valid(begin, end, presence.at)
        )
        return found

    def _by_fitness(self) -> Iterator[PersonFact]:
        """Give the people who are found by what they can do, by their unit or by their post, wherever they are."""
        town, want = self._town, self._want
        yield from (agent for agent in self._handlers if isinstance(agent, PersonFact))
        yield from self._colleagues
        tops = [town.vicinity.top(origin) for origin in want.origins]
        if want.leaves or want.words:
            yield from town.vicinity.skilled(want.leaves, want.words, tops)
        if want.gap.kind is GapKind.UNHANDLED:
            for place in self._up_to_compound(want.origins[0]):
                for post in town.vicinity.posts_at.get(place, ()):
                    yield from town.survey.presence.members(post)

    def _up_to_compound(self, place: int) -> Iterator[int]:
        facts = self._town.facts
        yield place
        while (place := facts.parents[place]) and PLACE_RANK[facts.place_kind(place)] >= _COMPOUND:
            yield place

    def _rings(self, origin: int) -> Iterator[list[PersonFact]]:
        """Give the people who live or serve near, the nearest first."""
        town = self._town
        vicinity, presence = town.vicinity, town.survey.presence
        if vicinity.is_small(origin):
            rings: Iterable[list[int]] = (ring for _, ring in vicinity.people.walk(origin, vicinity.top(origin)))
        else:
            rings = [[origin]]
        for ring in rings:
            people: list[PersonFact] = []
            for place in ring:
                if vicinity.is_small(origin):
                    people.extend(vicinity.residents.get(place, ()))
                for post in vicinity.posts_at.get(place, ()):
                    people.extend(presence.members(post))
            if people:
                yield list(dict.fromkeys(people))

    def _person(self, person: PersonFact) -> Candidate | None:
        """Say why a person could take it on; None when he or she could not."""
        town = self._town
        if person in self._excluded or not town.survey.presence.is_available(person):
            return None
        load = self._load_after(person)
        if not town.loads.allows(load):
            return None
        reasons = [*self._fitness(person), *self._nearness(person)]
        colleague = person in self._colleagues
        if self._want.gap.kind is GapKind.UNHANDLED and not reasons:
            return None
        steps = min((each.steps for each in reasons if each.steps is not None), default=None)
        if steps is None and not colleague:
            return None
        if colleague and self._want.post is not None:
            reasons.append(Because(Reason.SAME_UNIT, unit=self._want.post.unit.key))
        fit = any(each.reason in {Reason.HAS_SKILL, Reason.HANDLES_SAME_MATTER} for each in reasons)
        reasons.append(Because(Reason.BELOW_LIMITS, load=load, limits=town.loads.limits))
        return Candidate(
            person.key,
            None,
            tuple(sorted(reasons, key=lambda each: _ORDER[each.reason])),
            Rank(
                int(not fit),
                FAR if steps is None else steps,
                int(self._want.post is not None and not colleague),
                load.posts + load.pairings,
            ),
        )

    def _load_after(self, person: PersonFact) -> Load:
        loads = self._town.loads
        if self._want.gap.kind is GapKind.UNPAIRED_HOUSEHOLD:
            return loads.after_household(person)
        return loads.after_post(person, self._want.post)

    def _is_at_limits(self, person: PersonFact) -> bool:
        town = self._town
        return (
            person not in self._excluded
            and town.survey.presence.is_available(person)
            and not town.loads.allows(self._load_after(person))
        )

    def _fitness(self, person: PersonFact) -> Iterator[Because]:
        town, want = self._town, self._want
        if (handling := self._handlers.get(person)) is not None:
            yield _handles(handling)
        for skill in town.people.persons[person].skills:
            if town.vicinity.is_for(skill, want.leaves, want.words):
                yield Because(Reason.HAS_SKILL, skill=skill)
                break

    def _nearness(self, person: PersonFact) -> Iterator[Because]:
        town = self._town
        residence = town.people.persons[person].residence
        if residence and (steps := self._steps_to(residence, by_post=False)) is not None:
            yield Because(Reason.LIVES_NEAR, steps, town.facts.place_key(residence))
        served = [
            (steps, post.key, place)
            for post in town.loads.of(person).posts
            if (place := town.staff.posts[post].place) and (steps := self._steps_to(place, by_post=True)) is not None
        ]
        if served:
            steps, key, place = min(served)
            yield Because(Reason.SERVES_NEAR, steps, town.facts.place_key(place), key)

    def _steps_to(self, place: int, *, by_post: bool) -> int | None:
        """Say how near a place is, if that is near: for a gap at a large place only a post for the very place."""
        vicinity, parents = self._town.vicinity, self._town.facts.parents
        found = []
        for origin in self._want.origins:
            if vicinity.is_small(origin):
                found.append(steps_to_meet(parents, origin, place, vicinity.top(origin)))
            elif by_post and place == origin:
                found.append(0)
        return min((steps for steps in found if steps is not None), default=None)

    def _units(self) -> Iterator[Candidate]:
        """Give the units that handle it near by or cover the place, and can be reached."""
        town, facts = self._town, self._town.facts
        presence = town.survey.presence
        (origin,) = self._want.origins
        reasons: dict[UnitFact, list[Because]] = {}
        for agent, handling in self._handlers.items():
            if isinstance(agent, UnitFact):
                reasons.setdefault(agent, []).append(_handles(handling))
        place, top, steps = origin, town.vicinity.top(origin), 0
        while place:
            for unit in town.vicinity.covering.get(place, ()):
                told = reasons.setdefault(unit, [])
                if not any(each.reason is Reason.COVERS_PLACE for each in told):
                    told.append(Because(Reason.COVERS_PLACE, steps, facts.place_key(place)))
            if place == top:
                break
            place, steps = facts.parents[place], steps + 1
        for unit, told in reasons.items():
            if unit in self._excluded or not presence.is_there(unit):
                continue
            if unit.channel is not None or presence.contacts(unit):
                fit = any(each.reason is Reason.HANDLES_SAME_MATTER for each in told)
                near = min(each.steps or 0 for each in told)
                yield Candidate(None, unit.key, tuple(told), Rank(int(not fit), near, 0, 0))


def _handles(handling: Handling) -> Because:
    return Because(Reason.HANDLES_SAME_MATTER, handling.steps, handling.duty.place, duty=handling.duty.key)
