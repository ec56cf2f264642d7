"""Gaps of coverage: the thirteen kinds, and what is told of one (docs/rules.md, section 3)."""

from __future__ import annotations

from typing import Final, NamedTuple

from graphsvc.domain.entities import Moment
from graphsvc.domain.kinds import Word


class GapKind(Word):
    """What a gap is, in the order in which gaps are told."""

    UNHANDLED = "unhandled"
    SINGLE_POINT = "single_point"
    ENDING_SOON = "ending_soon"
    CONTESTED = "contested"
    LADDER_SHORT = "ladder_short"
    CONFLICT = "conflict"
    VACANT_POST = "vacant_post"
    UNREACHABLE = "unreachable"
    UNPAIRED_HOUSEHOLD = "unpaired_household"
    MISSING_UNIT = "missing_unit"
    MISSING_POST = "missing_post"
    THIN = "thin"
    OVERLOADED = "overloaded"


ROLLED_UP: Final = frozenset(
    {
        GapKind.UNHANDLED,
        GapKind.SINGLE_POINT,
        GapKind.ENDING_SOON,
        GapKind.CONTESTED,
        GapKind.LADDER_SHORT,
        GapKind.CONFLICT,
    }
)
"""The kinds that are sets of cells; the others are rows of their own."""

PERSONAL: Final = frozenset({GapKind.UNPAIRED_HOUSEHOLD})
"""The kinds that tell of care needs by being there: absent for who may not see those."""


class Gap(NamedTuple):
    """One gap: keys of what it is about, how many cells it stands for (0 when it is no set of cells) and households.

    Plain values, so that a list of gaps may be kept when the facts that it was found in are gone. For SINGLE_POINT and
    CONFLICT the agent is `person`, or `unit` when the unit itself is the agent.
    """

    kind: GapKind
    place: str | None = None
    category: str | None = None
    unit: str | None = None
    post: str | None = None
    person: str | None = None
    duty: str | None = None
    cells: int = 0
    households: int = 0
    wanted: str | None = None
    """What was wanted of a place: `line/kind` of a unit, or the kind of a post."""
    since: Moment | None = None
    """Since when a post is vacant."""
