"""The line that each kind of unit belongs to in the seed worlds; what kinds are called is told in wording/kinds.py."""

from __future__ import annotations

from typing import Final

_KINDS_OF_LINE: Final[dict[str, tuple[str, ...]]] = {
    "party": (
        "working_committee",
        "party_committee",
        "party_branch",
        "building_group",
        "member_household",
    ),
    "administrative": (
        "subdistrict_office",
        "residents_committee",
        "grid_station",
        "department",
        "joint_meeting",
        "joint_council",
        "mini_program",
        "renewal_office",
    ),
    "property": (
        "property_company",
        "project_office",
        "crew",
        "property_service_office",
        "steward_station",
        "owners_committee",
        "owners_preparation",
        "supervision_group",
        "affairs_supervision",
        "repair_fund",
        "public_fund",
    ),
    "volunteer": (
        "volunteer_team",
        "opinion_team",
        "convenience_team",
        "mediation_team",
        "service_point",
        "council_corner",
        "neighbourhood_centre",
        "canteen",
        "after_school",
        "clinic",
        "social_organisation",
        "delegates_station",
    ),
}

LINE_OF_KIND: Final[dict[str, str]] = {kind: line for line, kinds in _KINDS_OF_LINE.items() for kind in kinds}
"""The seeds' own choice: in a bundle of another town a kind may stand in any line."""
