"""One compound of world A: branch, owners, posted members, building heads, and who repairs what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphsvc.seeding.land import Building, Compound, care_homes
from graphsvc.seeding.offices import DEPARTMENTS
from graphsvc.seeding.roster import Roster
from graphsvc.seeding.sheet import Name, Sheet, mixed

ROOM: Final = 150
"""How many people a compound may have."""
DOCTOR_EVERY: Final = 37
VISITS: Final = 13

_BY_DAY: Final = "Mo-Su 08:00-20:00"
_SINCE: Final = "2021-06-01"


@dataclass(frozen=True, slots=True)
class Quota:
    """How many posted members live here, how many of them sit in a committee, and the number of the first person."""

    posted: int
    seats: int
    first: int
    seed: int


def care_of(compound: Compound, seed: int) -> dict[str, dict[str, str]]:
    """Tell the flats with care needs of each building; where a doctor lives they are all known."""
    one_in = 1 if compound.index % DOCTOR_EVERY == 0 else 2
    return {building.key: care_homes(building, seed, one_in) for building in compound.buildings}


class _Members:
    """The posted members of a compound: each works in a department of the district and lives in a building."""

    def __init__(self, sheet: Sheet, roster: Roster, compound: Compound, district: str) -> None:
        self._sheet = sheet
        self._roster = roster
        self._compound = compound
        self._district = district
        self.count = 0

    def post(self, post: str, since: str, *, department: str = "", public: bool = False, home: str = "") -> str:
        """Seat the next posted member."""
        buildings = self._compound.buildings
        # The first member of every fifth compound works for the roads, see found_compound.
        turn = self._compound.index * 7 + self.count
        unit = f"u.{self._district}.{department or DEPARTMENTS[turn % len(DEPARTMENTS)].slug}"
        residence = home or buildings[self.count % len(buildings)].key
        person = self._roster.seated(post, since, public=public, home_unit=unit, residence=residence)
        self._sheet.belong(person, unit, "2019-01-01")
        self.count += 1
        return person


def found_compound(sheet: Sheet, *, compound: Compound, district: str, quota: Quota, firm: str) -> None:
    """Found everything that a compound of the posted-members town has."""
    roster = Roster(sheet, compound.key, first=quota.first, room=ROOM, seed=quota.seed)
    members = _Members(sheet, roster, compound, district)
    secretary = _found_committees(sheet, roster, members, compound, quota)
    helpers = _seat_building_heads(sheet, roster, members, compound, quota.seed)
    if compound.index % 5 == 0:
        _link_roads(sheet, members, compound)
    rest = max(quota.posted - members.count - (compound.index % DOCTOR_EVERY == 0), 0)
    if rest:
        unit = f"u.{compound.key}.branch"
        post = sheet.post(f"po.{compound.key}.posted", unit, "posted_member", seats=str(rest), dotted=secretary)
        helpers += [members.post(post, "2022-03-01") for _ in range(rest)]
    _found_centre(sheet, roster, compound)
    if compound.tags.startswith("old"):
        _found_fund(sheet, roster, compound, district)
    else:
        _found_property(sheet, roster, compound, district, firm)
    _pair(sheet, members, compound, district, helpers, quota.seed)


def _found_committees(sheet: Sheet, roster: Roster, members: _Members, compound: Compound, quota: Quota) -> str:
    key, label = compound.key, compound.label
    branch = sheet.unit(
        f"u.{key}.branch",
        "party_branch",
        Name(label.zh + "党支部", label.en + " Party Branch"),
        parent=f"u.{compound.community.key}.dw",
        covers=key,
        channel="",
        valid_from=_SINCE,
    )
    secretary = sheet.post(
        f"po.{key}.sec",
        branch,
        "branch_secretary",
        head="true",
        place=key,
        reports_to=f"po.{compound.community.key}.sec",
        valid_from=_SINCE,
    )
    first = members.post(secretary, _SINCE, public=True)
    deputy = sheet.post(f"po.{key}.dep", branch, "branch_deputy", reports_to=secretary, valid_from=_SINCE)
    members.post(deputy, "2022-01-01")
    for number in range(1, quota.seats // 2 - 1):
        post = sheet.post(f"po.{key}.m{number}", branch, "branch_member", reports_to=secretary, valid_from=_SINCE)
        members.post(post, "2022-01-01")
    owners = sheet.unit(
        f"u.{key}.owners",
        "owners_committee",
        Name(label.zh + "业主委员会", label.en + " Owners' Committee"),
        covers=key,
        channel="",
        valid_from="2022-05-01",
    )
    chair = sheet.post(f"po.{key}.owners.chair", owners, "committee_chair", head="true", place=key)
    roster.seated(chair, "2022-05-01", residence=compound.buildings[-1].key)
    posted = quota.seats - quota.seats // 2
    # One more seat than posted members: the branch secretary sits here too.
    seat = sheet.post(f"po.{key}.owners.m", owners, "owners_member", seats=str(posted + 2), reports_to=chair)
    for _ in range(posted):
        members.post(seat, "2022-05-01")
    sheet.seat(first, seat, "2022-05-01")
    roster.seated(seat, "2022-05-01", residence=compound.buildings[0].key)
    sheet.duty(branch, "neighbours.dispute", key, respond_within="P1D", valid_from=_SINCE)
    sheet.duty(owners, "property", key, capacity="supervises", valid_from="2022-05-01")
    sheet.escalation(owners, branch, "P1D", valid_from=_SINCE)
    sheet.escalation(branch, f"u.{compound.community.key}.dw", "P2D", valid_from=_SINCE)
    return secretary


def _seat_building_heads(sheet: Sheet, roster: Roster, members: _Members, compound: Compound, seed: int) -> list[str]:
    heads: list[str] = []
    branch = f"u.{compound.key}.branch"
    for building in compound.buildings:
        number = building.number
        post = sheet.post(
            f"po.{building.key}.head",
            branch,
            "building_head",
            title=f"{number}号楼楼栋长",
            title_en=f"Head of Building {number}",
            place=building.key,
            reports_to=f"po.{compound.key}.m{number % 3 + 1}",
            valid_from=_SINCE,
        )
        draw = mixed(seed, "head", building.key) % 40
        sheet.duty(
            post, "water.sewer", building.key, capacity="first_contact", respond_within="PT30M", valid_from=_SINCE
        )
        # On purpose: some posts are empty since their holder moved to another building, some never had a holder.
        if draw < 2 and heads:
            if draw == 0:
                sheet.seat(heads[-1], post, "2021-09-01", "2024-04-01")
        else:
            heads.append(members.post(post, "2022-01-01", public=True, home=building.key))
            if draw == 5 or (compound.index == 0 and number == 2):
                sheet.absence(heads[-1], "2026-11-10", "2026-12-05")
        _seat_entrance_heads(sheet, roster, building, branch, post)
    return heads


def _seat_entrance_heads(sheet: Sheet, roster: Roster, building: Building, branch: str, head: str) -> None:
    for entrance, key in enumerate(building.entrances(), 1):
        draw = mixed("entrance", key) % 7
        if draw == 6:
            continue
        title = f"{building.number}号楼{entrance}单元长"
        post = sheet.post(
            *(f"po.{key}.head", branch, "entrance_head"), title=title, place=key, reports_to=head, valid_from=_SINCE
        )
        if draw:
            roster.seated(post, "2022-04-01", residence=building.key)


def _link_roads(sheet: Sheet, members: _Members, compound: Compound) -> None:
    """Let a member of the road maintenance centre take the compound's road matters to the centre."""
    post = sheet.post(
        f"po.{compound.key}.roads",
        f"u.{compound.key}.branch",
        "posted_member",
        title="报到党员（公路养护）",
        title_en="Posted Member (roads)",
        place=compound.key,
        dotted=f"po.{compound.key}.sec",
    )
    members.post(post, "2022-03-01", department="roads", public=True)
    sheet.duty(post, "roads.surface", compound.key, capacity="first_contact", respond_within="P1D", valid_from=_SINCE)


