"""How many households are affected where nobody handles something: loads the facts, lets questions decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from graphsvc.answers.coverage import Surveys, in_thread, place_number
from graphsvc.domain.entities import Moment
from graphsvc.domain.kinds import LimitName
from graphsvc.questions.affected import affected_households
from graphsvc.questions.shortfalls import limit
from graphsvc.store.port import FactReader


class AffectedHouseholds(NamedTuple):
    """Households in which somebody lives for whom nobody handles something, each counted once."""

    total: int
    by_place: Mapping[str, int]
    """By the key of each place directly under the one that was asked about; those with none are left out."""


async def households_affected(
    reader: FactReader, surveys: Surveys, *, within: str | None, at: Moment
) -> AffectedHouseholds:
    """Count households that are affected; NotFound names a place. They are numbers, and everybody may see them."""
    facts = await reader.coverage_facts()
    top = place_number(facts, within)

    def count() -> AffectedHouseholds:
        survey = surveys.survey(reader, facts, at)
        found = affected_households(facts, survey.ground, survey.uncovered(top), top)
        by_place = {facts.place_key(place): number for place, number in found.of_child.items()}
        return AffectedHouseholds(found.households, by_place)

    return await in_thread(count)


async def horizon_days(reader: FactReader) -> int:
    """Give how many days the policy looks ahead for what ends."""
    return limit(await reader.coverage_facts(), LimitName.HORIZON_DAYS)
