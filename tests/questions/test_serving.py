"""What is known of who serves is kept while it stands and no longer: a survey never depends on those made before it."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path
from random import Random

from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.domain.gaps import ROLLED_UP, GapKind
from graphsvc.domain.validity import is_valid, read_moment
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions.coverage import lay_ground, survey_at
from tests.reference.raw import RawWorld
from tests.support.generated import Generated
from tests.support.wanting import holding, run, wanting_worlds

WORLDS = 100
KINDS = [kind for kind in GapKind if kind in ROLLED_UP]


def moments(world: RawWorld) -> list[int]:
    """Give the moments at which rows of a world begin or end, and those just before."""
    cells = {
        row[column]
        for rows in world.tables.values()
        for row in rows
        for column in ("valid_from", "valid_to")
        if row.get(column)
    }
    found = {read_moment(cell.strip(), world.timezone) for cell in cells}
    return sorted(found | {moment - 1 for moment in found})


def test_gaps_at_many_moments_are_those_of_each_moment_asked_alone(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        world = generated.world
        draw = Random(len(world.tables["duties"]))
        asked = moments(world)
        async with holding(world, tmp_path / "bundle") as reader:
            together, lists = Surveys(), set()
            for at in draw.sample(asked, min(len(asked), 12)):
                gaps = await coverage_gaps(reader, together, kinds=KINDS, at=at, within=None, visibility=EVERYTHING)
                alone = await coverage_gaps(reader, Surveys(), kinds=KINDS, at=at, within=None, visibility=EVERYTHING)
                assert gaps == alone, at
                lists.add(gaps)
            seen["worlds that change"] += len(lists) > 1

    run(wanting_worlds(), WORLDS, check)
    assert seen["worlds that change"] > 0


def test_what_serves_stands_from_one_change_to_the_next(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        world = generated.world
        async with holding(world, tmp_path / "bundle") as reader:
            facts = await reader.coverage_facts()
            shares, asked = lay_ground(facts).shares, moments(world)
            # Each on a ground of its own, so that all is found anew.
            fresh = {at: survey_at(lay_ground(facts), at, facts.timezone).servings for at in asked}
            for at, place in product(asked, shares):
                found = fresh[at][place]
                for other in asked:
                    if is_valid(found.valid_from, found.valid_to, other):
                        there = fresh[other][place]
                        assert (there.handled, there.acting) == (found.handled, found.acting), (at, other)
                        seen["moments of a period"] += other != at
                    else:
                        seen["others"] += 1

    run(wanting_worlds(), WORLDS, check)
    assert min(seen["moments of a period"], seen["others"]) > 0
