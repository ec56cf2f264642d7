"""One compound of world D: steward, branch, a group for each building, member centre households, the property firm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphsvc.seeding.land import Building, Compound, care_homes
from graphsvc.seeding.offices import DEPARTMENTS
from graphsvc.seeding.roster import Roster
from graphsvc.seeding.sheet import Name, Sheet

ROOM: Final = 60
"""How many people a compound may have."""

_SINCE: Final = "2020-09-01"
_DAY: Final = "Mo-Su 08:00-21:00"


@dataclass(frozen=True, slots=True)
class Quota:
    """Member households of each building, the compound whose steward serves here, the number of the first person."""

    households: tuple[int, ...]
    steward: str
    first: int
    seed: int


def _centres(building: Building, count: int) -> tuple[str, ...]:
    """Keys of the flats that are member centre households, spread evenly over the building."""
    shape = building.shape
    spots = (turn * shape.households // count for turn in range(count))
    return tuple(
        building.flat(
            spot // (shape.floors * shape.flats) + 1, spot // shape.flats % shape.floors + 1, spot % shape.flats + 1
        )
        for spot in spots
    )


def homes_of(compound: Compound, quota: Quota) -> dict[str, dict[str, str]]:
    """Tell the flats of each building that are always places: member centre households and those with care needs."""
    return {
        building.key: dict.fromkeys(_centres(building, count), "") | care_homes(building, quota.seed)
        for building, count in zip(compound.buildings, quota.households, strict=True)
    }


def found_compound(sheet: Sheet, *, compound: Compound, street: str, quota: Quota, firm: str) -> None:
    """Found everything that a compound of the street has."""
    roster = Roster(sheet, compound.key, first=quota.first, room=ROOM, seed=quota.seed)
    _found_steward(sheet, roster, compound, quota)
    branch = _found_branch(sheet, compound)
    heads = _found_groups(sheet, roster, compound, quota, branch)
    _seat_branch(sheet, compound, heads)
    _post_members(sheet, roster, compound, street)
    _found_property(sheet, roster, compound, firm)
    _found_owners(sheet, roster, compound, heads)
    _pair(sheet, compound, street, heads, quota.seed)
    for category, department, after in (("fire", "fire", "PT10M"), ("gas_heat.gas", "gas", "PT10M")):
        sheet.escalation(
            *(branch, f"u.{street}.{department}", after), category=category, urgent="true", valid_from=_SINCE
        )


def _found_steward(sheet: Sheet, roster: Roster, compound: Compound, quota: Quota) -> None:
    key, label = compound.key, compound.label
    station = sheet.unit(
        f"u.{key}.steward",
        "steward_station",
        Name(label.zh + "红色小管家服务点", label.en + " Steward Station"),
        covers=key,
        channel="" if not quota.steward else f"0000-9{compound.index:06d}",
        valid_from=_SINCE,
    )
    post = sheet.post(f"po.{key}.steward", station, "steward", head="true", place=key, reports_to=f"po.{key}.sec",
                      valid_from=_SINCE)  # fmt: skip
    if quota.steward == key:
        steward = roster.seated(post, "2021-03-01", public=True, skills="协调|水电")
        if compound.index % 40 == 2:
            sheet.absence(steward, "2026-11-14", "2026-11-30")
    elif quota.steward:
        # The steward of another compound, who is the first person there, serves here as well.
        sheet.seat(f"ps.{quota.steward}.01", post, "2022-05-01")
    else:
        # On purpose: the steward has gone, and nobody has taken over.
        sheet.seat(roster.enrol(), post, "2021-03-01", "2026-08-16")
    for category in (
        "water",
        "power",
        "building",
        "sanitation",
        "neighbours",
        "property",
        "green",
        "roads",
        "security",
    ):
        # On purpose: in one compound steward and firm both claim the cleaning, with the same priority.
        tied = compound.index == 2 and category == "sanitation"
        sheet.duty(
            *(station, category, key),
            priority="" if tied else "50",
            hours=_DAY,
            respond_within="PT30M",
            fee="免费",
            valid_from=_SINCE,
        )
    sheet.escalation(station, f"u.{key}.branch", "P1D", valid_from=_SINCE)
    sheet.escalation(station, f"u.{key}.branch", "PT30M", urgent="true", valid_from=_SINCE)


def _found_branch(sheet: Sheet, compound: Compound) -> str:
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
    sheet.duty(branch, "neighbours.dispute", key, respond_within="P1D", valid_from=_SINCE)
    sheet.duty(branch, "property", key, capacity="supervises", valid_from=_SINCE)
    sheet.duty(branch, "affairs.party", key, valid_from=_SINCE)
    community = f"u.{compound.community.key}.dw"
    sheet.escalation(branch, community, "P2D", valid_from=_SINCE)
    sheet.escalation(branch, community, "PT2H", urgent="true", valid_from=_SINCE)
    return branch


def _found_groups(
    sheet: Sheet, roster: Roster, compound: Compound, quota: Quota, branch: str
) -> list[tuple[Building, list[str]]]:
    """Found a group for each building and its member households; the head of the first one leads the group."""
    label = compound.label
    heads = []
    for building, count in zip(compound.buildings, quota.households, strict=True):
        number = building.number
        group = sheet.unit(
            f"u.{building.key}",
            "building_group",
            Name(f"{label.zh}{number}号楼党小组", f"{label.en} Building {number} Party Group"),
            parent=branch,
            covers=building.key,
            channel="",
            valid_from=_SINCE,
        )
        leader = sheet.post(
            *(f"po.{building.key}.head", group, "group_leader"),
            head="true",
            place=building.key,
            reports_to=f"po.{compound.key}.sec",
            valid_from=_SINCE,
        )
        sheet.duty(leader, "water", building.key, capacity="first_contact", respond_within="PT30M", valid_from=_SINCE)
        people = []
        for turn, home in enumerate(_centres(building, count), 1):
            unit = sheet.unit(
                f"u.{home}",
                "member_household",
                Name(f"{label.zh}{number}号楼{turn}号党员中心户", f"{label.en} {number} Member Household {turn}"),
                parent=group,
                covers=home,
                channel="",
                valid_from="2021-01-01",
            )
            post = sheet.post(f"po.{home}", unit, "member_household_head", head="true", reports_to=leader)
            people.append(roster.seated(post, "2021-01-01", residence=building.key))
        sheet.seat(people[0], leader, "2021-01-01")
        heads.append((building, people))
    return heads


def _seat_branch(sheet: Sheet, compound: Compound, heads: list[tuple[Building, list[str]]]) -> None:
    """Seat the branch's committee from among the heads of member households."""
    key, branch = compound.key, f"u.{compound.key}.branch"
    secretary = sheet.post(
        *(f"po.{key}.sec", branch, "branch_secretary"),
        head="true",
        place=key,
        reports_to=f"po.{compound.community.key}.sec",
        valid_from=_SINCE,
    )
    member = sheet.post(f"po.{key}.m", branch, "branch_member", seats="2", reports_to=secretary, valid_from=_SINCE)
    people = heads[0][1]
    sheet.seat(people[1], secretary, "2021-01-01")
    sheet.seat(people[2], member, "2021-01-01")
    # On purpose: one compound in seven has an empty seat in its committee.
    if compound.index % 7 != 3:
        sheet.seat(heads[-1][1][-1], member, "2021-01-01")


