"""Suggestions for the gaps of the seed worlds: fewer are the best of more, and a plan places candidates alone."""

from __future__ import annotations

from typing import Final

import pytest

from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.suggestions import NO_PLAN, Named, Vicinities, candidates, plan
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.suggestions import SUGGESTED
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.store.port import FactReader
from tests.answering.conftest import AT

pytestmark = pytest.mark.anyio

HALVES: Final = (
    Visibility(every_person=False, care=False),
    Visibility(every_person=True, care=False),
    Visibility(every_person=False, care=True),
)


def named(gap: Gap) -> Named:
    """Name a gap as its kind is named."""
    if gap.kind is GapKind.VACANT_POST:
        return Named(gap.kind, post=gap.post)
    return Named(gap.kind, gap.place, gap.category)


async def test_for_every_gap_fewer_candidates_are_the_best_of_all(reader: FactReader) -> None:
    surveys, vicinities = Surveys(), Vicinities()
    gaps = await coverage_gaps(reader, surveys, kinds=SUGGESTED, at=AT, within=None, visibility=EVERYTHING)
    assert len(gaps) > 80
    for gap in gaps:
        few, every = [
            await candidates(reader, surveys, vicinities, named=named(gap), most=most, at=AT, visibility=EVERYTHING)
            for most in (4, 10_000)
        ]
        assert few is not None
        assert every is not None
        assert every.gap == gap
        assert not every.more
        assert few.candidates == every.candidates[:4]
        assert few.more == (len(every.candidates) > 4)
        assert list(every.candidates) == sorted(every.candidates, key=lambda each: (each.rank, each.key))


async def test_a_plan_places_every_gap_once_and_with_its_candidates_alone(reader: FactReader) -> None:
    surveys, vicinities = Surveys(), Vicinities()
    found = await plan(reader, surveys, vicinities, kinds=None, within=None, at=AT, visibility=EVERYTHING)
    gaps = await coverage_gaps(reader, surveys, kinds=SUGGESTED, at=AT, within=None, visibility=EVERYTHING)
    told = {each.gap for each in found.placings} | {each.gap for each in found.left_open}
    assert told == set(gaps)
    assert found.gaps == len(gaps)
    for gap, candidate in found.placings[::7]:
        every = await candidates(reader, surveys, vicinities, named=named(gap), most=20, at=AT, visibility=EVERYTHING)
        assert every is not None
        assert candidate in every.candidates


@pytest.mark.parametrize("visibility", HALVES)
async def test_who_may_see_but_a_part_of_it_gets_no_suggestion(reader: FactReader, visibility: Visibility) -> None:
    vacant = Named(GapKind.VACANT_POST, post="po.jinxiu-jy.9.head")
    found = await candidates(reader, Surveys(), Vicinities(), named=vacant, most=5, at=AT, visibility=visibility)
    assert found is None
    nothing = await plan(reader, Surveys(), Vicinities(), kinds=None, within=None, at=AT, visibility=visibility)
    assert nothing == NO_PLAN
