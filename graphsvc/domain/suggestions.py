"""Suggestions: who could take on what nobody covers, and why (docs/rules.md, section 3)."""

from __future__ import annotations

from typing import Final, NamedTuple

from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import Word

SUGGESTED: Final = (GapKind.UNHANDLED, GapKind.VACANT_POST, GapKind.UNPAIRED_HOUSEHOLD)
"""The kinds of gaps that somebody can take on."""


class Reason(Word):
    """Why somebody could take it on, in the order in which reasons are told."""

    HANDLES_SAME_MATTER = "handles_same_matter"
    HAS_SKILL = "has_skill"
    SERVES_NEAR = "serves_near"
    LIVES_NEAR = "lives_near"
    COVERS_PLACE = "covers_place"
    SAME_UNIT = "same_unit"
    BELOW_LIMITS = "below_limits"


class Load(NamedTuple):
    """What somebody has to do: active posts, paired households, direct reports."""

    posts: int
    pairings: int
    reports: int


class Because(NamedTuple):
    """A reason with what it rests on, as keys; `steps` is how far up from the gap's place both meet."""

    reason: Reason
    steps: int | None = None
    place: str | None = None
    """Where the person lives or serves, what the unit covers, or where the same matter is handled."""
    post: str | None = None
    duty: str | None = None
    unit: str | None = None
    skill: str | None = None
    load: Load | None = None
    """For BELOW_LIMITS: the load after taking it on."""
    limits: Load | None = None
    """For BELOW_LIMITS: what the policy allows."""


class Rank(NamedTuple):
    """What candidates are ordered by, smallest first; the key decides at last."""

    unfit: int
    """0 for who knows the matter: has a skill for it or handles it elsewhere."""
    steps: int
    """How near: the fewest steps of any reason; FAR when no reason tells of a place."""
    stranger: int
    """0 for who belongs to the unit of the post."""
    load: int
    """Posts and paired households after taking it on; 0 for a unit."""


FAR: Final = 20
"""More steps than any tree of places has."""


class Candidate(NamedTuple):
    """Somebody who could take it on: a person or a unit, by key."""

    person: str | None
    unit: str | None
    reasons: tuple[Because, ...]
    rank: Rank

    @property
    def key(self) -> str:
        """The key of the person or the unit."""
        return self.person or self.unit or ""


class Candidates(NamedTuple):
    """The best candidates for a gap, best first, and how many there were who cannot take more on."""

    gap: Gap
    candidates: tuple[Candidate, ...]
    at_limits: int
    """People who were passed over because they would be over a limit."""
    more: bool
    """Whether there may be candidates beyond those given."""


class OpenReason(Word):
    """Why a gap stays open in a plan."""

    NO_CANDIDATE = "no_candidate"
    LIMITS_REACHED = "limits_reached"
    SUPERIOR_AT_LIMIT = "superior_at_limit"
    CANDIDATES_CUT = "candidates_cut"


class Placing(NamedTuple):
    """One gap (or one seat of it) given to one candidate."""

    gap: Gap
    candidate: Candidate


class LeftOpen(NamedTuple):
    """A gap that stays open, with how many seats of it (1 unless it is a post), and why."""

    gap: Gap
    seats: int
    reason: OpenReason


class Plan(NamedTuple):
    """Who should take on what, for many gaps at once. Both lists are in the order of the gaps."""

    placings: tuple[Placing, ...]
    left_open: tuple[LeftOpen, ...]
    gaps: int
    """How many gaps there are in all."""
    shortened: int
    """For how many of them farther candidates were not looked at."""
