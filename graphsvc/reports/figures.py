"""Numbers as reports tell them (docs/rules.md, section 3, Reports)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from graphsvc.domain.entities import Moment
from graphsvc.domain.matrix import MatrixCell
from graphsvc.domain.validity import to_datetime, zone


class Share(NamedTuple):
    """How many of the demanded cells are covered."""

    demanded: int
    covered: int

    @property
    def missing(self) -> int:
        """How many are not."""
        return self.demanded - self.covered

    @property
    def tenths(self) -> int | None:
        """Tenths of a percent, rounded down, so that 100 % means all; None when nothing is demanded."""
        return self.covered * 1000 // self.demanded if self.demanded else None

    @property
    def percent(self) -> str:
        """The percentage with one decimal; a dash when nothing is demanded."""
        tenths = self.tenths
        return "–" if tenths is None else f"{tenths // 10}.{tenths % 10}%"


def share(cells: Iterable[MatrixCell]) -> Share:
    """Give the share of several cells of the matrix together."""
    demanded = covered = 0
    for cell in cells:
        demanded += cell.demanded
        covered += cell.covered
    return Share(demanded, covered)


def days_between(since: Moment, at: Moment, timezone: str) -> int:
    """Count the days from one moment to another by the calendar of a time zone."""
    where = zone(timezone)
    return (to_datetime(at, where).date() - to_datetime(since, where).date()).days