def _post_members(sheet: Sheet, roster: Roster, compound: Compound, street: str) -> None:
    """Post three members of departments to every third compound: they come when rubbish blocks a stairwell."""
    if compound.index % 3:
        return
    key = compound.key
    post = sheet.post(
        *(f"po.{key}.posted", f"u.{key}.branch", "posted_member"),
        seats="3",
        dotted=f"po.{key}.sec",
        valid_from="2021-06-01",
    )
    for turn in range(3):
        unit = f"u.{street}.{DEPARTMENTS[(compound.index + turn * 5) % len(DEPARTMENTS)].slug}"
        residence = compound.buildings[turn % len(compound.buildings)].key
        person = roster.seated(post, "2021-06-01", public=turn == 0, home_unit=unit, residence=residence)
        sheet.belong(person, unit, "2017-07-01")
    sheet.duty(post, "sanitation.clutter", key, respond_within="PT4H", valid_from="2021-06-01")


def _found_property(sheet: Sheet, roster: Roster, compound: Compound, firm: str) -> None:
    key, label = compound.key, compound.label
    sheet.place(f"{key}.gate", "facility", Name("小区大门", "Main Gate"), parent=key, aliases="大门", tags="gate")
    office = sheet.unit(
        f"u.{key}.pm",
        "project_office",
        Name(label.zh + "物业项目部", label.en + " Project Office"),
        parent=f"u.{firm}",
        covers=key,
        valid_from="2018-01-01",
    )
    manager = sheet.post(
        *(f"po.{key}.pm", office, "project_manager"),
        head="true",
        place=key,
        reports_to=f"po.{firm}.gm",
    )
    roster.seated(manager, "2021-02-01", public=True)
    # The reception at the gate: every weekend the manager sits there and listens.
    sheet.duty(
        *(manager, "property", key),
        priority="80",
        hours="Sa-Su 09:00-11:30",
        respond_within="P3D",
        fee="免费",
        valid_from="2021-06-05",
    )
    for category, hours, respond in (
        ("water", "24/7", "PT2H"),
        ("power", "24/7", "PT2H"),
        ("sanitation", "Mo-Su 07:00-19:00", "PT8H"),
        ("security", "24/7", "PT15M"),
        ("fire.passage", "24/7", "PT15M"),
    ):
        sheet.duty(office, category, key, hours=hours, respond_within=respond, valid_from="2018-01-01")
    # On purpose: one compound in eleven has lifts that nobody answers for.
    if compound.index % 11 != 4 and any(building.shape.lift for building in compound.buildings):
        sheet.duty(office, "lift", key, hours="24/7", respond_within="PT30M", valid_from="2018-01-01")
    sheet.escalation(office, f"u.{key}.branch", "P1D", valid_from="2018-01-01")
    sheet.escalation(office, f"u.{key}.branch", "PT30M", urgent="true", valid_from="2018-01-01")


