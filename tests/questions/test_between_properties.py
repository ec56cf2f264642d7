"""What must hold of the comparison of two moments in any world: it is what differs, cell by cell and row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

from graphsvc.answers.between import Between, gaps_between
from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.domain.gaps import ROLLED_UP, Gap, GapKind
from graphsvc.domain.validity import SECOND, read_moment
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.store.port import FactReader
from tests.reference.coverage import Cell, Trees, roll_up
from tests.support.generated import Generated
from tests.support.wanting import holding, run, wanting_worlds

DAY = 86_400 * SECOND
DATES = ("valid_from", "valid_to")
WORLDS = 100


class Comparer:
    """Compares two moments of one world."""

    def __init__(self, reader: FactReader, trees: Trees, moments: tuple[int, int]) -> None:
        self.reader, self.trees = reader, trees
        self.start, self.end = sorted(moments)
        self.surveys, self.desks = Surveys(), Desks()

    async def between(self, kind: GapKind, within: str | None = None) -> Between:
        return await gaps_between(
            self.reader,
            self.surveys,
            kinds=[kind],
            start=self.start,
            end=self.end,
            within=within,
            visibility=EVERYTHING,
        )

    async def gaps(self, kind: GapKind, at: int, within: str | None = None) -> tuple[Gap, ...]:
        return await coverage_gaps(self.reader, Surveys(), kinds=[kind], at=at, within=within, visibility=EVERYTHING)

    async def cells(self, kind: GapKind, at: int) -> dict[str, set[Cell]]:
        """Give the cells of a kind by asking about each of them, for each agent."""
        found: dict[str, set[Cell]] = {}
        for cell in self.trees.demand:
            place, category = cell
            now = await who_handles(self.reader, self.desks, category, place, at, urgent=False, visibility=EVERYTHING)
            if kind is GapKind.UNHANDLED and not now.covered:
                found.setdefault("", set()).add(cell)
            if kind is GapKind.CONTESTED and now.contested:
                found.setdefault("", set()).add(cell)
            if kind is GapKind.SINGLE_POINT and now.covered:
                entries = [*now.handlers, *now.backups]
                agents = {person.key for entry in entries for person in entry.standing.people}
                agents |= {e.unit.key for e in entries if e.post is None and e.unit.channel is not None}
                if len(agents) == 1:
                    found.setdefault(agents.pop(), set()).add(cell)
        return found


def told(gaps: tuple[Gap, ...]) -> set[tuple[str, str | None, str | None, int, int]]:
    """Give what identifies rows; there are no two alike."""
    rows = {(gap.person or gap.unit or "", gap.place, gap.category, gap.cells, gap.households) for gap in gaps}
    assert len(rows) == len(gaps)
    return rows


def expected(
    trees: Trees, one: dict[str, set[Cell]], other: dict[str, set[Cell]], within: str | None
) -> set[tuple[str, str, str, int, int]]:
    """Roll up naively what is in one and not in the other."""
    return {
        (agent, *row) for agent, cells in one.items() for row in roll_up(trees, cells - other.get(agent, set()), within)
    }


def moments_of(generated: Generated) -> Iterator[tuple[int, int]]:
    """Give pairs of moments of a world: those of two questions, and some between which something begins or ends."""
    world = generated.world
    one, other = (read_moment(question.at, world.timezone) for question in generated.questions[:2])
    yield one, other
    told = (row.get(column) for table in world.tables for row in world.table(table) for column in DATES)
    changing = sorted({read_moment(text, world.timezone) for text in told if text})
    yield from pairwise([moment - SECOND for moment in changing[:6]])


def test_what_opened_and_closed_are_the_cells_that_differ_rolled_up(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        trees = Trees(generated.world)
        async with holding(generated.world, tmp_path / "bundle") as reader:
            for moments, kind in product(
                moments_of(generated), (GapKind.UNHANDLED, GapKind.SINGLE_POINT, GapKind.CONTESTED)
            ):
                asker = Comparer(reader, trees, moments)
                before, after = await asker.cells(kind, asker.start), await asker.cells(kind, asker.end)
                for within in (None, generated.questions[0].place):
                    found = await asker.between(kind, within)
                    assert told(found.opened) == expected(trees, after, before, within), kind
                    assert told(found.closed) == expected(trees, before, after, within), kind
                    seen.update({f"{kind} opened": bool(found.opened), f"{kind} closed": bool(found.closed)})

    run(wanting_worlds(), WORLDS, check)
    # Worlds in which a kind never comes to bear would prove nothing about it.
    rare = ("contested opened", "contested closed")
    assert all(number for name, number in seen.items() if name not in rare)
    assert any(seen[name] for name in rare)


def test_what_was_there_less_what_closed_and_with_what_opened_is_what_is_there(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        world, within = generated.world, generated.questions[0].place
        async with holding(world, tmp_path / "bundle") as reader:
            for moments, kind in product(moments_of(generated), GapKind):
                asker = Comparer(reader, Trees(world), moments)
                for place in (None, within):
                    found = await asker.between(kind, place)
                    before, after = await asker.gaps(kind, asker.start, place), await asker.gaps(kind, asker.end, place)
                    if kind in ROLLED_UP:
                        sums = [sum(gap.cells for gap in gaps) for gaps in (before, found.closed, found.opened, after)]
                        assert sums[0] - sums[1] + sums[2] == sums[3], kind
                    else:
                        closed, opened = set(found.closed), set(found.opened)
                        assert closed <= set(before)
                        assert opened <= set(after)
                        # In the order of gaps.
                        assert [gap for gap in before if gap in closed] == list(found.closed)
                        assert [gap for gap in after if gap in opened] == list(found.opened)
                        stayed = {identity(gap) for gap in before if gap not in closed}
                        assert stayed == {identity(gap) for gap in after if gap not in opened}
                    seen[kind] += bool(found.opened or found.closed)

    run(wanting_worlds(), WORLDS // 3, check)
    assert seen[GapKind.VACANT_POST]
    assert seen[GapKind.LADDER_SHORT] or seen[GapKind.ENDING_SOON]


def identity(gap: Gap) -> tuple[str | None, ...]:
    """Give what a row is about."""
    return (gap.place, gap.unit, gap.post, gap.person, gap.duty, gap.wanted)