def _found_centre(sheet: Sheet, roster: Roster, compound: Compound) -> None:
    key, label = compound.key, compound.label
    centre = sheet.unit(
        f"u.{key}.centre",
        "neighbourhood_centre",
        Name(label.zh + "邻里中心", label.en + " Neighbourhood Centre"),
        covers=key,
        valid_from="2022-10-01",
    )
    head = sheet.post(f"po.{key}.centre.head", centre, "centre_head", head="true")
    roster.seated(head, "2022-10-01")
    volunteer = sheet.post(f"po.{key}.centre.vol", centre, "volunteer", seats="3", reports_to=head)
    for _ in range(3):
        roster.seated(volunteer, "2023-02-01")
    sheet.duty(centre, "affairs.activities", key, hours="Mo-Su 09:00-21:00", fee="免费", valid_from="2022-10-01")
    sheet.duty(volunteer, "care.convenience", key, hours="Sa-Su 09:00-11:30", fee="免费", valid_from="2022-10-01")


def _found_property(sheet: Sheet, roster: Roster, compound: Compound, district: str, firm: str) -> None:
    key, label = compound.key, compound.label
    office = sheet.unit(
        f"u.{key}.pm",
        "project_office",
        Name(label.zh + "物业项目部", label.en + " Project Office"),
        parent=f"u.{firm}",
        covers=key,
        valid_from="2020-01-01",
    )
    manager = sheet.post(f"po.{key}.pm", office, "project_manager", head="true", reports_to=f"po.{firm}.gm")
    former = roster.enrol()
    sheet.seat(former, manager, "2020-01-01", "2025-07-01")
    roster.seated(manager, "2025-07-01", public=True)
    crew = sheet.unit(
        f"u.{key}.crew",
        "crew",
        Name(label.zh + "工程班", label.en + " Repair Crew"),
        parent=office,
        channel="",
        valid_from="2020-01-01",
    )
    leader = sheet.post(f"po.{key}.crew.head", crew, "crew_leader", head="true", reports_to=manager)
    roster.seated(leader, "2021-01-01")
    technician = sheet.post(f"po.{key}.crew.tech", crew, "technician", seats="2", reports_to=leader)
    for skill in ("水电维修", "疏通|焊接"):
        roster.seated(technician, "2022-01-01", skills=skill)
    for category in ("water", "power", "building"):
        sheet.duty(crew, category, key, hours=_BY_DAY, respond_within="PT4H", valid_from="2020-01-01")
    # At night the project office's watch comes, for what cannot wait.
    sheet.duty(office, "water", key, hours="24/7", respond_within="PT1H", priority="200", valid_from="2020-01-01")
    for category in ("property", "sanitation", "green", "security", "roads.parking"):
        sheet.duty(office, category, key, respond_within="PT8H", valid_from="2020-01-01")
    if any(building.shape.lift for building in compound.buildings):
        sheet.place(f"{key}.pump", "facility", Name("水泵房", "Pump Room"), parent=key, tags="pump")
        sheet.duty(office, "lift", key, hours="24/7", respond_within="PT30M", valid_from="2020-01-01")
    sheet.escalation(crew, office, "PT8H", valid_from="2020-01-01")
    sheet.escalation(crew, office, "PT30M", urgent="true", valid_from="2020-01-01")
    sheet.escalation(office, f"u.{key}.branch", "P1D", valid_from=_SINCE)
    sheet.escalation(office, f"u.{district}.drain", "PT1H", category="water.sewer", urgent="true", valid_from=_SINCE)