def _found_owners(sheet: Sheet, roster: Roster, compound: Compound, heads: list[tuple[Building, list[str]]]) -> None:
    """Found the owners' committee, or the group that prepares one; one compound in three has neither."""
    key, label = compound.key, compound.label
    if compound.index % 3 == 1:
        return
    ready = compound.index % 3 == 0
    kind, zh, en = (
        ("owners_committee", "业主委员会", " Owners' Committee")
        if ready
        else ("owners_preparation", "业委会筹备组", " Owners' Committee in Preparation")
    )
    since = "2022-05-01" if ready else "2026-09-01"
    unit = sheet.unit(
        f"u.{key}.owners", kind, Name(label.zh + zh, label.en + en), covers=key, channel="", valid_from=since
    )
    chair = sheet.post(f"po.{key}.owners", unit, "committee_chair" if ready else "convener", head="true", place=key)
    if ready:
        roster.seated(chair, since, residence=compound.buildings[0].key)
        sheet.duty(unit, "property", key, capacity="supervises", valid_from=since)
    else:
        sheet.seat(heads[0][1][1], chair, since)
    sheet.duty(unit, "property.owners_committee", key, valid_from=since)


def _pair(sheet: Sheet, compound: Compound, street: str, heads: list[tuple[Building, list[str]]], seed: int) -> None:
    if compound.index % 2 == 0:
        department = DEPARTMENTS[compound.index // 2 % len(DEPARTMENTS)]
        sheet.pairing(f"u.{street}.{department.slug}", compound.key, "department", "2021-06-01")
    for building, people in heads:
        for turn, home in enumerate(care_homes(building, seed)):
            # On purpose: every second building's last household in need has nobody.
            if building.number % 2 == 1 or turn:
                sheet.pairing(people[turn % len(people)], home, "neighbour_care", "2022-10-01")
