"""Rolling up: a set of demanded cells told at the fewest and smallest places and categories (docs/rules.md, section 3).

The set is given sparsely: by the places where it *changes* from what holds above them. Between those it is the same
for all places, so only they, what is above them and the children of these are visited: never places times categories.

    >>> roll_up(demand, parents, {tower: lifts}, default=0)  # doctest: +SKIP
    [Told(place=…, leaves=…, is_alone=False)]

Cost: the places of the changes, those above them, and the children of those that are bare of something in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphsvc.questions.demand import Demand
from graphsvc.questions.leaves import Leaves


class Row(NamedTuple):
    """One row: place and category by number, the leaves, cells and households that it stands for."""

    place: int
    category: int
    leaves: int
    cells: int
    households: int


class Told(NamedTuple):
    """Leaves that are told at a place: for all that its subtree demands, or for its own cells alone."""

    place: int
    leaves: int
    is_alone: bool


class _Told:
    """The leaves told at each place: for all that its subtree demands, and for its own cells alone."""

    __slots__ = ("_demand", "alone", "whole")

    def __init__(self, demand: Demand) -> None:
        self._demand = demand
        self.whole: dict[int, int] = {}
        self.alone: dict[int, int] = {}

    def tell(self, place: int, leaves: int) -> None:
        """Tell leaves of which the place is bare at the smallest place that contains exactly those cells."""
        ahead = [(place, leaves)]
        while ahead:
            place, leaves = ahead.pop()
            stop, ways = self._demand.fork(place)
            if here := leaves & stop:
                self.whole[place] = self.whole.get(place, 0) | here
            if leaves & ~stop:
                ahead.extend((child, leaves & alone) for child, alone in ways if leaves & alone)


def roll_up(
    demand: Demand, parents: Sequence[int], changes: Mapping[int, int], *, default: int = 0, within: int = 0
) -> list[Told]:
    """Roll up the cells of a set to the places at which they are told, in no order.

    `changes` gives the leaves of the set at places where they differ from those of the place above; `default` are those
    of the roots, or of the place `within` when only its subtree is asked about. Cells not demanded do not count.
    """
    top = set(demand.roots if not within else [within] if demand.count(within) else [])
    beneath = _skeleton(demand, parents, changes, within)
    told = _Told(demand)
    # The leaves in the set at each place of the skeleton.
    held: dict[int, int] = {}
    order: list[int] = []
    for root in top:
        if root in beneath:
            held[root] = changes.get(root, default)
            order.append(root)
        elif whole := default & demand.leaves(demand.count(root)):
            told.tell(root, whole)
    for place in order:
        for child in beneath[place]:
            held[child] = changes.get(child, held[place])
            order.append(child)
    # Leaves of which something in the subtree is not in the set, found from below.
    lacking: dict[int, int] = {}
    for place in reversed(order):
        rest, lack = demand.count(place), 0
        for child in beneath[place]:
            rest -= demand.count(child)
            lack |= lacking[child]
        lacking[place] = lack | demand.leaves(rest) & ~held[place]
    for place in order:
        _tell(demand, told, place, beneath, held[place], lacking, is_top=place in top, above=parents[place])
    found = [Told(place, mask, is_alone=False) for place, mask in told.whole.items()]
    found += (Told(place, mask, is_alone=True) for place, mask in told.alone.items())
    return found


def _skeleton(demand: Demand, parents: Sequence[int], changes: Iterable[int], within: int) -> dict[int, list[int]]:
    """Give the places of the changes in which anything is demanded and those above them, each with those beneath it."""
    beneath: dict[int, list[int]] = {}
    for changed in changes:
        if changed in beneath or not demand.count(changed):
            continue
        place = changed
        beneath[place] = []
        while place != within and (parent := parents[place]):
            if parent in beneath:
                beneath[parent].append(place)
                break
            beneath[parent] = [place]
            place = parent
    return beneath


def _tell(
    demand: Demand,
    told: _Told,
    place: int,
    beneath: Mapping[int, list[int]],
    held: int,
    lacking: Mapping[int, int],
    *,
    is_top: bool,
    above: int,
) -> None:
    count, lack = demand.count(place), lacking[place]
    # The place is bare of what it lacks nothing of; told already when the place above is, too.
    bare = demand.leaves(count) & ~lack
    if not is_top:
        bare &= lacking[above]
    if bare:
        told.tell(place, bare)
    if alone := demand.own(place) & held & lack:
        told.alone[place] = alone
    if not held & lack:
        return
    inner = beneath[place]
    rest = demand.below(place) - sum(demand.count(child) for child in inner)
    if not demand.leaves(rest) & held & lack:
        return
    for child in demand.children(place):
        if child not in beneath and (leaves := demand.leaves(demand.count(child)) & held & lack):
            told.tell(child, leaves)


def rows_of(demand: Demand, leaves: Leaves, told: Told) -> Iterator[Row]:
    """Give the rows of one place: a category for each, and what it stands for."""
    place, mask, is_alone = told
    count = demand.count(place)
    wanted = demand.own(place) if is_alone else demand.leaves(count)
    for category, meant in leaves.highest(mask, wanted):
        cells = meant.bit_count() if is_alone else demand.cells(count, meant)
        yield Row(place, category, meant, cells, demand.households(place, meant))
