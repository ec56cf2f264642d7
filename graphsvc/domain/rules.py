"""The rules of integrity that can be asked of one row or of two that belong together."""

from __future__ import annotations

from typing import Final, NamedTuple

from graphsvc.domain.kinds import PLACE_RANK, PlaceKind, PolicyRule


def may_stand_under(kind: PlaceKind, above: PlaceKind) -> bool:
    """Say whether a place may stand under another: a larger one. A facility holds nothing."""
    return PLACE_RANK[above] < PLACE_RANK[kind]


def may_be_root(kind: PlaceKind) -> bool:
    """Say whether a place may stand under nothing: all may but a facility, which is a part of something."""
    return kind is not PlaceKind.FACILITY


def may_be_residence(kind: PlaceKind) -> bool:
    """Say whether a place may be told as a residence: none smaller than a building, to keep private who lives where."""
    return PLACE_RANK[kind] <= PLACE_RANK[PlaceKind.BUILDING]


def may_have_needs(kind: PlaceKind) -> bool:
    """Say whether a place may have care needs: a household."""
    return kind is PlaceKind.HOUSEHOLD


class PolicyCells(NamedTuple):
    """Which cells beside `rule` a row of the policy table fills; the others stay empty."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()


POLICY_CELLS: Final[dict[PolicyRule, PolicyCells]] = {
    PolicyRule.DEMAND: PolicyCells(frozenset({"place_kind", "category"}), frozenset({"tag"})),
    PolicyRule.MISSING_UNIT: PolicyCells(frozenset({"place_kind", "line", "kind"})),
    PolicyRule.MISSING_POST: PolicyCells(frozenset({"place_kind", "kind"})),
    PolicyRule.THIN: PolicyCells(frozenset({"place_kind", "kind", "number"})),
    PolicyRule.LIMIT: PolicyCells(frozenset({"name", "number"})),
}
"""The cells of each rule."""
