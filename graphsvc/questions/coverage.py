"""Which leaf categories are covered where, and by whom (docs/rules.md, section 3).

Whatever is asked of a cell depends on the matching duties alone, so it changes only at places with duties (`scopes`).
Each question here gives a set of cells as the leaves in it at those places where they differ from what holds above:
what `rollup` takes. Presence and answers are those of `who_handles`, so the two never disagree.

Cost: one step for each place with duties, and what it takes to find who serves there (`serving`); sets of leaves are
numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Final, NamedTuple, TypeAlias

from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.domain.facts import DutyFact
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import Capacity
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions.demand import Demand
from graphsvc.questions.leaves import Leaves
from graphsvc.questions.presence import Presence, Standing
from graphsvc.questions.rollup import Told
from graphsvc.questions.scopes import Scopes
from graphsvc.questions.serving import Agent, Kept, Servings, Share, agents_of, shares_of

Ranked: TypeAlias = tuple[int, str, str, str, Gap]
"""A row of a list of gaps with what it is ordered by."""

Changes: TypeAlias = dict[int, int]
"""A set of cells: the leaves in it at each place where they differ from those above."""

_CAPACITIES: Final = tuple(Capacity)
_HANDLES: Final = _CAPACITIES.index(Capacity.HANDLES)
_SUPERVISES: Final = _CAPACITIES.index(Capacity.SUPERVISES)


class Ground(NamedTuple):
    """What does not change while a revision stands: categories, duties, the places that bear them, demand."""

    leaves: Leaves
    duties: Mapping[int, Mapping[int, Sequence[DutyFact]]]
    scopes: Scopes
    """All places with duties."""
    handling: Scopes
    """Those with duties of capacity `handles`."""
    to_handle: Mapping[int, int]
    """The leaves that such duties in the subtree of each of these are for: what may change there at most."""
    acting: Scopes
    """Those with duties of capacity `handles` or `backs_up`."""
    to_act: Mapping[int, int]
    """The leaves that such duties in the subtree of each of these are for."""
    demand: Demand
    shares: Mapping[int, Sequence[Share]]
    """What each holder does at each place with duties that handle or back up."""
    serving: Kept
    """Who serves at the places that were asked about, and how long that stands."""
    told: dict[tuple[GapKind, Agent | None, Told], tuple[Ranked, ...]]
    """The rows of places that were listed."""


def lay_ground(facts: CoverageFacts) -> Ground:
    """Sum up the facts of a revision."""
    leaves, duties = Leaves(facts.categories), facts.duties
    shares = {place: found for place, cells in duties.items() if (found := shares_of(cells, leaves.mask))}
    acted = {place: reduce(or_, (share.leaves for share in found)) for place, found in shares.items()}
    may_handle = {place: reduce(or_, (share.handled for share in found)) for place, found in shares.items()}
    handled = {place: mask for place, mask in may_handle.items() if mask}
    handling, acting = Scopes(handled, facts.parents), Scopes(acted, facts.parents)
    return Ground(
        leaves,
        duties,
        Scopes(duties, facts.parents),
        handling,
        handling.joined(handled.__getitem__),
        acting,
        acting.joined(acted.__getitem__),
        Demand(facts, leaves),
        shares,
        Kept({}, {}),
        {},
    )


class Sole(NamedTuple):
    """On the way down: the leaves that are covered, those of one agent each, those of several."""

    covered: int
    sole: dict[Agent, int]
    several: int


class Survey:
    """What is covered by whom in one steady period; found out when it is asked for, and kept."""

    def __init__(self, ground: Ground, presence: Presence, servings: Servings | None = None) -> None:
        self.ground = ground
        self.presence = presence
        if servings is None:
            servings = Servings(ground.shares, presence, ground.serving)
        self.servings = servings
        """What serves at each place with acting duties."""
        self.found: dict[tuple[GapKind, int, int | None], Mapping[Agent | None, Changes]] = {}
        """What `cells` found so far: by kind, place asked about, and moment of the later survey."""

    def staffed(self, place: int) -> Iterator[tuple[int, DutyFact, Standing]]:
        """Give the staffed duties of a place, each with the leaves that it is for."""
        mask, standings = self.ground.leaves.mask, self.presence.standings
        for category, duties in self.ground.duties.get(place, {}).items():
            for duty in duties:
                standing = standings[duty]
                if standing is not None and standing.skip is None:
                    yield mask[category], duty, standing

    def covered(self, place: int) -> int:
        """Give the leaves that are covered at a place."""
        found = 0
        for above in self.ground.handling.chain(place):
            found = self.join_handled(found, above)
        return found

    def join_handled(self, covered: int, place: int) -> int:
        """Add the leaves that are handled at a place to those covered above."""
        return covered | self.servings[place].handled

    def uncovered(self, within: int = 0) -> Changes:
        """Give the cells that are not covered; every cell is in the set where nothing changes it."""
        every, reach = self.ground.leaves.every, self.ground.to_handle

        def enter(place: int, above: int) -> bool:
            return reach[place] & ~above != 0

        walk = self.ground.handling.spread(0, self.join_handled, within, enter)
        return {place: every & ~covered for place, above, covered in walk if covered != above}

    def ending(self, later: Survey, within: int = 0) -> Changes:
        """Give the cells that are covered now and not later."""
        reach = self.ground.to_handle

        def step(above: tuple[int, int], place: int) -> tuple[int, int]:
            return self.join_handled(above[0], place), later.join_handled(above[1], place)

        def enter(place: int, above: tuple[int, int]) -> bool:
            return reach[place] & ~(above[0] & above[1]) != 0

        walk = self.ground.handling.spread((0, 0), step, within, enter)
        return {place: now & ~then for place, above, (now, then) in walk if now & ~then != above[0] & ~above[1]}

    def single_points(self, within: int = 0) -> dict[Agent, Changes]:
        """Give, for each agent, the covered cells of which he, she or it is the only agent."""
        found: dict[Agent, Changes] = {}
        reach = self.ground.to_act

        def enter(place: int, above: Sole) -> bool:
            # Where there are several agents, there are several in all places below.
            return reach[place] & ~above.several != 0

        for place, above, own in self.ground.acting.spread(Sole(0, {}, 0), self.add_agents, within, enter):
            if own is above:
                continue
            for agent in dict.fromkeys((*above.sole, *own.sole)):
                before = above.sole.get(agent, 0) & above.covered
                after = own.sole.get(agent, 0) & own.covered
                if before != after:
                    found.setdefault(agent, {})[place] = after
        return found

    def add_agents(self, above: Sole, place: int, among: int = -1) -> Sole:
        """Give the state of a place with duties out of the one above it, for some of the leaves."""
        covered, sole, several = above
        own = None
        for leaves, handled, agents in self.servings[place].acting:
            covered |= handled & among
            # Who acts where there are several already makes no difference.
            if here := leaves & among & ~several:
                own = dict(sole) if own is None else own
                several = _join_agents(own, several, agents, here)
        if own is None and covered == above.covered:
            return above
        return Sole(covered, sole if own is None else own, several)

    def conflicts(self, within: int = 0) -> dict[Agent, Changes]:
        """Give, for each agent, the cells in which it is an agent of a handling and of a supervising staffed duty."""
        both = self._in_both()
        found: dict[Agent, Changes] = {}
        if not both:
            return found

        def step(above: dict[Agent, tuple[int, int]], place: int) -> dict[Agent, tuple[int, int]]:
            own = above
            for leaves, _, standing in self.staffed(place):
                if standing.capacity not in {_HANDLES, _SUPERVISES}:
                    continue
                for agent in agents_of(standing):
                    if agent not in both:
                        continue
                    own = dict(own) if own is above else own
                    handles, supervises = own.get(agent, (0, 0))
                    if standing.capacity == _HANDLES:
                        own[agent] = (handles | leaves, supervises)
                    else:
                        own[agent] = (handles, supervises | leaves)
            return own

        start: dict[Agent, tuple[int, int]] = {}
        for place, above, own in self.ground.scopes.spread(start, step, within):
            if own is above:
                continue
            for agent, (handles, supervises) in own.items():
                was_handling, was_supervising = above.get(agent, (0, 0))
                if handles & supervises != was_handling & was_supervising:
                    found.setdefault(agent, {})[place] = handles & supervises
        return found

    def _in_both(self) -> set[Agent]:
        """Give the agents of staffed handling duties who are agents of staffed supervising ones, anywhere."""
        handling: set[Agent] = set()
        supervising: set[Agent] = set()
        for place in self.ground.duties:
            for _, _, standing in self.staffed(place):
                if standing.capacity == _HANDLES:
                    handling.update(agents_of(standing))
                elif standing.capacity == _SUPERVISES:
                    supervising.update(agents_of(standing))
        return handling & supervising


def _join_agents(sole: dict[Agent, int], several: int, agents: Sequence[Agent], leaves: int) -> int:
    """Add agents to leaves; `sole` is changed, the leaves that now have several agents are given back."""
    if len(agents) > 1:
        crowded = leaves
    else:
        (agent,) = agents
        crowded = 0
        for other, mask in sole.items():
            if other is not agent:
                crowded |= mask & leaves
        sole[agent] = sole.get(agent, 0) | leaves & ~crowded
    for other, mask in list(sole.items()):
        left = mask & ~crowded
        if left:
            sole[other] = left
        else:
            del sole[other]
    return several | crowded


def survey_at(ground: Ground, at: int, timezone: str) -> Survey:
    """Begin a survey of the steady period around a moment; it counts persons and channels that nobody may see, too."""
    return Survey(ground, Presence(at, timezone, EVERYTHING))
