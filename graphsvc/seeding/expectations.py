"""What a town expects of itself: the policy rows that the seed worlds share."""

from __future__ import annotations

from graphsvc.seeding.sheet import Sheet

_DEMANDS = (
    *(("building", category, "") for category in ("water", "power", "building", "fire", "sanitation", "neighbours")),
    ("building", "lift", "lift"),
    *(("compound", category, "") for category in ("property", "roads", "green", "security")),
    *(("community", category, "") for category in ("care", "affairs", "emergency")),
)
_LIMITS = (("posts", 4), ("pairings", 15), ("reports", 12), ("horizon_days", 30), ("ladder_steps", 2))


def expect(sheet: Sheet, *, building_post: str = "building_head", households_each: int = 120) -> None:
    """State the demand, the units and posts that every compound and building should have, and the limits."""
    for kind, category, tag in _DEMANDS:
        sheet.policy("demand", place_kind=kind, category=category, tag=tag)
    sheet.policy("missing_unit", place_kind="compound", line="party", kind="party_branch")
    sheet.policy("missing_unit", place_kind="compound", line="property", kind="owners_committee")
    sheet.policy("missing_post", place_kind="building", kind=building_post)
    sheet.policy("thin", place_kind="building", kind=building_post, number=str(households_each))
    for name, number in _LIMITS:
        sheet.policy("limit", name=name, number=str(number))
