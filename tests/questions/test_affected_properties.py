"""Households that are affected are those of the topmost places that lack somebody for anything, each once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from graphsvc.answers.affected import households_affected
from graphsvc.answers.coverage import Surveys
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import EVERYTHING
from tests.reference.coverage import Trees
from tests.support.generated import Generated
from tests.support.wanting import holding, run, wanting_worlds


def test_affected_households_are_those_that_counting_by_hand_gives(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def check(generated: Generated) -> None:
        world, question = generated.world, generated.questions[0]
        at = read_moment(question.at, world.timezone)
        trees, desks = Trees(world), Desks()
        async with holding(world, tmp_path / "bundle") as reader:
            uncovered = set()
            for place, category in trees.demand:
                answer = await who_handles(reader, desks, category, place, at, urgent=False, visibility=EVERYTHING)
                if not answer.covered:
                    uncovered.add((place, category))
            surveys = Surveys()
            for within in (None, *sorted(trees.places)):
                found = await households_affected(reader, surveys, within=within, at=at)
                inside = trees.under(within) if within else set(trees.places)
                cells = {cell for cell in uncovered if cell[0] in inside}
                assert found.total == trees.households_of(cells), within
                for child in (key for key, row in trees.places.items() if (row.get("parent") or None) == within):
                    below = trees.under(child)
                    by_hand = trees.households_of({cell for cell in cells if cell[0] in below})
                    assert found.by_place.get(child, 0) == by_hand, (within, child)
                seen["own"] += found.total > sum(found.by_place.values())

    run(wanting_worlds(), 100, check)
    # What is rare here (some households of several, shared ones) stands in test_affected_households by hand.
    assert seen["own"], seen
