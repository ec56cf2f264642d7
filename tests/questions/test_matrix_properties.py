"""What must hold of the coverage matrix in any world: its numbers are those of a count by hand, and of gap lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.matrix import coverage_matrix
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.matrix import Matrix, MatrixCell, MatrixRow
from graphsvc.domain.validity import SECOND, read_moment
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions.responsibility import Answer
from graphsvc.store.port import FactReader
from tests.reference.coverage import Cell, Trees
from tests.support.generated import Generated
from tests.support.wanting import holding, run, wanting_worlds

DAY = 86_400 * SECOND
WORLDS = 120


class Asked(NamedTuple):
    """What a matrix is asked about."""

    within: str | None
    category: str | None
    level: int


def everything_to_ask(trees: Trees) -> Iterator[Asked]:
    """Give a good many questions: every place, and every category two levels deep."""
    for within in (None, *sorted(trees.places)):
        yield Asked(within, None, 1)
    for category in sorted(trees.categories):
        for level in (0, 1, 2):
            yield Asked(None, category, level)
    for level in (2, 3, 9):
        yield Asked(None, None, level)


class Answers(NamedTuple):
    """What `who_handles` tells of each demanded cell, now and at the horizon."""

    now: dict[Cell, Answer]
    later: dict[Cell, Answer]


async def answers_of(reader: FactReader, trees: Trees, at: int) -> Answers:
    """Ask about every demanded cell."""
    desks = Desks()

    async def ask(when: int) -> dict[Cell, Answer]:
        return {
            (place, category): await who_handles(
                reader, desks, category, place, when, urgent=False, visibility=EVERYTHING
            )
            for place, category in trees.demand
        }

    return Answers(await ask(at), await ask(at + DAY))


def agents(answer: Answer) -> int:
    """Count the agents of a cell: 0, 1 or 2."""
    entries = [*answer.handlers, *answer.backups]
    found = {person.key for entry in entries for person in entry.standing.people}
    found |= {entry.unit.key for entry in entries if entry.post is None and entry.unit.channel is not None}
    return min(len(found), 2)


def counted_by_hand(trees: Trees, answers: Answers, cells: set[Cell], row: str) -> MatrixCell:
    """Count some cells one by one."""
    told = {cell: answers.now[cell] for cell in cells}
    covered = {cell for cell, answer in told.items() if answer.covered}
    above = set(trees.lineage(trees.places, row)[1:])
    return MatrixCell(
        demanded=len(cells),
        covered=len(covered),
        single_points=sum(agents(told[cell]) == 1 for cell in covered),
        contested=sum(told[cell].contested for cell in covered),
        ending_soon=sum(not answers.later[cell].covered for cell in covered),
        agents=min(map(agents, told.values()), default=0),
        inherited=bool(covered) and all(each.duty.place in above for cell in covered for each in told[cell].handlers),
    )


def columns_by_hand(trees: Trees, asked: Asked, leaves: Iterable[str]) -> dict[str, set[str]]:
    """Give the category of each leaf that something is asked for."""
    found: dict[str, set[str]] = {}
    for leaf in leaves:
        lineage = trees.lineage(trees.categories, leaf)[::-1]
        if asked.category is not None:
            if asked.category not in lineage:
                continue
            lineage = lineage[lineage.index(asked.category) :]
        steps = asked.level if asked.category is not None else asked.level - 1
        found.setdefault(lineage[min(steps, len(lineage) - 1)], set()).add(leaf)
    return found


def matrix_by_hand(trees: Trees, answers: Answers, asked: Asked) -> Matrix:
    """Make the matrix as the rules are written."""
    inside = trees.under(asked.within) if asked.within else set(trees.places)
    columns = columns_by_hand(trees, asked, {leaf for place, leaf in trees.demand if place in inside})
    wanted = {cell for cell in trees.demand if cell[0] in inside and any(cell[1] in each for each in columns.values())}
    tops = [key for key, row in trees.places.items() if (row.get("parent") or None) == asked.within]
    groups = {(top, False): trees.under(top) for top in tops}
    if asked.within:
        groups[asked.within, True] = {asked.within}
    rows = []
    for (place, is_own), places in groups.items():
        cells = {cell for cell in wanted if cell[0] in places}
        if cells:
            rows.append(
                MatrixRow(
                    place=place,
                    households=trees.households_of(cells),
                    is_own=is_own,
                    has_children=any(cell[0] != place for cell in cells),
                    cells=tuple(
                        counted_by_hand(trees, answers, {cell for cell in cells if cell[1] in columns[column]}, place)
                        for column in sorted(columns)
                    ),
                )
            )
    rows.sort(key=lambda row: (-row.households, row.place))
    return Matrix(asked.within, tuple(sorted(columns)), tuple(rows), ())


def together(cells: Iterable[MatrixCell]) -> MatrixCell:
    """Add up a column."""
    found = list(cells)
    covered = [cell for cell in found if cell.covered]
    demanded, covered_cells, single_points, contested, ending_soon = (
        sum(cell[part] for cell in found) for part in range(5)
    )
    return MatrixCell(
        demanded,
        covered_cells,
        single_points,
        contested,
        ending_soon,
        agents=min((cell.agents for cell in found if cell.demanded), default=0),
        inherited=bool(covered) and all(cell.inherited for cell in covered),
    )


def test_the_matrix_is_what_counting_every_cell_by_hand_gives(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        world, question = generated.world, generated.questions[0]
        at = read_moment(question.at, world.timezone)
        trees = Trees(world)
        async with holding(world, tmp_path / "bundle") as reader:
            answers, surveys = await answers_of(reader, trees, at), Surveys()
            for asked in everything_to_ask(trees):
                found = await coverage_matrix(reader, surveys, **asked._asdict(), at=at)
                assert found._replace(total=()) == matrix_by_hand(trees, answers, asked), asked
                # The rows add up to the total.
                assert found.total == tuple(map(together, zip(*(row.cells for row in found.rows), strict=True)))
                note(seen, found)

    run(wanting_worlds(), WORLDS, check)
    # Worlds in which something never comes to bear would prove nothing about it.
    wanted = {*MatrixCell._fields, "is_own", "has_children", "agents 0", "agents 1", "agents 2", "bare with an agent"}
    assert wanted <= {name for name, number in seen.items() if number}


def note(seen: Counter[str], found: Matrix) -> None:
    """Note what comes to bear in a matrix."""
    for row in found.rows:
        seen.update({"is_own": row.is_own, "has_children": row.has_children})
        for cell in row.cells:
            seen.update({name: bool(value) for name, value in cell._asdict().items()})
            seen.update({f"agents {cell.agents}": 1, "bare with an agent": cell.agents > 0 and not cell.covered})


def test_the_numbers_are_those_of_the_lists_of_gaps(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()
    kinds = {
        "single_points": GapKind.SINGLE_POINT,
        "contested": GapKind.CONTESTED,
        "ending_soon": GapKind.ENDING_SOON,
    }

    async def check(generated: Generated) -> None:
        world, question = generated.world, generated.questions[0]
        at = read_moment(question.at, world.timezone)
        async with holding(world, tmp_path / "bundle") as reader:
            surveys = Surveys()

            async def cells(kind: GapKind, within: str | None) -> int:
                gaps = await coverage_gaps(reader, surveys, kinds=[kind], at=at, within=within, visibility=EVERYTHING)
                return sum(gap.cells for gap in gaps)

            for within in (None, question.place, generated.questions[-1].place, None):
                found = await coverage_matrix(reader, surveys, within=within, category=None, at=at)
                alone = await coverage_matrix(reader, Surveys(), within=within, category=None, at=at)
                assert found == alone
                total = [sum(cell[part] for cell in found.total) for part in range(5)]
                told = dict(zip(MatrixCell._fields, total, strict=False))
                assert told["demanded"] - told["covered"] == await cells(GapKind.UNHANDLED, within)
                for name, kind in kinds.items():
                    assert told[name] == await cells(kind, within), name
                    seen[name] += bool(told[name])
                # Drilling down: each row is the total of the matrix below it.
                for row in found.rows:
                    if not row.is_own:
                        below = await coverage_matrix(reader, surveys, within=row.place, category=None, at=at)
                        assert sum(cell.demanded for cell in below.total) == sum(cell.demanded for cell in row.cells)
                        assert sum(cell.covered for cell in below.total) == sum(cell.covered for cell in row.cells)

    run(wanting_worlds(), WORLDS // 2, check)
    assert all(seen[name] for name in kinds)
