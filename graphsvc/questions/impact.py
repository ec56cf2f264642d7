"""What breaks when somebody leaves (docs/rules.md, section 3): the others are asked again, with some facts taken out.

Nothing is copied: they are taken out of what `Presence` says of who is there. Only the places with duties of somebody
removed, and those with duties below them, can change, so only these are asked again.

Cost: the duties at, above and below those of whoever is removed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import Final, NamedTuple

from graphsvc.domain.coverage_facts import CoverageFacts, StaffFacts
from graphsvc.domain.facts import DutyFact, PersonFact, PostFact, UnitFact
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.questions.coverage import Changes, Ground, Sole, Survey
from graphsvc.questions.gaps import told
from graphsvc.questions.inside import Inside
from graphsvc.questions.presence import Presence
from graphsvc.questions.scopes import Scopes
from graphsvc.questions.serving import ACTING, Agent, Kept, Serving, Servings
from graphsvc.questions.shortfalls import is_post_inside, is_post_there, lacks_members, pairing_stands, units_with

_FEW: Final = 50  # duties


class Removed(NamedTuple):
    """Who and what is taken out, with all that goes along."""

    persons: frozenset[PersonFact]
    posts: frozenset[PostFact]
    units: frozenset[UnitFact]


class Impact(NamedTuple):
    """What breaks: cells that nobody handles any more, cells that hang on one agent now, posts, places."""

    uncovered: tuple[Gap, ...]
    single_points: tuple[Gap, ...]
    vacated: tuple[str, ...]
    """Keys of posts."""
    unpaired: tuple[str, ...]
    """Keys of places."""


NO_IMPACT = Impact((), (), (), ())
"""Nothing breaks."""


class Without(Presence):
    """Who is there when some are taken out."""

    __slots__ = ("_removed",)

    def __init__(self, before: Presence, removed: Removed) -> None:
        super().__init__(before.at, before.timezone, before.visibility)
        self._removed = removed

    def is_there(self, unit: UnitFact) -> bool:
        """Say whether a unit is valid and not removed."""
        return unit not in self._removed.units and super().is_there(unit)

    def is_available(self, person: PersonFact) -> bool:
        """Say whether a person is not absent and not removed."""
        return person not in self._removed.persons and super().is_available(person)

    def members(self, post: PostFact) -> list[PersonFact]:
        """Give the persons with an active membership who are not removed, of a post that is not."""
        if post in self._removed.posts:
            return []
        return [person for person in super().members(post) if person not in self._removed.persons]


class _ServingAfter(Servings):
    """What serves when some are taken out: asked again at the places that may change, as before at all others."""

    __slots__ = ("_before", "_places")

    def __init__(self, before: Survey, presence: Presence, places: Collection[int]) -> None:
        super().__init__(before.ground.shares, presence, Kept({}, {}))
        self._before = before.servings
        self._places = places

    def __missing__(self, place: int) -> Serving:
        found = self[place] = self.find(place) if place in self._places else self._before[place]
        return found


def take_out(
    staff: StaffFacts, persons: Iterable[PersonFact], posts: Iterable[PostFact], units: Iterable[UnitFact]
) -> Removed:
    """Say what goes along: with a unit its sub-units and all their posts."""
    gone = {each for unit in units for each in units_with(unit, staff)}
    along = {post for unit in gone for post in staff.posts_in(unit)}
    return Removed(frozenset(persons), frozenset({*posts, *along}), frozenset(gone))


def is_local(facts: CoverageFacts, ground: Ground, removed: Removed) -> bool:
    """Say whether all that can change lies at a few places with nobody else's duties below them: then it is quick."""
    touched = _touched(facts, removed)
    places = {facts.place_number(duty.place) or 0 for duty in touched}
    return len(touched) < _FEW and not any(map(ground.acting.has_beneath, places))


def impact(facts: CoverageFacts, staff: StaffFacts, survey: Survey, removed: Removed, within: int = 0) -> Impact:
    """Say what breaks when some are taken out."""
    ground, inside = survey.ground, Inside(within, facts.parents)
    presence, touched = Without(survey.presence, removed), _leaves_at(facts, ground, _touched(facts, removed))
    after = Survey(ground, presence, _ServingAfter(survey, presence, touched))
    uncovered, single = _compare(survey, after, touched, inside)
    return Impact(
        tuple(told(GapKind.UNHANDLED, facts, ground, {None: uncovered}, within)),
        tuple(told(GapKind.SINGLE_POINT, facts, ground, single, within)),
        tuple(sorted(_vacated(facts, staff, survey.presence, after.presence, removed, inside))),
        tuple(sorted(_unpaired(facts, staff, survey.presence, after.presence, removed, inside))),
    )


