"""The facts of responsibility: built for one question from what one round trip brought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphsvc.domain.changes import Settings
from graphsvc.domain.facts import DutyFact, Match, UnitFact
from graphsvc.domain.kinds import Line


class LoadedResponsibility:
    """What is needed to say who handles a category at a place; `places` and `categories` are the two lineages."""

    def __init__(
        self,
        settings: Settings,
        places: Sequence[str],
        categories: Sequence[str],
        duties: Iterable[DutyFact],
        covering: Iterable[Sequence[UnitFact]],
    ) -> None:
        self.place = places[0]
        self.category = categories[0]
        self.timezone = settings.timezone
        self.fallback_lines: Sequence[Line] = settings.fallback_lines
        place_steps = {key: steps for steps, key in enumerate(places)}
        self._category_steps = {key: steps for steps, key in enumerate(categories)}
        found = [Match(place_steps[duty.place], self._category_steps[duty.category], duty) for duty in duties]
        self._matches = sorted(found, key=_rank)
        self._covering = [units for units in covering if units]

    def matches(self) -> Iterable[Match]:
        """Give the duties on both lineages, in order."""
        return self._matches

    def category_steps(self, category: str) -> int | None:
        """Say how far above the category asked about another one is."""
        return self._category_steps.get(category)

    def covering(self) -> Iterable[Sequence[UnitFact]]:
        """Give the units that cover each place of the lineage, nearest place first."""
        return self._covering


def _rank(match: Match) -> tuple[int, int, int, str]:
    return (match.place_steps, match.category_steps, match.duty.priority, match.duty.key)
