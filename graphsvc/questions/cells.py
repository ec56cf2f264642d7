"""The cells of each kind that is rolled up: one set for each agent, or one for nobody in particular.

What lists of gaps, the matrix and the comparison of two moments are all made of. A survey keeps the sets of the whole
store and those of the place last asked about, so that a list and a matrix of the same place cost one scan.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.kinds import LimitName
from graphsvc.questions import shortfalls
from graphsvc.questions.coverage import Changes, Survey
from graphsvc.questions.serving import Agent
from graphsvc.questions.turns import Turns

CellSets: TypeAlias = Mapping[Agent | None, Changes]
"""The set of each agent; that of nobody in particular under None."""


def cells_of(
    kind: GapKind, facts: CoverageFacts, survey: Survey, later: Survey | None = None, within: int = 0
) -> CellSets:
    """Give the cells of a kind; `later` is the survey at the horizon (ENDING_SOON)."""
    key = (kind, within, later.presence.at if later is not None and kind is GapKind.ENDING_SOON else None)
    if (kept := survey.found.get(key)) is not None:
        return kept
    found = _find(kind, facts, survey, later, within)
    for found_kind, sets in found.items():
        # Several threads may be at one survey: what one of them lets go of, another may still hold.
        for other in list(survey.found):
            if other[0] is found_kind and other[1:] != key[1:] and other[1]:
                survey.found.pop(other, None)
        survey.found[found_kind, *key[1:]] = sets
    return found[kind]


def default_of(kind: GapKind, survey: Survey) -> int:
    """Give the leaves that are in the set of a kind where nothing changes it."""
    return survey.ground.leaves.every if kind is GapKind.UNHANDLED else 0


def _find(
    kind: GapKind, facts: CoverageFacts, survey: Survey, later: Survey | None, within: int
) -> Mapping[GapKind, CellSets]:
    """Find the sets of a kind, and of those that are found along with it."""
    match kind:
        case GapKind.UNHANDLED:
            return {kind: {None: survey.uncovered(within)}}
        case GapKind.SINGLE_POINT:
            return {kind: dict(survey.single_points(within).items())}
        case GapKind.CONFLICT:
            return {kind: dict(survey.conflicts(within).items())}
        case GapKind.ENDING_SOON if later is not None:
            return {kind: {None: survey.ending(later, within)}}
        case GapKind.CONTESTED | GapKind.LADDER_SHORT:
            turns = Turns(survey, facts.ladder_categories, shortfalls.limit(facts, LimitName.LADDER_STEPS))
            contested, short = turns.contested_and_short(within)
            return {GapKind.CONTESTED: {None: contested}, GapKind.LADDER_SHORT: {None: short}}
        case _:
            raise ValueError(kind)
