"""The coverage matrix: loads the facts, lets the question decide. It tells of places and matters, and of no person."""

from __future__ import annotations

from typing import Final

from graphsvc.answers.coverage import Surveys, in_thread, place_number
from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import BadInput, NotFound
from graphsvc.domain.matrix import Matrix
from graphsvc.questions.gaps import horizon
from graphsvc.questions.matrix import matrix
from graphsvc.store.port import FactReader

DEEPEST: Final = 100
"""How many levels down columns can be asked for: more than any tree of categories has."""


async def coverage_matrix(
    reader: FactReader, surveys: Surveys, *, within: str | None, category: str | None, level: int = 1, at: Moment
) -> Matrix:
    """Count what is covered in the children of a place (None: in the roots), by categories.

    The categories are those `level` steps below `category` (None: the roots are level 1). NotFound names a place or a
    category, BadInput a level.
    """
    lowest = 1 if category is None else 0
    if not lowest <= level <= DEEPEST:
        roots = "; without a category, level 1 are the roots" if category is None else ""
        raise BadInput(f"`level` is a number from {lowest} to {DEEPEST}{roots}")
    facts = await reader.coverage_facts()
    top = place_number(facts, within)
    about = _category(facts, category)

    def find() -> Matrix:
        survey = surveys.survey(reader, facts, at)
        later = surveys.survey(reader, facts, horizon(facts, at))
        return matrix(facts, survey, later, top, about, level)

    return await in_thread(find)


def _category(facts: CoverageFacts, key: str | None) -> int | None:
    if key is None:
        return None
    for category in facts.categories:
        if category.key == key:
            return category.number
    raise NotFound("category", key)
