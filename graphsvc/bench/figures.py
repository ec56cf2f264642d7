"""What a benchmark gives: figures, each with the promise that it is held against."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured number. `spread` is (lowest quartile, highest quartile) of the runs where there are several."""

    benchmark: str
    nodes: int | None
    what: str
    value: float
    unit: str
    spread: tuple[float, float] | None = None
    promise: str = ""

    def told(self) -> str:
        """Write the number with its unit."""
        return f"{_number(self.value)} {self.unit}".strip()

    def told_spread(self) -> str:
        """Write the middle half of the runs."""
        return "" if self.spread is None else f"{_number(self.spread[0])} – {_number(self.spread[1])}"


def middle(values: Sequence[float]) -> tuple[float, tuple[float, float]]:
    """Give the median and the quartiles."""
    quartiles = statistics.quantiles(values, n=4)
    return statistics.median(values), (quartiles[0], quartiles[2])


def _number(value: float) -> str:
    if value >= 1_000:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"
