"""The coverage matrix: demanded cells counted by place and by category (docs/rules.md, section 3).

The sets of cells that are counted are those of the lists of gaps (`cells`), so the numbers agree; `tally` counts them
without visiting places times categories.

Cost: the scans of four kinds of gaps (none when their lists were asked for before), one of who acts, and a few steps up
for each change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.matrix import Matrix, MatrixCell, MatrixRow
from graphsvc.questions.cells import cells_of, default_of
from graphsvc.questions.coverage import Changes, Sole, Survey
from graphsvc.questions.demand import Demand
from graphsvc.questions.leaves import Leaves
from graphsvc.questions.tally import Places, Row, Tally, cells_in

_MANY: Final = 2

_T = TypeVar("_T")


class _Counted(NamedTuple, Generic[_T]):
    """Something for each kind of gap that the matrix counts."""

    unhandled: _T
    single_points: _T
    contested: _T
    ending_soon: _T


class _Column(NamedTuple):
    category: str
    leaves: int


def matrix(
    facts: CoverageFacts, survey: Survey, later: Survey, within: int = 0, category: int | None = None, level: int = 1
) -> Matrix:
    """Count the cells within a place (0: everywhere), `level` steps below a category (None: level 1 are the roots)."""
    ground = survey.ground
    demand = ground.demand
    asked = demand.leaves(_total(demand, within))
    columns = _columns(ground.leaves, category, level, asked)
    leaves = sum(column.leaves for column in columns)
    rows = _rows(demand, within, leaves)
    places = Places(facts, demand, rows, within)
    counted = _Counted(
        *(
            places.tally(cells_of(kind, facts, survey, later, within).values(), default_of(kind, survey))
            for kind in (GapKind.UNHANDLED, GapKind.SINGLE_POINT, GapKind.CONTESTED, GapKind.ENDING_SOON)
        )
    )
    bare, single = _agents(survey, places, counted.unhandled)
    local = _handled_inside(survey, places)
    told = [
        MatrixRow(
            place=facts.place_key(row.place),
            households=demand.households(row.place, leaves),
            is_own=row.is_own,
            has_children=not row.is_own and _has_rows(demand, row.place, leaves),
            cells=tuple(
                _cell(
                    demand,
                    column.leaves,
                    row,
                    _Counted(*(tallies[number] for tallies in counted)),
                    (bare[number], single[number]),
                    is_local=local[number] & column.leaves != 0,
                )
                for column in columns
            ),
        )
        for number, row in enumerate(rows)
    ]
    told.sort(key=lambda row: (-row.households, row.place))
    return Matrix(
        within=facts.place_key(within) if within else None,
        columns=tuple(column.category for column in columns),
        rows=tuple(told),
        total=tuple(map(_together, zip(*(row.cells for row in told), strict=True))),
    )


def _total(demand: Demand, within: int) -> int:
    return demand.count(within) if within else sum(map(demand.count, demand.roots))


def _columns(leaves: Leaves, category: int | None, level: int, asked: int) -> list[_Column]:
    """Part the leaves among categories; those of which nothing is asked for are left out."""
    found: dict[int, int] = {}
    for bit, lineage in enumerate(leaves.lineage_of):
        if not asked >> bit & 1 or (category is not None and category not in lineage):
            continue
        top = len(lineage) if category is None else lineage.index(category)
        # A leaf that is not so deep stands for itself.
        number = lineage[max(top - level, 0)]
        found[number] = found.get(number, 0) | 1 << bit
    return sorted(_Column(leaves.key_of[number], mask) for number, mask in found.items())


def _rows(demand: Demand, within: int, leaves: int) -> list[Row]:
    """Give the places that demand any of some leaves, in no order."""
    places = demand.children(within) if within else demand.roots
    rows = [Row(place, count, is_own=False) for place in places if demand.leaves(count := demand.count(place)) & leaves]
    if within and demand.own(within) & leaves:
        rows.append(Row(within, demand.count(within) - demand.below(within), is_own=True))
    return rows


def _has_rows(demand: Demand, place: int, leaves: int) -> bool:
    return any(demand.leaves(demand.count(child)) & leaves for child in demand.children(place))


def _cell(
    demand: Demand,
    leaves: int,
    row: Row,
    counted: _Counted[Tally],
    agents: tuple[Tally, Tally],
    *,
    is_local: bool,
) -> MatrixCell:
    demanded = demand.cells(row.demanding, leaves)
    unhandled, single_points, contested, ending_soon = (cells_in(demand, tally, leaves) for tally in counted)
    bare, single = (cells_in(demand, tally, leaves) for tally in agents)
    covered = demanded - unhandled
    return MatrixCell(
        demanded=demanded,
        covered=covered,
        single_points=single_points,
        contested=contested,
        ending_soon=ending_soon,
        agents=0 if not demanded or bare else 1 if single or single_points else _MANY,
        inherited=covered > 0 and not is_local,
    )


def _agents(survey: Survey, places: Places, unhandled: Sequence[Tally]) -> tuple[list[Tally], list[Tally]]:
    """Count the cells without any agent, and those with one that nobody handles.

    Whoever handles is an agent, so this is only asked for the leaves of which some cell is not handled.
    """
    ground = survey.ground
    reach, open_ = ground.to_act, 0
    for tally in unhandled:
        for held, count in tally.items():
            open_ |= held & ground.demand.leaves(count)
    none: Changes = {}
    one: Changes = {}

    def step(above: Sole, place: int) -> Sole:
        return survey.add_agents(above, place, open_)

    def enter(place: int, above: Sole) -> bool:
        return reach[place] & open_ & ~above.several != 0

    start = Sole(0, {}, 0)
    for place, above, own in ground.acting.spread(start, step, places.within, enter) if open_ else ():
        before, after = _single(above), _single(own)
        if before != after:
            one[place] = after
        if before | above.several != after | own.several:
            none[place] = open_ & ~(after | own.several)
    return places.tally((none,), open_), places.tally((one,), 0)


def _single(state: Sole) -> int:
    found = 0
    for leaves in state.sole.values():
        found |= leaves
    return found


def _handled_inside(survey: Survey, places: Places) -> list[int]:
    """Give the leaves of which each row has a cell that is handled from its place or from below."""
    ground, within = survey.ground, places.within
    demand, reach = ground.demand, ground.to_handle
    wanted = [demand.leaves(row.demanding) for row in places.rows]
    found = [
        survey.join_handled(0, within) & leaves if row.is_own and within in ground.duties else 0
        for row, leaves in zip(places.rows, wanted, strict=True)
    ]

    def step(row: int, place: int) -> int:
        row = places.row_of(place) if row < 0 else row
        if row >= 0 and (missing := wanted[row] & ~found[row]):
            found[row] |= survey.join_handled(~missing, place) & missing & demand.leaves(demand.count(place))
        return row

    def enter(place: int, row: int) -> bool:
        row = places.row_of(place) if row < 0 else row
        return row >= 0 and reach[place] & wanted[row] & ~found[row] != 0

    for _ in ground.handling.spread(-1, step, within, enter):
        pass  # the walk itself is what finds them
    return found


def _together(cells: Sequence[MatrixCell]) -> MatrixCell:
    demanding = [cell for cell in cells if cell.demanded]
    covered = [cell for cell in cells if cell.covered]
    return MatrixCell(
        demanded=sum(cell.demanded for cell in cells),
        covered=sum(cell.covered for cell in cells),
        single_points=sum(cell.single_points for cell in cells),
        contested=sum(cell.contested for cell in cells),
        ending_soon=sum(cell.ending_soon for cell in cells),
        agents=min((cell.agents for cell in demanding), default=0),
        inherited=bool(covered) and all(cell.inherited for cell in covered),
    )
