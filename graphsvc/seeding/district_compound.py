"""One compound of world C: branch, groups, heads of buildings, entrances and floors, owners, volunteers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphsvc.seeding.district_care import pair
from graphsvc.seeding.district_property import found_property
from graphsvc.seeding.land import Building, Compound, care_homes
from graphsvc.seeding.offices import DEPARTMENTS
from graphsvc.seeding.roster import Roster
from graphsvc.seeding.sheet import Name, Sheet, mixed

ROOM: Final = 150
"""How many people a compound may have."""

_BRANCH_SEATS: Final = (("dep", "支部副书记"), ("org", "组织委员"), ("pub", "宣传委员"), ("dis", "纪检委员"))


@dataclass(frozen=True, slots=True)
class Quota:
    """How many party members a compound has, and the number of its first person."""

    members: int
    first: int
    seed: int


def care_of(compound: Compound, seed: int) -> dict[str, dict[str, str]]:
    """Tell the flats with care needs of each building."""
    return {building.key: care_homes(building, seed) for building in compound.buildings}


class Cast:
    """The people of a compound as they take their seats; party members are those who were enrolled first."""

    def __init__(self, sheet: Sheet, roster: Roster, compound: Compound, quota: Quota) -> None:
        self.sheet = sheet
        self.compound = compound
        self.district = ""
        self.seed = quota.seed
        self.since = "2019-08-01" if compound.index == 0 else "2020-07-01"
        self.members: list[str] = []
        self.heads: dict[int, str] = {}
        self._roster = roster
        self._quota = quota.members

    def resident(self, building: Building, *, public: bool = False, department: str = "") -> str:
        """Enrol somebody who lives in a building: a party member as long as there are any; one in three is posted."""
        member = len(self.members) < self._quota
        turn = self.compound.index + len(self.members)
        home = ""
        if member and (department or turn % 3 == 0):
            home = f"u.{self.district}.{department or DEPARTMENTS[turn // 3 % len(DEPARTMENTS)].slug}"
        person = self._roster.enrol(public=public, home_unit=home, residence=building.key)
        if member:
            self.members.append(person)
            self.sheet.belong(person, f"u.{self.compound.key}.branch", self.since)
            if home:
                self.sheet.belong(person, home, "2016-09-01")
        return person

    def employee(self, post: str, since: str, until: str = "", *, public: bool = False, skills: str = "") -> str:
        """Enrol somebody who works here and lives elsewhere, and seat that person."""
        person = self._roster.enrol(public=public, skills=skills)
        self.sheet.seat(person, post, since, until)
        return person

    def fill_up(self) -> None:
        """Enrol the party members who hold no post."""
        for turn in range(self._quota - len(self.members)):
            self.resident(self.compound.buildings[turn % len(self.compound.buildings)])


def found_compound(sheet: Sheet, *, compound: Compound, district: str, quota: Quota) -> None:
    """Found everything that a compound of the district has."""
    roster = Roster(sheet, compound.key, first=quota.first, room=ROOM, seed=quota.seed)
    cast = Cast(sheet, roster, compound, quota)
    _place_facilities(sheet, compound)
    cast.district = district
    committee = _found_branch(cast)
    _found_groups(cast)
    volunteers = _found_volunteers(cast, committee)
    _seat_neighbours(cast)
    cast.fill_up()
    found_property(cast, committee)
    _escalate(cast)
    pair(cast, volunteers)


def _place_facilities(sheet: Sheet, compound: Compound) -> None:
    """Place the gate and the pump room; in the large compound lifts and the charging shed, too."""
    key = compound.key
    sheet.place(f"{key}.gate", "facility", Name("大门门岗", "Main Gate"), parent=key, aliases="大门|门岗", tags="gate")
    sheet.place(f"{key}.pump", "facility", Name("水泵房", "Pump Room"), parent=key, aliases="泵房", tags="pump")
    if compound.index:
        return
    sheet.place(
        f"{key}.shed", "facility", Name("电动车充电棚", "E-bike Shed"), parent=key, aliases="车棚", tags="charging"
    )
    for building in compound.buildings:
        if building.shape.lift:
            for lift in (1, 2):
                name = Name(f"{lift}号电梯", f"Lift {lift}")
                sheet.place(f"{building.key}.lift{lift}", "facility", name, parent=building.key, tags="lift")


def _found_branch(cast: Cast) -> list[str]:
    sheet, key, label = cast.sheet, cast.compound.key, cast.compound.label
    community = cast.compound.community.key
    branch = sheet.unit(
        f"u.{key}.branch",
        "party_branch",
        Name(label.zh + "党支部", label.en + " Party Branch"),
        parent=f"u.{community}.dw",
        covers=key,
        channel="",
        valid_from=cast.since,
    )
    buildings = cast.compound.buildings
    secretary = sheet.post(
        f"po.{key}.sec", branch, "branch_secretary", head="true", place=key, reports_to=f"po.{community}.sec"
    )
    committee = [cast.resident(buildings[0], public=True)]
    sheet.seat(committee[0], secretary, "2022-08-01")
    for number, (slug, title) in enumerate(_BRANCH_SEATS, 1):
        kind = "branch_deputy" if slug == "dep" else "branch_member"
        post = sheet.post(f"po.{key}.{slug}", branch, kind, title=title, reports_to=secretary)
        committee.append(cast.resident(buildings[number % len(buildings)]))
        sheet.seat(committee[-1], post, "2022-08-01")
    # The deputy of today was the first secretary.
    sheet.seat(committee[1], secretary, cast.since, "2022-08-01")
    sheet.duty(branch, "neighbours.dispute", key, respond_within="P1D", valid_from=cast.since)
    sheet.duty(branch, "fire.hazard", key, respond_within="P1D", valid_from=cast.since)
    sheet.duty(branch, "affairs.party", key, valid_from=cast.since)
    sheet.duty(branch, "property", key, capacity="supervises", valid_from=cast.since)
    return committee


def _found_groups(cast: Cast) -> None:
    """Found a building group for every three buildings, with its leader and the building heads."""
    sheet, key, label = cast.sheet, cast.compound.key, cast.compound.label
    buildings = cast.compound.buildings
    for number, start in enumerate(range(0, len(buildings), 3), 1):
        block = buildings[start : start + 3]
        group = sheet.unit(
            f"u.{key}.z{number}",
            "building_group",
            Name(f"{label.zh}第{number}党小组", f"{label.en} Party Group {number}"),
            parent=f"u.{key}.branch",
            covers="|".join(building.key for building in block),
            channel="",
            valid_from=cast.since,
        )
        leader = sheet.post(f"po.{key}.z{number}.head", group, "group_leader", head="true", reports_to=f"po.{key}.sec")
        sheet.seat(cast.resident(block[0], public=True), leader, "2022-08-01")
        for building in block:
            _seat_building_head(cast, building, group, leader)


def _seat_building_head(cast: Cast, building: Building, group: str, leader: str) -> None:
    sheet, number = cast.sheet, building.number
    post = sheet.post(
        *(f"po.{building.key}.head", group, "building_head"),
        title=f"{number}号楼楼栋长",
        title_en=f"Head of Building {number}",
        place=building.key,
        reports_to=leader,
        valid_from="2020-01-01",
    )
    sheet.duty(post, "water", building.key, capacity="first_contact", respond_within="PT30M", valid_from="2020-01-01")
    sheet.duty(post, "neighbours", building.key, capacity="first_contact", valid_from="2020-01-01")
    showcase = cast.compound.index == 0
    # On purpose: building 9 of the large compound, and one building in sixteen elsewhere, have lost their head.
    if (number == 9) if showcase else (mixed(cast.seed, building.key) % 16 == 0 and bool(cast.heads)):
        former = next(reversed(cast.heads.values()))
        sheet.seat(former, post, "2021-01-01", "2026-03-01")
        return
    # Who is first on the spot in building 3 works for the drains: the office is reached through a neighbour.
    department = "drain" if showcase and number == 3 else ""
    head = cast.heads[number] = cast.resident(building, public=True, department=department)
    sheet.seat(head, post, "2022-08-01")
    if mixed(cast.seed, "away", building.key) % 40 == 0 or (showcase and number == 7):
        sheet.absence(head, "2026-11-10", "2026-12-05")


def _found_volunteers(cast: Cast, committee: list[str]) -> list[str]:
    """Found the volunteer team; in the large compound fifteen members started it."""
    sheet, key, label = cast.sheet, cast.compound.key, cast.compound.label
    since = "2019-10-01" if cast.compound.index == 0 else "2021-05-01"
    if cast.compound.index % 9 == 5:
        return []  # On purpose: some compounds have no volunteers.
    team = sheet.unit(
        f"u.{key}.vol",
        "volunteer_team",
        Name(label.zh + "志愿服务队", label.en + " Volunteers"),
        covers=key,
        valid_from=since,
    )
    head = sheet.post(f"po.{key}.vol.head", team, "team_leader", head="true")
    founders = cast.members[: 15 if cast.compound.index == 0 else 5]
    sheet.seat(committee[-1], head, since)
    post = sheet.post(f"po.{key}.vol.m", team, "volunteer", seats=str(len(founders) - 1), reports_to=head)
    for person in founders:
        if person != committee[-1]:
            sheet.seat(person, post, since)
    sheet.duty(team, "care.convenience", key, hours="Sa 09:00-11:30", fee="免费", valid_from=since)
    sheet.duty(team, "care.elderly", key, capacity="backs_up", fee="免费", valid_from=since)
    sheet.duty(head, "affairs.activities", key, fee="免费", valid_from=since)
    return founders


def _seat_neighbours(cast: Cast) -> None:
    """Seat the heads of entrances and floors: party members first, other neighbours after."""
    sheet = cast.sheet
    for building in cast.compound.buildings:
        group = f"u.{cast.compound.key}.z{(building.number - 1) // 3 + 1}"
        for entrance, key in enumerate(building.entrances(), 1):
            title = f"{building.number}号楼{entrance}单元"
            head = sheet.post(
                *(f"po.{key}.head", group, "entrance_head"),
                title=title + "长",
                title_en=f"Head of Building {building.number} Entrance {entrance}",
                place=key,
                reports_to=f"po.{building.key}.head",
                valid_from="2020-01-01",
            )
            if mixed(cast.seed, "entrance", key) % 12:
                sheet.seat(cast.resident(building), head, "2022-09-01")
            if not building.floors_shown:
                continue
            for floor in range(5, building.shape.floors + 1, 5):
                post = sheet.post(
                    *(f"po.{key}.f{floor}.head", group, "floor_head"),
                    title=f"{title}{floor}层楼层长",
                    title_en=f"Head of Floor {floor}",
                    place=f"{key}.f{floor}",
                    reports_to=head,
                )
                sheet.seat(cast.resident(building), post, "2022-09-01")


def _escalate(cast: Cast) -> None:
    """State the branch's ladders: to the community in days, to the departments in minutes and hours."""
    sheet, branch = cast.sheet, f"u.{cast.compound.key}.branch"
    community = f"u.{cast.compound.community.key}.dw"
    sheet.escalation(branch, community, "P2D", valid_from=cast.since)
    sheet.escalation(branch, community, "PT2H", urgent="true", valid_from=cast.since)
    sheet.escalation(branch, f"u.{cast.district}.fire", "P7D", category="fire.hazard", valid_from=cast.since)
    for category, department, after in (
        ("fire", "fire", "PT10M"),
        ("gas_heat.gas", "gas", "PT10M"),
        ("lift", "lifts", "PT30M"),
        ("water", "drain", "PT1H"),
        ("power", "power", "PT1H"),
    ):
        unit = f"u.{cast.district}.{department}"
        sheet.escalation(branch, unit, after, category=category, urgent="true", valid_from=cast.since)
