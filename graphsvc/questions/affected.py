"""How many households are affected where nobody handles something (docs/rules.md, section 3).

A household is affected when one of the topmost places over it that lack somebody for anything has it; each counts once,
however many matters nobody handles there.

Cost: the places of the changes, those above them, and the children of those under which nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graphsvc.domain.coverage_facts import CoverageFacts
from graphsvc.questions.coverage import Ground
from graphsvc.questions.demand import Demand


class Affected(NamedTuple):
    """Households that are affected: of all that was asked about, and of each place directly under it."""

    households: int
    of_child: Mapping[int, int]
    """By the number of the child; under no place: of the root. Those with none are left out."""


def affected_households(facts: CoverageFacts, ground: Ground, changes: Mapping[int, int], within: int = 0) -> Affected:
    """Count the households for a set of cells, given as `rollup` takes the uncovered ones: by the places of changes."""
    demand, every = ground.demand, ground.leaves.every
    beneath = _skeleton(facts, changes, within)
    of_child: dict[int, int] = {}
    if not within:
        for root in demand.roots:
            if found := _count(facts, demand, changes, beneath, root, every):
                of_child[root] = found
        return Affected(sum(of_child.values()), of_child)
    here = changes.get(within, every)
    for child in demand.children(within):
        if found := _count(facts, demand, changes, beneath, child, here):
            of_child[child] = found
    return Affected(_count(facts, demand, changes, beneath, within, every), of_child)


def _count(
    facts: CoverageFacts,
    demand: Demand,
    changes: Mapping[int, int],
    beneath: Mapping[int, set[int]],
    place: int,
    above: int,
) -> int:
    """Count the households in a subtree; `above` are the leaves of the set at the place above it.

    It calls itself once for each level of places, of which there are eleven.
    """
    here = changes.get(place, above)
    if demand.own(place) & here:
        return facts.households(place)
    if place not in beneath:
        return demand.households(place, here)
    if len(demand.children(place)) > 2 * len(beneath[place]):
        return _count_but(facts, demand, changes, beneath, place, here)
    return _sum(facts, demand, changes, beneath, demand.children(place), here)


def _sum(
    facts: CoverageFacts,
    demand: Demand,
    changes: Mapping[int, int],
    beneath: Mapping[int, set[int]],
    children: Iterable[int],
    here: int,
) -> int:
    """Add up children; facilities that share the households of the place they stand in count once."""
    total = shared = 0
    for child in children:
        found = _count(facts, demand, changes, beneath, child, here)
        if facts.shares_households(child):
            shared = max(shared, found)
        else:
            total += found
    return total + shared


def _count_but(
    facts: CoverageFacts,
    demand: Demand,
    changes: Mapping[int, int],
    beneath: Mapping[int, set[int]],
    place: int,
    here: int,
) -> int:
    """Count as if nothing changed below, and correct that where something does: most children need not be looked at."""
    total = demand.households(place, here)
    for child in beneath[place]:
        if facts.shares_households(child):
            return _sum(facts, demand, changes, beneath, demand.children(place), here)
        total += _count(facts, demand, changes, beneath, child, here) - demand.households(child, here)
    return total


def _skeleton(facts: CoverageFacts, changes: Mapping[int, int], within: int) -> dict[int, set[int]]:
    """Give the places above those of the changes, each with the children that lead to one."""
    parents = facts.parents
    beneath: dict[int, set[int]] = {}
    for changed in changes:
        place = changed
        while place != within and (parent := parents[place]):
            known = parent in beneath
            beneath.setdefault(parent, set()).add(place)
            if known:
                break
            place = parent
    return beneath
