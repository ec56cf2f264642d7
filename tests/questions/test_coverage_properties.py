"""What must hold of gaps and impacts in any world: compared with `who_handles` cell by cell, and with brute force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias
from unicodedata import normalize

from graphsvc.answers.coverage import Surveys, coverage_gaps, impact
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.domain.gaps import ROLLED_UP, Gap, GapKind
from graphsvc.domain.validity import SECOND, read_moment
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions.responsibility import Answer, Assignment
from graphsvc.store.port import FactReader
from tests.reference.coverage import Cell, Trees, roll_up
from tests.reference.raw import Cells, RawWorld
from tests.support.generated import Generated
from tests.support.wanting import holding, run, wanting_worlds

Sets: TypeAlias = dict[str, set[Cell]]
"""A set of cells for each agent; for nobody under the empty key."""

DAY = 86_400 * SECOND
WORLDS = 160
FEW_WORLDS = 30
"""For properties by brute force: each asks a dozen worlds."""


class Asker:
    """Asks about one world at one moment."""

    def __init__(self, reader: FactReader, world: RawWorld, at: str) -> None:
        self.reader = reader
        self.trees = Trees(world)
        self.at = read_moment(at, world.timezone)
        self.desks = Desks()
        self.surveys = Surveys()
        self.fewest = next(int(row["number"]) for row in world.table("policy") if row.get("name") == "ladder_steps")

    async def answers(self, at: int) -> dict[Cell, Answer]:
        """Ask who handles every demanded cell."""
        found = {}
        for place, category in self.trees.demand:
            found[place, category] = await who_handles(
                self.reader, self.desks, category, place, at, urgent=False, visibility=EVERYTHING
            )
        return found

    async def gaps(self, kind: GapKind, within: str | None = None) -> tuple[Gap, ...]:
        """Ask for the gaps of a kind."""
        return await coverage_gaps(
            self.reader, self.surveys, kinds=[kind], at=self.at, within=within, visibility=EVERYTHING
        )

    async def expected(self, kind: GapKind) -> Sets:
        """Give the cells of a kind by asking about each of them."""
        now = await self.answers(self.at)
        covered = {cell for cell, answer in now.items() if answer.covered}
        match kind:
            case GapKind.UNHANDLED:
                return {"": set(now) - covered}
            case GapKind.ENDING_SOON:
                later = await self.answers(self.at + DAY)
                return {"": {cell for cell in covered if not later[cell].covered}}
            case GapKind.CONTESTED:
                return {"": {cell for cell in covered if now[cell].contested}}
            case GapKind.LADDER_SHORT:
                return {"": {cell for cell in covered if self.is_short(now[cell])}}
            case GapKind.SINGLE_POINT:
                agents = {cell: everybody([*now[cell].handlers, *now[cell].backups]) for cell in covered}
                return by_agent({cell: found for cell, found in agents.items() if len(found) == 1})
            case _:
                return by_agent(
                    {cell: everybody(each.handlers) & everybody(each.supervisors) for cell, each in now.items()}
                )

    def is_short(self, answer: Answer) -> bool:
        """Say whether a ladder is."""
        ladder = answer.ladder
        return ladder.cyclic or sum(step.reachable for step in ladder.steps) < self.fewest


def everybody(entries: list[Assignment]) -> set[str]:
    """Give the keys of the agents of some duties."""
    found = {person.key for entry in entries for person in entry.standing.people}
    return found | {entry.unit.key for entry in entries if entry.post is None and entry.unit.channel is not None}


def by_agent(agents: Mapping[Cell, set[str]]) -> Sets:
    """Turn it round."""
    found: Sets = {}
    for cell, keys in agents.items():
        for key in keys:
            found.setdefault(key, set()).add(cell)
    return found


def told(gaps: tuple[Gap, ...]) -> set[Any]:
    """Give what identifies rows; there are no two alike."""
    rows = {(gap.person or gap.unit or "", gap.place, gap.category, gap.cells, gap.households) for gap in gaps}
    assert len(rows) == len(gaps)
    return rows


def expected_rows(trees: Trees, sets: Sets, within: str | None = None) -> set[Any]:
    """Roll up naively."""
    return {(agent, *row) for agent, cells in sets.items() for row in roll_up(trees, cells, within)}


KINDS = tuple(kind for kind in GapKind if kind in ROLLED_UP)


def test_rows_are_the_cells_that_who_handles_tells_rolled_up(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        world = generated.world
        async with holding(world, tmp_path / "bundle") as reader:
            for question in generated.questions[:1]:
                asker = Asker(reader, world, question.at)
                for kind in KINDS:
                    sets = await asker.expected(kind)
                    gaps = await asker.gaps(kind)
                    assert told(gaps) == expected_rows(asker.trees, sets), kind
                    # The rows partition the cells.
                    assert sum(gap.cells for gap in gaps) == sum(map(len, sets.values())), kind
                    seen[kind] += bool(gaps)
                    within = question.place
                    assert told(await asker.gaps(kind, within)) == expected_rows(asker.trees, sets, within), kind

    run(wanting_worlds(), WORLDS, check)
    # Worlds in which a kind never comes to bear would prove nothing about it.
    assert {kind: seen[kind] for kind in KINDS if not seen[kind]} == {}


def without(world: RawWorld, gone: str) -> RawWorld:
    """Take a person, a post or a unit out of a world, with all that goes along."""
    units = {row["key"]: row.get("parent") or "" for row in world.table("units")}
    out = {gone}
    while more := {key for key, parent in units.items() if parent in out} - out:
        out |= more
    out |= {row["key"] for row in world.table("posts") if as_read(row["unit"]) in out}
    tables = {name: [row for row in rows if not mentions(name, row, out)] for name, rows in world.tables.items()}
    return replace(world, tables=tables)


def as_read(key: str) -> str:
    """Give a key as it is read, however it is written."""
    return normalize("NFC", key).strip()


def mentions(table: str, row: Cells, out: set[str]) -> bool:
    """Say whether a row goes when keys do."""
    columns = {
        "units": ("key",),
        "posts": ("key",),
        "persons": ("key",),
        "memberships": ("person", "unit", "post"),
        "absences": ("person",),
        "duties": ("holder",),
        "escalations": ("from_unit", "to_unit"),
    }.get(table, ())
    return any(as_read(row.get(column, "")) in out for column in columns)


def unplugged(world: RawWorld, unit: str) -> RawWorld:
    """Take the telephone of a unit away."""
    units = [{**row, "channel": ""} if row["key"] == unit else row for row in world.table("units")]
    return replace(world, tables={**world.tables, "units": units})


def removable(world: RawWorld) -> Iterator[str]:
    """Give all that may be removed, some of each."""
    for table in ("persons", "posts", "units"):
        yield from sorted(row["key"] for row in world.table(table))[:4]


def test_impact_is_what_differs_in_a_world_without_them(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        world, question = generated.world, generated.questions[0]
        async with holding(world, tmp_path / "bundle") as reader:
            asker = Asker(reader, world, question.at)
            before = await asker.expected(GapKind.UNHANDLED)
            single = await asker.expected(GapKind.SINGLE_POINT)
            already = set().union(*single.values())
            for gone in removable(world):
                found = await impact(
                    reader, asker.surveys, removing=[gone], at=asker.at, within=None, visibility=EVERYTHING
                )
                async with holding(without(world, gone), tmp_path / "without") as other:
                    after = Asker(other, world, question.at)
                    lost = {"": (await after.expected(GapKind.UNHANDLED))[""] - before[""]}
                    hanging = {
                        agent: cells - already for agent, cells in (await after.expected(GapKind.SINGLE_POINT)).items()
                    }
                assert told(found.uncovered) == expected_rows(asker.trees, lost), gone
                assert told(found.single_points) == expected_rows(asker.trees, hanging), gone
                seen["uncovered"] += bool(found.uncovered)
                seen["single points"] += bool(found.single_points)

    run(wanting_worlds(), FEW_WORLDS, check)
    assert min(seen["uncovered"], seen["single points"]) > 0


def test_single_points_are_those_found_by_removing_each_agent_in_turn(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        world, question = generated.world, generated.questions[0]
        async with holding(world, tmp_path / "bundle") as reader:
            asker = Asker(reader, world, question.at)
            covered = {cell for cell, answer in (await asker.answers(asker.at)).items() if answer.covered}
            rows = told(await asker.gaps(GapKind.SINGLE_POINT))
        found: Sets = {}
        agents = {row["key"]: without(world, row["key"]) for row in world.table("persons")}
        agents |= {row["key"]: unplugged(world, row["key"]) for row in world.table("units") if row["channel"]}
        for agent, other in agents.items():
            async with holding(other, tmp_path / "without") as reader:
                left = await Asker(reader, world, question.at).answers(asker.at)
            found[agent] = {cell for cell in covered if not left[cell].handlers and not left[cell].backups}
        assert rows == expected_rows(asker.trees, found)
        seen["rows"] += len(rows)

    run(wanting_worlds(), FEW_WORLDS, check)
    assert seen["rows"] > 0


def test_impact_of_nobody_is_nothing_and_rows_do_not_depend_on_the_order_of_input(tmp_path: Path) -> None:
    async def check(generated: Generated) -> None:
        world, question = generated.world, generated.questions[0]
        at = read_moment(question.at, world.timezone)
        turned = replace(world, tables={name: rows[::-1] for name, rows in world.tables.items()})
        lists = []
        for each in (world, turned):
            async with holding(each, tmp_path / "bundle") as reader:
                nothing = await impact(reader, Surveys(), removing=[], at=at, within=None, visibility=EVERYTHING)
                assert not any(nothing)
                lists.append(
                    await coverage_gaps(reader, Surveys(), kinds=None, at=at, within=None, visibility=EVERYTHING)
                )
        assert lists[0] == lists[1]

    run(wanting_worlds(), WORLDS // 4, check)
