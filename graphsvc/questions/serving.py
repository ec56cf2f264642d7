"""Who serves at each place: its staffed duties that count for coverage, summed up, and how long that stands.

What serves at a place depends on the rows of its own duties, posts and people alone, and most of those neither begin
nor end for years. So it is found once for a revision and good for every moment of its period: a survey of another
moment asks again only where something began or ended in between.

Cost: one step for each place; one for each duty of the places that are asked again, and for what its holder hangs on
where that changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from graphsvc.domain.entities import Moment
from graphsvc.domain.facts import DutyFact, PersonFact, PostFact, UnitFact
from graphsvc.domain.kinds import Capacity
from graphsvc.domain.validity import is_valid
from graphsvc.questions.presence import Presence, Staffing, Standing

Agent: TypeAlias = PersonFact | UnitFact
"""Somebody on whom a cell hangs: a person, or a unit with a telephone."""

ACTING: Final = frozenset({Capacity.HANDLES, Capacity.BACKS_UP})
"""The capacities whose agents count: others change nothing of what hangs on whom."""


class Share(NamedTuple):
    """The acting duties of one holder at one place in one period: all leaves that they are for, and those handled."""

    holder: PostFact | UnitFact
    valid_from: Moment | None
    valid_to: Moment | None
    leaves: int
    handled: int


class Acting(NamedTuple):
    """A share that is staffed: its leaves, those of them that are handled, its agents."""

    leaves: int
    handled: int
    agents: tuple[Agent, ...]


class Serving(NamedTuple):
    """What serves at a place in a period: the leaves that are handled there, and each staffed share."""

    valid_from: Moment | None
    valid_to: Moment | None
    handled: int
    acting: tuple[Acting, ...]


class Agents(NamedTuple):
    """The agents of what somebody holds, in a period; None: it is not staffed."""

    valid_from: Moment | None
    valid_to: Moment | None
    agents: tuple[Agent, ...] | None


class Kept(NamedTuple):
    """What a revision knows of who serves: of each place and each holder the newest that was found."""

    places: dict[int, Serving]
    holders: dict[PostFact | UnitFact, Agents]


class Servings(dict[int, Serving]):
    """What serves at places at one moment, found when it is asked for."""

    __slots__ = ("_kept", "_presence", "_shares")

    def __init__(self, shares: Mapping[int, Sequence[Share]], presence: Presence, kept: Kept) -> None:
        super().__init__()
        self._shares = shares
        self._presence = presence
        self._kept = kept

    def __missing__(self, place: int) -> Serving:
        found = self._kept.places.get(place)
        if found is None or not is_valid(found.valid_from, found.valid_to, self._presence.at):
            found = self._kept.places[place] = self.find(place)
        self[place] = found
        return found

    def find(self, place: int) -> Serving:
        """Find out what serves at a place, and in which period around the moment."""
        at, handled = self._presence.at, 0
        before: Moment | None = None
        after: Moment | None = None
        acting: list[Acting] = []
        for holder, valid_from, valid_to, leaves, mine in self._shares.get(place, ()):
            begins, ends, agents = self._agents(holder)
            for moment in (valid_from, valid_to, begins, ends):
                if moment is None:
                    continue
                if moment <= at:
                    before = moment if before is None or moment > before else before
                else:
                    after = moment if after is None or moment < after else after
            if agents is not None and is_valid(valid_from, valid_to, at):
                handled |= mine
                acting.append(Acting(leaves, mine, agents))
        return Serving(before, after, handled, tuple(acting))

    def _agents(self, holder: PostFact | UnitFact) -> Agents:
        presence = self._presence
        found = self._kept.holders.get(holder)
        if found is None or not is_valid(found.valid_from, found.valid_to, presence.at):
            staffing = presence.staffing(holder)
            agents = None if staffing.skip is not None else agents_of(staffing)
            found = self._kept.holders[holder] = Agents(*presence.steady(holder), agents)
        return found


def shares_of(cells: Mapping[int, Iterable[DutyFact]], mask: Mapping[int, int]) -> tuple[Share, ...]:
    """Sum up the acting ones among the duties of a place, which are given by category; `mask` gives its leaves."""
    found: dict[tuple[PostFact | UnitFact, Moment | None, Moment | None], tuple[int, int]] = {}
    for category, duties in cells.items():
        for duty in duties:
            if duty.capacity in ACTING:
                held = duty.holder, duty.valid_from, duty.valid_to
                leaves, handled = found.get(held, (0, 0))
                mine = mask[category]
                found[held] = leaves | mine, handled | mine if duty.capacity is Capacity.HANDLES else handled
    return tuple(Share(*held, *leaves) for held, leaves in found.items())


def agents_of(standing: Standing | Staffing) -> tuple[Agent, ...]:
    """Give the agents of a staffed duty, seen by somebody who sees everybody."""
    if standing.post is None and standing.unit.channel is not None:
        return (*standing.people, standing.unit)
    return standing.people
