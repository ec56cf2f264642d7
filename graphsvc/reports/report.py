"""A report of coverage: everything that its page and its workbook tell, loaded once through `answers/`.

What the asker may not see is absent from it, so that whoever writes it out has nothing to hide.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from graphsvc.answers.affected import AffectedHouseholds, horizon_days, households_affected
from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.entities import entities
from graphsvc.answers.matrix import coverage_matrix
from graphsvc.answers.naming import keys_of, names_of
from graphsvc.domain.entities import Moment, Place
from graphsvc.domain.errors import LimitExceeded
from graphsvc.domain.gaps import PERSONAL, ROLLED_UP, Gap, GapKind
from graphsvc.domain.matrix import Matrix, MatrixRow
from graphsvc.domain.visibility import Visibility
from graphsvc.reports.figures import Share, share
from graphsvc.store.port import FactReader, Progress
from graphsvc.wording.names import Called, Names

MOST_GAPS: Final = 250_000
"""How many gaps a report may hold."""


class Section(NamedTuple):
    """The gaps of a kind: those that weigh most on people first."""

    kind: GapKind
    gaps: tuple[Gap, ...]

    @property
    def cells(self) -> int:
        """How many cells they stand for."""
        return sum(gap.cells for gap in self.gaps)


class Report(NamedTuple):
    """Coverage of a place (or of everything) at one moment, as one asker may see it."""

    town: str
    within: str | None
    above: tuple[str, ...]
    """The places above it, the largest first."""
    at: Moment
    timezone: str
    revision: int
    horizon_days: int
    matrix: Matrix
    affected: AffectedHouseholds
    sections: tuple[Section, ...]
    """One for each kind that was asked for and may be seen, in the order of kinds, also those without a gap."""
    names: Names
    """What the keys of gaps and categories are called; not those of gaps that are not named."""
    places: Names
    """What the place, those above it and those of the matrix are called, without what they stand in."""

    @property
    def share(self) -> Share:
        """How much is covered of all that is demanded."""
        return share(self.matrix.total)

    def affected_in(self, row: MatrixRow) -> int:
        """Give the households that are affected in a row of the matrix."""
        if row.is_own:
            return row.households if share(row.cells).missing else 0
        return self.affected.by_place.get(row.place, 0)

    def section(self, kind: GapKind) -> Section | None:
        """Give the section of a kind; None when it was not asked for or may not be seen."""
        return next((section for section in self.sections if section.kind is kind), None)


async def load_report(
    reader: FactReader,
    surveys: Surveys,
    *,
    within: str | None,
    at: Moment,
    visibility: Visibility,
    kinds: Sequence[GapKind] | None = None,
    named: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Load a report; NotFound names the place. Of each kind the first `named` gaps get names (None: all)."""
    wanted = [kind for kind in GapKind if kinds is None or kind in kinds]
    wanted = [kind for kind in wanted if visibility.care or kind not in PERSONAL]
    sections: list[Section] = []
    for done, kind in enumerate(wanted):
        if progress is not None:
            progress("looking for gaps", done, len(wanted))
        found = await coverage_gaps(reader, surveys, kinds=[kind], at=at, within=within, visibility=visibility)
        check_size(sum(len(section.gaps) for section in sections) + len(found))
        sections.append(Section(kind, in_order(kind, found)))
    if progress is not None:
        progress("looking for gaps", len(wanted), len(wanted))
    matrix = await _matrix(reader, surveys, within, at)
    above = () if within is None else (await reader.lineages([within])).get(within, ())[1:]
    keys = dict.fromkeys([key for section in sections for key in keys_of(section.gaps[:named])])
    keys |= dict.fromkeys(matrix.columns)
    places = [within, matrix.within, *above, *(row.place for row in matrix.rows)]
    return Report(
        town=reader.settings.name,
        within=within,
        above=tuple(reversed(above)),
        at=at,
        timezone=reader.settings.timezone,
        revision=reader.revision,
        horizon_days=await horizon_days(reader),
        matrix=matrix,
        affected=await households_affected(reader, surveys, within=matrix.within, at=at),
        sections=tuple(sections),
        names=await names_of(reader, list(keys), visibility),
        places=await _called(reader, [key for key in places if key is not None], visibility),
    )


def check_size(gaps: int) -> None:
    """Refuse a report that is too large; LimitExceeded says how to make it smaller."""
    if gaps > MOST_GAPS:
        raise LimitExceeded(f"a report holds at most {MOST_GAPS:,} gaps; ask for a smaller place (limit: report)")


def in_order(kind: GapKind, gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Put the gaps of a kind into the order of reports: by households, vacant posts by how long they have been so."""
    if kind in ROLLED_UP:
        return tuple(sorted(gaps, key=lambda gap: -gap.households))
    if kind is GapKind.VACANT_POST:
        # Nobody knows since when some have been vacant: they come last.
        return tuple(sorted(gaps, key=lambda gap: (gap.since is None, gap.since or 0)))
    return tuple(gaps)


async def _matrix(reader: FactReader, surveys: Surveys, within: str | None, at: Moment) -> Matrix:
    """Load the matrix; where all stands under one place its rows are what stands in that, else there is but one row."""
    while True:
        matrix = await coverage_matrix(reader, surveys, within=within, category=None, at=at)
        if len(matrix.rows) != 1 or matrix.rows[0].is_own or not matrix.rows[0].has_children:
            return matrix
        within = matrix.rows[0].place


async def _called(reader: FactReader, keys: Sequence[str], visibility: Visibility) -> dict[str, Called]:
    """Give what places are called by themselves, without what they stand in."""
    rows = await entities(reader, keys, visibility)
    return {key: Called(row.name, row.name_en) for key, row in rows.items() if isinstance(row, Place)}
