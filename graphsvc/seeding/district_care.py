"""Who looks after whom in world C: departments after compounds, volunteers and neighbours after households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphsvc.seeding.land import care_homes
from graphsvc.seeding.offices import DEPARTMENTS

if TYPE_CHECKING:
    from graphsvc.seeding.district_compound import Cast


def pair(cast: Cast, volunteers: list[str]) -> None:
    """Pair the compound with a department, and households in need with volunteers; every third of them with nobody."""
    sheet, compound = cast.sheet, cast.compound
    if compound.index % 23 != 3:
        department = DEPARTMENTS[(compound.index + 2) % len(DEPARTMENTS)]
        sheet.pairing(f"u.{cast.district}.{department.slug}", compound.key, "department", "2020-06-01")
    helpers = volunteers or list(cast.heads.values())
    turn = 0
    for building in compound.buildings:
        for home, needs in care_homes(building, cast.seed).items():
            turn += 1
            # The helper of building 3's household moved away; nobody has taken over.
            if compound.index == 0 and building.number == 3:
                sheet.pairing(helpers[0], home, "adopted_household", "2021-03-01", "2025-04-01")
            if turn % 3 == 0:
                continue
            helper = helpers[turn % len(helpers)]
            kind = "adopted_household" if volunteers else "neighbour_care"
            if "expectant_mother" in needs:
                helper, kind = f"u.{compound.community.key}.clinic", "doctor_visit"
            sheet.pairing(helper, home, kind, "2023-03-01")