def _touched(facts: CoverageFacts, removed: Removed) -> set[DutyFact]:
    """Give the acting duties that may stand otherwise: of removed posts and units, and through removed persons."""
    posts = {*removed.posts, *(post for person in removed.persons for post in facts.posts_of(person))}
    units = {*removed.units, *(post.unit for post in posts if post in post.unit.heads)}
    holders: set[PostFact | UnitFact] = {*posts, *units}
    return {duty for holder in holders for duty in facts.duties_of(holder) if duty.capacity in ACTING}


def _leaves_at(facts: CoverageFacts, ground: Ground, duties: Iterable[DutyFact]) -> dict[int, int]:
    """Give the leaves of duties by place."""
    found: dict[int, int] = {}
    for duty in duties:
        place = facts.place_number(duty.place) or 0
        found[place] = found.get(place, 0) | ground.leaves.mask_of_key(duty.category)
    return found


def _compare(
    before: Survey, after: Survey, touched: Mapping[int, int], inside: Inside
) -> tuple[Changes, dict[Agent, Changes]]:
    """Give the cells that are covered before and not after, and for each agent those that hang on it after only.

    `touched` are the places that may change, with the leaves that may there.
    """
    scopes = before.ground.acting
    # The way down to every place that may change; beside it nothing is asked where before and after are alike.
    on_the_way = {above for place in touched for above in scopes.chain(place)}
    among = 0
    for leaves in touched.values():
        among |= leaves

    def step(above: tuple[Sole, Sole], place: int) -> tuple[Sole, Sole]:
        was = before.add_agents(above[0], place, among)
        # The same object for the same state: most places are as they were.
        if above[1] is above[0] and place not in touched:
            return was, was
        return was, after.add_agents(above[1], place, among)

    def enter(place: int, above: tuple[Sole, Sole]) -> bool:
        return place in on_the_way or (above[0] is not above[1] and above[0] != above[1])

    uncovered: Changes = {}
    single: dict[Agent, Changes] = {}
    nobody = Sole(0, {}, 0)
    walks = (scopes.spread((nobody, nobody), step, top, enter) for top in _tops(scopes, touched, inside))
    for place, (was_above, is_above), (was, now) in chain.from_iterable(walks):
        lost = was.covered & ~now.covered
        if lost != was_above.covered & ~is_above.covered:
            uncovered[place] = lost
        already, already_above = _single(was), _single(was_above)
        for agent in dict.fromkeys((*is_above.sole, *now.sole)):
            leaves = now.sole.get(agent, 0) & now.covered & ~already
            if leaves != is_above.sole.get(agent, 0) & is_above.covered & ~already_above:
                single.setdefault(agent, {})[place] = leaves
    return uncovered, single


def _tops(scopes: Scopes, touched: Collection[int], inside: Inside) -> list[int]:
    """Give the topmost places that may change, as seen within the place asked about: nothing changes above them."""
    tops = {place for place in touched if inside.holds_any((place,))}
    if inside.top and any(place in touched for place in scopes.chain(inside.top)):
        return [inside.top]
    return [place for place in tops if tops.isdisjoint(scopes.chain(place)[:-1])]


def _single(state: Sole) -> int:
    found = 0
    for leaves in state.sole.values():
        found |= leaves
    return found & state.covered


def _vacated(
    facts: CoverageFacts, staff: StaffFacts, before: Presence, after: Presence, removed: Removed, inside: Inside
) -> Iterable[str]:
    for post in {post for person in removed.persons for post in facts.posts_of(person)} - removed.posts:
        detail = staff.posts[post]
        if (
            is_post_there(post, before)
            and len(after.members(post)) < len(before.members(post))
            and lacks_members(detail, after)
            and is_post_inside(detail, staff, inside)
        ):
            yield post.key


def _unpaired(
    facts: CoverageFacts, staff: StaffFacts, before: Presence, after: Presence, removed: Removed, inside: Inside
) -> Iterable[str]:
    helpers: list[PersonFact | UnitFact] = [*removed.persons, *removed.units]
    places = {pairing.place for helper in helpers for pairing in staff.paired_by(helper)}
    for place in places:
        pairings = staff.pairings.get(place, ())
        if (
            inside.holds_any((place,))
            and any(pairing_stands(pairing, before) for pairing in pairings)
            and not any(pairing_stands(pairing, after) for pairing in pairings)
        ):
            yield facts.place_key(place)