def _found_fund(sheet: Sheet, roster: Roster, compound: Compound, district: str) -> None:
    """Found what an old compound has instead of a firm: the households raise the money for a repair themselves."""
    key, label = compound.key, compound.label
    fund = sheet.unit(
        f"u.{key}.fund",
        "repair_fund",
        Name(label.zh + "维修资金自筹小组", label.en + " Household Repair Fund"),
        covers=key,
        valid_from="2022-08-01",
    )
    keeper = sheet.post(f"po.{key}.fund.head", fund, "fund_keeper", head="true")
    roster.seated(keeper, "2022-08-01", residence=compound.buildings[0].key)
    technician = sheet.post(f"po.{key}.fund.tech", fund, "technician", reports_to=keeper)
    roster.seated(technician, "2022-08-01", skills="疏通")
    for category in ("water", "building"):
        sheet.duty(fund, category, key, respond_within="P1D", fee="户均分摊", valid_from="2022-08-01")
    sheet.escalation(fund, f"u.{key}.branch", "P1D", valid_from="2022-08-01")
    sheet.escalation(fund, f"u.{district}.drain", "PT2H", category="water.sewer", urgent="true", valid_from=_SINCE)


def _pair(sheet: Sheet, members: _Members, compound: Compound, district: str, helpers: list[str], seed: int) -> None:
    key, index = compound.key, compound.index
    if index % 19 != 3:
        unit = f"u.{district}.{DEPARTMENTS[index % len(DEPARTMENTS)].slug}"
        sheet.pairing(unit, key, "department", "2022-03-01")
    homes = [home for some in care_of(compound, seed).values() for home in some]
    if index % DOCTOR_EVERY == 0:
        post = sheet.post(
            f"po.{key}.doctor", f"u.{key}.branch", "doctor", place=key, dotted=f"po.{key}.sec", valid_from=_SINCE
        )
        doctor = members.post(post, "2022-03-01", department="hospital", public=True)
        sheet.duty(post, "care.health", key, hours="We 19:00-21:00; Sa 09:00-11:30", fee="免费", valid_from=_SINCE)
        for home in homes[:VISITS]:
            sheet.pairing(doctor, home, "doctor_visit", "2023-01-01")
        if index < 10 * DOCTOR_EVERY and homes:
            sheet.pairing(f"u.{district}.hospital", homes[0], "urgent_referral", "2025-03-04", "2025-03-18")
        homes = homes[VISITS:]
    for turn, home in enumerate(homes):
        # On purpose: one household in three has nobody.
        if turn % 3 != 1:
            sheet.pairing(helpers[turn % len(helpers)], home, "adopted_household", "2023-05-01")
