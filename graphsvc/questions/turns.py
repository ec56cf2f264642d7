"""Contested answers and short ladders: what depends on the first handler of a cell (docs/rules.md, section 3).

The first handler of a leaf stands in the nearest cell with a staffed handling duty, so every such cell is asked once
for each group of its leaves that no escalation tells apart. It is `who_handles` that is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from graphsvc.domain.facts import DutyFact, Match, UnitFact
from graphsvc.domain.kinds import Capacity, Line
from graphsvc.questions.coverage import Changes, Survey
from graphsvc.questions.leaves import bits
from graphsvc.questions.responsibility import Desk


class _Turns(NamedTuple):
    """On the way down: the covered leaves whose answer is contested, and those whose ladder is short."""

    contested: int
    short: int


class _Cell:
    """The duties of one place and category, as facts of responsibility: what is above them cannot be first."""

    __slots__ = ("_matches", "_steps", "category", "fallback_lines", "place", "timezone")

    fallback_lines: Sequence[Line]

    def __init__(self, duties: Sequence[DutyFact], lineage: Sequence[str]) -> None:
        self._matches = [Match(0, 0, duty) for duty in duties]
        self._steps = {category: steps for steps, category in enumerate(lineage)}
        self.category, self.place, self.timezone, self.fallback_lines = lineage[0], "", "", ()

    def matches(self) -> list[Match]:
        """Give the duties."""
        return self._matches

    def category_steps(self, category: str) -> int | None:
        """Say how far above the leaf another category is."""
        return self._steps.get(category)

    def covering(self) -> Iterator[Sequence[UnitFact]]:
        """Give nothing: there is a first handler."""
        return iter(())


class Turns:
    """Contested answers and short ladders of one steady period; `bound` are the categories that escalations name."""

    def __init__(self, survey: Survey, bound: Collection[str], fewest_steps: int) -> None:
        self._survey = survey
        self._fewest = fewest_steps
        self._desk = Desk(survey.presence)
        self._short: dict[tuple[UnitFact, int], bool] = {}
        leaves = survey.ground.leaves
        self._lineages = [tuple(leaves.key_of[number] for number in lineage) for lineage in leaves.lineage_of]
        alike: dict[tuple[str, ...], int] = {}
        for bit, lineage in enumerate(self._lineages):
            # How far up a category is does not matter by itself, only which of them is nearer.
            turns = tuple(key for key in lineage if key in bound)
            alike[turns] = alike.get(turns, 0) | 1 << bit
        self._groups = tuple(alike.values())

    def contested_and_short(self, within: int = 0) -> tuple[Changes, Changes]:
        """Give the covered cells whose answer is contested, and those whose ladder is too short or cyclic."""
        contested: Changes = {}
        short: Changes = {}
        start = _Turns(0, 0)
        for place, above, own in self._survey.ground.handling.spread(start, self._step, within):
            if own.contested != above.contested:
                contested[place] = own.contested
            if own.short != above.short:
                short[place] = own.short
        return contested, short

    def _step(self, above: _Turns, place: int) -> _Turns:
        survey, leaves = self._survey, self._survey.ground.leaves
        cells = survey.ground.duties[place]
        done = contested = short = 0
        # The narrowest category comes first for the leaves under it.
        for category in sorted(cells, key=leaves.depth.__getitem__, reverse=True):
            here = leaves.mask[category] & ~done
            if here and any(_handles(survey, duty) for duty in cells[category]):
                done |= here
                is_contested, short_leaves = self._ask(cells[category], here)
                contested |= here if is_contested else 0
                short |= short_leaves
        if not done:
            return above
        return _Turns(above.contested & ~done | contested, above.short & ~done | short)

    def _ask(self, duties: Sequence[DutyFact], here: int) -> tuple[bool, int]:
        short, contested, unit = 0, False, None
        for group in self._groups:
            if not (mine := here & group):
                continue
            known = None if unit is None else self._short.get((unit, group))
            if known is None:
                facts = _Cell(duties, self._lineages[bits(mine & -mine)[0]])
                answer = self._desk.who_handles(facts, self._survey.presence.at, urgent=False)
                unit, contested = answer.handlers[0].unit, answer.contested
                reachable = sum(step.reachable for step in answer.ladder.steps)
                known = self._short[unit, group] = reachable < self._fewest or answer.ladder.cyclic
            short |= mine if known else 0
        return contested, short


def _handles(survey: Survey, duty: DutyFact) -> bool:
    standing = survey.presence.standings[duty]
    return standing is not None and standing.skip is None and duty.capacity is Capacity.HANDLES
