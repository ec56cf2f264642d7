"""The thirteen kinds of gaps, each in its order (docs/rules.md, section 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from graphsvc.domain.coverage_facts import CoverageFacts, StaffFacts
from graphsvc.domain.entities import Moment
from graphsvc.domain.facts import PersonFact
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import LimitName
from graphsvc.domain.validity import SECOND
from graphsvc.questions import shortfalls
from graphsvc.questions.cells import CellSets, cells_of, default_of
from graphsvc.questions.coverage import Changes, Ground, Ranked, Survey
from graphsvc.questions.inside import Inside
from graphsvc.questions.overload import overloaded_persons
from graphsvc.questions.rollup import Told, roll_up, rows_of
from graphsvc.questions.serving import Agent
from graphsvc.questions.shortfalls import Staff

_DAY: Final = 86_400 * SECOND
_KEPT: Final = 20_000  # places with what is told there

_BY_ROW: Final[Mapping[GapKind, Callable[[Staff], Iterable[Gap]]]] = {
    GapKind.VACANT_POST: shortfalls.vacant_posts,
    GapKind.UNREACHABLE: shortfalls.unreachable_duties,
    GapKind.UNPAIRED_HOUSEHOLD: shortfalls.unpaired_households,
    GapKind.MISSING_UNIT: shortfalls.missing_units,
    GapKind.MISSING_POST: shortfalls.missing_posts,
    GapKind.THIN: shortfalls.thin_places,
    GapKind.OVERLOADED: overloaded_persons,
}


def horizon(facts: CoverageFacts, at: Moment) -> Moment:
    """Give the moment up to which the policy looks ahead."""
    return at + shortfalls.limit(facts, LimitName.HORIZON_DAYS) * _DAY


def gaps_of_cells(
    kind: GapKind,
    facts: CoverageFacts,
    survey: Survey,
    later: Survey | None = None,
    within: int = 0,
    about: str | None = None,
) -> list[Gap]:
    """Give the gaps of a kind that is rolled up, in their order; `later` is the survey at the horizon (ENDING_SOON).

    Only the cells of the category `about`, or of one beneath it, count; None: of all.
    """
    sets = cells_of(kind, facts, survey, later, within)
    default = default_of(kind, survey)
    if about is not None:
        mask = survey.ground.leaves.mask_of_key(about)
        sets = {agent: {place: cells & mask for place, cells in changes.items()} for agent, changes in sets.items()}
        default &= mask
    return told(kind, facts, survey.ground, sets, within, default=default)


def gaps_by_row(
    kind: GapKind, facts: CoverageFacts, staff: StaffFacts, survey: Survey, within: int = 0, about: str | None = None
) -> list[Gap]:
    """Give the gaps of a kind that is no set of cells, in their order; those that are about no category have none."""
    if about is not None:
        return []
    asked = Staff(facts, staff, survey.presence, Inside(within, facts.parents))
    return sorted(_BY_ROW[kind](asked), key=_by_place)


def told(
    kind: GapKind,
    facts: CoverageFacts,
    ground: Ground,
    sets: CellSets | Mapping[Agent, Changes] | Mapping[None, Changes],
    within: int = 0,
    *,
    default: int = 0,
) -> list[Gap]:
    """Roll up a set of cells for each agent (None: for nobody), and tell the rows in their order."""
    found: list[Ranked] = []
    for agent, changes in sets.items():
        for each in roll_up(ground.demand, facts.parents, changes, default=default, within=within):
            # The rows of a place for the same leaves are the same at every moment.
            rows = ground.told.get((kind, agent, each))
            if rows is None:
                if len(ground.told) > _KEPT:
                    ground.told.clear()
                rows = ground.told[kind, agent, each] = tuple(_ranked(kind, facts, ground, each, agent))
            found += rows
    found.sort()
    return [gap for _, _, _, _, gap in found]


def _ranked(
    kind: GapKind, facts: CoverageFacts, ground: Ground, told_at: Told, agent: Agent | None
) -> Iterator[Ranked]:
    place, who = facts.place_key(told_at.place), "" if agent is None else agent.key
    person, unit = (who, None) if isinstance(agent, PersonFact) else (None, who or None)
    for row in rows_of(ground.demand, ground.leaves, told_at):
        category = ground.leaves.key_of[row.category]
        gap = Gap(
            kind,
            place=place,
            category=category,
            unit=unit,
            person=person,
            cells=row.cells,
            households=row.households,
        )
        yield -row.households * ground.leaves.weight(row.leaves), place, category, who, gap


def _by_place(gap: Gap) -> tuple[bool, str, str, str]:
    about = gap.post or gap.unit or gap.person or gap.duty or ""
    return (gap.place is None, gap.place or "", about, gap.wanted or "")
