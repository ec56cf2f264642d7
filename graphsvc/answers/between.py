"""What opened and what closed between two moments: loads the facts, lets questions decide, restricts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from graphsvc.answers.coverage import Surveys, in_thread, place_number, restricted
from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import BadInput
from graphsvc.domain.gaps import PERSONAL, ROLLED_UP, Gap, GapKind
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.between import Then, cells_lost, rows_lost
from graphsvc.questions.gaps import horizon
from graphsvc.store.port import FactReader


class Between(NamedTuple):
    """Two lists of gaps, each in the order of gaps."""

    opened: tuple[Gap, ...]
    """Gaps at the later moment that were none at the earlier."""
    closed: tuple[Gap, ...]
    """Gaps at the earlier moment that are none at the later."""


async def gaps_between(
    reader: FactReader,
    surveys: Surveys,
    *,
    kinds: Sequence[GapKind] | None,
    start: Moment,
    end: Moment,
    within: str | None,
    visibility: Visibility,
) -> Between:
    """Compare the gaps of some kinds (None: of all) at two moments, of what is known at this revision.

    What may not be seen is left out as in lists of gaps. BadInput when the first moment is the later one, NotFound
    names a place.
    """
    if start > end:
        raise BadInput("the first moment is later than the second; give the earlier one first")
    wanted = [kind for kind in GapKind if kinds is None or kind in kinds]
    wanted = [kind for kind in wanted if visibility.care or kind not in PERSONAL]
    facts = await reader.coverage_facts()
    top = place_number(facts, within)
    staff = None if ROLLED_UP.issuperset(wanted) else await reader.staff_facts()

    def then(kind: GapKind, at: Moment) -> Then:
        later = surveys.survey(reader, facts, horizon(facts, at)) if kind is GapKind.ENDING_SOON else None
        return surveys.survey(reader, facts, at), later

    def find() -> Between:
        opened: list[Gap] = []
        closed: list[Gap] = []
        for kind in wanted:
            if kind in ROLLED_UP:
                before, after = then(kind, start), then(kind, end)
                opened += cells_lost(kind, facts, after, before, top)
                closed += cells_lost(kind, facts, before, after, top)
            else:
                were, are = (surveys.gaps(reader, facts, staff, kind, at, top) for at in (start, end))
                opened += rows_lost(are, were)
                closed += rows_lost(were, are)
        return Between(restricted(facts, opened, visibility), restricted(facts, closed, visibility))

    return await in_thread(find)
