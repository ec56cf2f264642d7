"""What a gap wants of whoever takes it on: where, for which matters, in which unit (docs/rules.md, section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graphsvc.domain.coverage_facts import CoverageFacts, StaffFacts
from graphsvc.domain.facts import PostFact, UnitFact
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import Capacity
from graphsvc.domain.validity import is_valid
from graphsvc.questions.coverage import Survey
from graphsvc.questions.vicinity import Vicinity


class Want(NamedTuple):
    """A gap as far as taking it on goes."""

    gap: Gap
    origins: tuple[int, ...]
    """The places from which people are looked for; none when the gap has no place."""
    leaves: int
    """The matters: those that nobody handles, those of the post's handling duties, those that the needs are about."""
    words: tuple[str, ...] = ()
    """Further words that a skill may suit: the titles of the post."""
    post: PostFact | None = None


def want_of(
    gap: Gap, facts: CoverageFacts, staff: StaffFacts, survey: Survey, vicinity: Vicinity, words: Sequence[str]
) -> Want:
    """Say what a gap wants; `words` are the titles of a vacant post, or the needs of a household."""
    place = 0 if gap.place is None else facts.place_number(gap.place) or 0
    match gap.kind:
        case GapKind.UNHANDLED if gap.category is not None:
            ground = survey.ground
            demanded = ground.demand.leaves(ground.demand.count(place))
            leaves = ground.leaves.mask_of_key(gap.category) & demanded & ~survey.covered(place)
            return Want(gap, (place,), leaves)
        case GapKind.VACANT_POST if gap.post is not None and (post := facts.post(gap.post)) is not None:
            origins = (place,) if place else _covered(post.unit, staff, survey)
            return Want(gap, origins, _handled(post, facts, survey), tuple(words), post)
        case GapKind.UNPAIRED_HOUSEHOLD:
            return Want(gap, (place,), vicinity.leaves_of_words(words))
        case _:
            raise ValueError(gap.kind)


def _covered(unit: UnitFact, staff: StaffFacts, survey: Survey) -> tuple[int, ...]:
    """Give what the unit covers, or the nearest one above it that covers anything."""
    above: UnitFact | None = unit
    while above is not None:
        covers = staff.units[above].covers
        if covers and survey.presence.is_there(above):
            return tuple(sorted(covers))
        above = above.parent
    return ()


def _handled(post: PostFact, facts: CoverageFacts, survey: Survey) -> int:
    found = 0
    for duty in facts.duties_of(post):
        if duty.capacity is Capacity.HANDLES and is_valid(duty.valid_from, duty.valid_to, survey.presence.at):
            found |= survey.ground.leaves.mask_of_key(duty.category)
    return found
