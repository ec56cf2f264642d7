"""A town at a moment, as far as looking for people in it goes: its facts, who is near, what each has to do.

Cost: see `vicinity`; who handles a matter near a place is found once for each of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from graphsvc.domain.coverage_facts import CoverageFacts, PeopleFacts, StaffFacts
from graphsvc.domain.facts import DutyFact
from graphsvc.domain.kinds import Capacity
from graphsvc.questions.coverage import Survey
from graphsvc.questions.loads import Loads
from graphsvc.questions.serving import Agent
from graphsvc.questions.vicinity import Vicinity


class Handling(NamedTuple):
    """Where somebody handles the matter: the nearest such duty."""

    steps: int
    duty: DutyFact


@dataclass(slots=True)
class Town:
    """What candidates are looked for in: facts of one revision, at one moment."""

    facts: CoverageFacts
    staff: StaffFacts
    people: PeopleFacts
    survey: Survey
    vicinity: Vicinity
    loads: Loads
    _handlers: dict[tuple[int, int, bool], Mapping[Agent, Handling]] = field(default_factory=dict)

    def handlers_near(self, origin: int, leaves: int, *, all_of_it: bool) -> Mapping[Agent, Handling]:
        """Give who handles these leaves (all of them, or any) at places up to the subdistrict, each with the nearest.

        Of a duty that is its people, and the unit that it goes through.
        """
        if not leaves:
            return {}
        known = self._handlers.get((origin, leaves, all_of_it))
        if known is not None:
            return known
        handled: dict[Agent, int] = {}
        nearest: dict[Agent, Handling] = {}
        for steps, ring in self.vicinity.handling.walk(origin, self.vicinity.top(origin)):
            for place in ring:
                for mask, duty, standing in self.survey.staffed(place):
                    if duty.capacity is not Capacity.HANDLES or not mask & leaves:
                        continue
                    agents: tuple[Agent, ...] = (*standing.people, standing.unit)
                    for agent in agents:
                        handled[agent] = handled.get(agent, 0) | mask
                        here = Handling(steps, duty)
                        before = nearest.get(agent)
                        if before is None or (steps, duty.key) < (before.steps, before.duty.key):
                            nearest[agent] = here
        found = {
            agent: handling for agent, handling in nearest.items() if not all_of_it or not leaves & ~handled[agent]
        }
        self._handlers[origin, leaves, all_of_it] = found
        return found
