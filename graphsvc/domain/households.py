"""How many households a place stands for (docs/rules.md, section 1)."""

from __future__ import annotations

from graphsvc.domain.kinds import PlaceKind


def own_households(kind: PlaceKind, given: int | None) -> int | None:
    """Give the number of a place that does not depend on its children; None when it is the sum over them.

    A facility without a number has the households of the place that it stands in: also None, and no sum.
    """
    if given is not None:
        return given
    return 1 if kind is PlaceKind.HOUSEHOLD else None


def counted_above(kind: PlaceKind, households: int) -> int:
    """Give what a place adds to the sum of the place above it: facilities count nothing."""
    return 0 if kind is PlaceKind.FACILITY else households
