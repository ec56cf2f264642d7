"""The thirteen kinds of gaps, each in its order (docs/rules.md, section 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from graphsvc.domain.coverage_facts import CoverageFacts, StaffFacts
from graphsvc.domain.entities import Moment
from graphsvc.domain.facts import PersonFact
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import LimitName
from graphsvc.domain.validity import SECOND
from graphsvc.questions import shortfalls
from graphsvc.questions.coverage import Agent, Changes, Ground, Survey
from graphsvc.questions.inside import Inside
from graphsvc.questions.rollup import Row, roll_up
from graphsvc.questions.shortfalls import Staff
from graphsvc.questions.turns import Turns

_DAY: Final = 86_400 * SECOND

_BY_ROW: Final[Mapping[GapKind, Callable[[Staff], Iterable[Gap]]]] = {
    GapKind.VACANT_POST: shortfalls.vacant_posts,
    GapKind.UNREACHABLE: shortfalls.unreachable_duties,
    GapKind.UNPAIRED_HOUSEHOLD: shortfalls.unpaired_households,
    GapKind.MISSING_UNIT: shortfalls.missing_units,
    GapKind.MISSING_POST: shortfalls.missing_posts,
    GapKind.THIN: shortfalls.thin_places,
    GapKind.OVERLOADED: shortfalls.overloaded_persons,
}


def horizon(facts: CoverageFacts, at: Moment) -> Moment:
    """Give the moment up to which the policy looks ahead."""
    return at + shortfalls.limit(facts, LimitName.HORIZON_DAYS) * _DAY


def gaps_of_cells(
    kind: GapKind, facts: CoverageFacts, survey: Survey, later: Survey | None = None, within: int = 0
) -> list[Gap]:
    """Give the gaps of a kind that is rolled up, in their order; `later` is the survey at the horizon (ENDING_SOON)."""
    match kind:
        case GapKind.UNHANDLED:
            sets = {None: survey.uncovered(within)}
            return told(kind, facts, survey.ground, sets, within, default=survey.ground.leaves.every)
        case GapKind.SINGLE_POINT:
            return told(kind, facts, survey.ground, survey.single_points(within), within)
        case GapKind.CONFLICT:
            return told(kind, facts, survey.ground, survey.conflicts(within), within)
        case GapKind.ENDING_SOON if later is not None:
            return told(kind, facts, survey.ground, {None: survey.ending(later, within)}, within)
        case GapKind.CONTESTED | GapKind.LADDER_SHORT:
            if survey.turns is None or survey.turns[0] != within:
                turns = Turns(survey, facts.ladder_categories, shortfalls.limit(facts, LimitName.LADDER_STEPS))
                survey.turns = (within, *turns.contested_and_short(within))
            _, contested, short = survey.turns
            return told(kind, facts, survey.ground, {None: contested if kind is GapKind.CONTESTED else short}, within)
        case _:
            raise ValueError(kind)


def gaps_by_row(kind: GapKind, facts: CoverageFacts, staff: StaffFacts, survey: Survey, within: int = 0) -> list[Gap]:
    """Give the gaps of a kind that is no set of cells, in their order."""
    asked = Staff(facts, staff, survey.presence, Inside(within, facts.parents))
    return sorted(_BY_ROW[kind](asked), key=_by_place)


def told(
    kind: GapKind,
    facts: CoverageFacts,
    ground: Ground,
    sets: Mapping[Agent | None, Changes] | Mapping[Agent, Changes] | Mapping[None, Changes],
    within: int = 0,
    *,
    default: int = 0,
) -> list[Gap]:
    """Roll up a set of cells for each agent (None: for nobody), and tell the rows in their order."""
    rows = [
        (row, agent)
        for agent, changes in sets.items()
        for row in roll_up(ground.demand, ground.leaves, facts.parents, changes, default=default, within=within)
    ]
    found = [
        (-row.households * ground.leaves.weight(row.leaves), _gap(kind, facts, ground, row, agent))
        for row, agent in rows
    ]
    found.sort(key=lambda entry: (entry[0], entry[1].place, entry[1].category, entry[1].person or entry[1].unit or ""))
    return [gap for _, gap in found]


def _gap(kind: GapKind, facts: CoverageFacts, ground: Ground, row: Row, agent: Agent | None) -> Gap:
    is_person = isinstance(agent, PersonFact)
    return Gap(
        kind,
        place=facts.place_key(row.place),
        category=ground.leaves.key_of[row.category],
        unit=agent.key if agent is not None and not is_person else None,
        person=agent.key if agent is not None and is_person else None,
        cells=row.cells,
        households=row.households,
    )


def _by_place(gap: Gap) -> tuple[bool, str, str, str]:
    about = gap.post or gap.unit or gap.person or gap.duty or ""
    return (gap.place is None, gap.place or "", about, gap.wanted or "")
