"""Who keeps a compound of world C running: its owners themselves, a property firm, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphsvc.seeding.sheet import Name

if TYPE_CHECKING:
    from graphsvc.seeding.district_compound import Cast

SELF_SINCE: Final = "2020-07-01"
_BY_DAY: Final = "Mo-Su 08:00-20:00"
# The compound whose owners watch their firm in seven groups.
_SUPERVISED: Final = 1
_GROUPS: Final = (
    ("cleaning", "保洁监督组", "Cleaning", "sanitation"),
    ("security", "安保监督组", "Security", "security"),
    ("green", "绿化监督组", "Greening", "green"),
    ("finance", "财务监督组", "Finance", "property.funds"),
    ("repair", "维修监督组", "Repairs", "building"),
    ("parking", "停车监督组", "Parking", "roads.parking"),
    ("fire", "消防监督组", "Fire safety", "fire"),
)


def found_property(cast: Cast, committee: list[str]) -> None:
    """Found the owners' committee with members of the branch in it, and what it manages or watches."""
    compound = cast.compound
    if "no_property" in compound.tags:
        _found_nobody(cast)
        return
    chair = _found_owners(cast, committee)
    if "self_managed" in compound.tags:
        _found_own_staff(cast)
        if compound.index == 0:
            _recall_dismissed_firm(cast)
    else:
        _found_firm(cast)
        groups = _GROUPS if compound.index == _SUPERVISED else _GROUPS[:1]
        _found_supervision(cast, chair, groups)


def _found_nobody(cast: Cast) -> None:
    """Let the branch take what it can; lifts, security and green are nobody's, on purpose."""
    sheet, key = cast.sheet, cast.compound.key
    for category in ("water", "building"):
        sheet.duty(f"po.{key}.sec", category, key, respond_within="P1D", valid_from=cast.since)


def _found_owners(cast: Cast, committee: list[str]) -> str:
    sheet, compound, key = cast.sheet, cast.compound, cast.compound.key
    since = "2019-12-01" if compound.index == 0 else "2021-12-01"
    legal = "legal_person" in compound.tags
    owners = sheet.unit(
        *(f"u.{key}.owners", "owners_committee"),
        Name(
            compound.label.zh + ("业主委员会（法人）" if legal else "业主委员会"),
            compound.label.en + (" Owners' Committee (legal person)" if legal else " Owners' Committee"),
        ),
        covers=key,
        valid_from=since,
    )
    chair = sheet.post(f"po.{key}.owners.chair", owners, "committee_chair", head="true", place=key, valid_from=since)
    deputy = sheet.post(f"po.{key}.owners.dep", owners, "committee_deputy", reports_to=chair, valid_from=since)
    seat = sheet.post(f"po.{key}.owners.m", owners, "owners_member", seats="3", reports_to=chair, valid_from=since)
    # Cross-posting: two or three of the branch's committee are elected here; the firm's compounds choose a neighbour.
    sheet.seat(committee[1] if legal else cast.resident(compound.buildings[0], public=True), chair, since)
    sheet.seat(committee[2], deputy, since)
    sheet.seat(committee[3], seat, since)
    for building in compound.buildings[1:3]:
        sheet.seat(cast.resident(building), seat, since)
    sheet.duty(owners, "property.owners_committee", key, valid_from=since)
    sheet.duty(owners, "property.funds", key, valid_from=since)
    sheet.escalation(owners, f"u.{key}.branch", "P1D", valid_from=since)
    sheet.escalation(owners, f"u.{key}.branch", "PT30M", urgent="true", valid_from=since)
    return chair


def _found_own_staff(cast: Cast) -> None:
    """Found the crew that the owners hire themselves: plumber, electrician, cleaners, a watch for the night."""
    sheet, compound, key = cast.sheet, cast.compound, cast.compound.key
    label = compound.label
    staff = sheet.unit(
        f"u.{key}.staff",
        "crew",
        Name(label.zh + "自管服务班", label.en + " Own Staff"),
        parent=f"u.{key}.owners",
        covers=key,
        valid_from=SELF_SINCE,
    )
    leader = sheet.post(f"po.{key}.staff.head", staff, "crew_leader", head="true", reports_to=f"po.{key}.owners.dep")
    cast.employee(leader, SELF_SINCE, public=True)
    plumber = sheet.post(f"po.{key}.plumber", staff, "plumber", reports_to=leader, valid_from=SELF_SINCE)
    cast.employee(plumber, SELF_SINCE, "2025-09-01", skills="疏通")
    person = cast.employee(plumber, "2025-09-01", public=True, skills="疏通|水管|焊接")
    if compound.index == 0:
        sheet.absence(person, "2026-11-10", "2026-12-05")
    electrician = sheet.post(f"po.{key}.electrician", staff, "electrician", reports_to=leader, valid_from=SELF_SINCE)
    cast.employee(electrician, "2021-03-01", public=True, skills="电工|电梯")
    cleaner = sheet.post(f"po.{key}.cleaner", staff, "cleaner", seats="3", reports_to=leader, valid_from=SELF_SINCE)
    for since in (SELF_SINCE, "2023-05-01"):
        cast.employee(cleaner, since)
    cast.employee(cleaner, SELF_SINCE, "2026-06-01")
    watch = sheet.post(f"po.{key}.watch", staff, "watch", seats="2", reports_to=leader, valid_from=SELF_SINCE)
    for _ in range(2):
        cast.employee(watch, "2021-01-01")
    for holder, category, hours, respond, priority in (
        (plumber, "water", _BY_DAY, "PT2H", "50"),
        (electrician, "power", _BY_DAY, "PT2H", "50"),
        (cleaner, "sanitation", "Mo-Su 06:30-17:30", "PT8H", ""),
        (staff, "building", _BY_DAY, "PT8H", ""),
        (staff, "green", _BY_DAY, "P2D", ""),
        (staff, "roads", _BY_DAY, "P2D", ""),
        (staff, "property", _BY_DAY, "P1D", ""),
        (watch, "security", "24/7", "PT10M", ""),
        (watch, "fire.passage", "24/7", "PT10M", ""),
        # At night the watch comes, shuts the water off and calls whom it takes.
        (watch, "water", "24/7", "PT15M", "200"),
        (watch, "power", "24/7", "PT15M", "200"),
    ):
        sheet.duty(
            *(holder, category, key),
            hours=hours,
            respond_within=respond,
            priority=priority,
            fee="材料费自理" if holder in {plumber, electrician} else "",
            valid_from=SELF_SINCE,
        )
    sheet.duty(electrician, "water", key, capacity="backs_up", hours=_BY_DAY, valid_from="2021-03-01")
    if any(building.shape.lift for building in compound.buildings):
        sheet.duty(electrician, "lift", key, hours="24/7", respond_within="PT30M", valid_from="2021-03-01")
    sheet.escalation(staff, f"u.{key}.owners", "PT8H", valid_from=SELF_SINCE)
    sheet.escalation(staff, f"u.{key}.branch", "PT30M", urgent="true", valid_from=SELF_SINCE)


def _recall_dismissed_firm(cast: Cast) -> None:
    """Tell the past: the property firm that the owners dismissed in the summer of 2020."""
    sheet, key = cast.sheet, cast.compound.key
    firm = sheet.unit(
        f"u.{key}.firm",
        "property_company",
        Name("顺达物业公司", "Shunda Property Services"),
        covers=key,
        valid_from="2012-05-01",
        valid_to=SELF_SINCE,
    )
    manager = sheet.post(f"po.{key}.firm.pm", firm, "project_manager", head="true", place=key, valid_to=SELF_SINCE)
    cast.employee(manager, "2012-05-01", SELF_SINCE)
    for category in ("water", "power", "sanitation", "security", "property", "lift"):
        sheet.duty(firm, category, key, valid_from="2012-05-01", valid_to=SELF_SINCE)


def _found_firm(cast: Cast) -> None:
    sheet, compound, key = cast.sheet, cast.compound, cast.compound.key
    label = compound.label
    company = sheet.unit(
        f"u.{key}.firm",
        "property_company",
        Name(label.zh + "物业服务公司", label.en + " Property Services"),
        valid_from="2018-01-01",
    )
    office = sheet.unit(
        f"u.{key}.pm",
        "project_office",
        Name(label.zh + "物业项目部", label.en + " Project Office"),
        parent=company,
        covers=key,
        valid_from="2018-01-01",
    )
    manager = sheet.post(f"po.{key}.pm", office, "project_manager", head="true", place=key)
    cast.employee(manager, "2021-03-01", public=True)
    desk = sheet.post(f"po.{key}.desk", office, "service_desk", reports_to=manager)
    cast.employee(desk, "2022-03-01")
    technician = sheet.post(f"po.{key}.tech", office, "technician", reports_to=manager)
    cast.employee(technician, "2022-03-01", skills="水电维修")
    guard = sheet.post(f"po.{key}.guard", office, "guard", seats="2", reports_to=manager)
    for _ in range(2):
        cast.employee(guard, "2022-03-01")
    for holder, category, hours, respond in (
        (technician, "water", _BY_DAY, "PT4H"),
        (technician, "power", _BY_DAY, "PT4H"),
        (technician, "building", _BY_DAY, "P1D"),
        (desk, "property", "Mo-Sa 08:30-18:00", "P1D"),
        (office, "sanitation", _BY_DAY, "PT8H"),
        (office, "green", _BY_DAY, "P3D"),
        (office, "roads", _BY_DAY, "P1D"),
        (guard, "security", "24/7", "PT10M"),
        (guard, "fire.passage", "24/7", "PT10M"),
    ):
        sheet.duty(holder, category, key, hours=hours, respond_within=respond, valid_from="2018-01-01")
    # On purpose: in some compounds with a firm nobody answers for the lifts.
    if compound.index % 9 != 2 and any(building.shape.lift for building in compound.buildings):
        sheet.duty(office, "lift", key, hours="24/7", respond_within="PT30M", valid_from="2018-01-01")
    sheet.escalation(office, f"u.{key}.branch", "P1D", valid_from="2018-01-01")
    sheet.escalation(office, f"u.{key}.branch", "PT30M", urgent="true", valid_from="2018-01-01")


def _found_supervision(cast: Cast, chair: str, groups: tuple[tuple[str, str, str, str], ...]) -> None:
    sheet, compound, key = cast.sheet, cast.compound, cast.compound.key
    for at, (slug, zh, en, category) in enumerate(groups):
        group = sheet.unit(
            f"u.{key}.sup-{slug}",
            "supervision_group",
            Name(compound.label.zh + zh, f"{compound.label.en} Supervision: {en}"),
            parent=f"u.{key}.owners",
            channel="",
            valid_from="2022-03-01",
        )
        post = sheet.post(f"po.{key}.sup-{slug}", group, "supervisor", head="true", reports_to=chair)
        person = cast.resident(compound.buildings[at % len(compound.buildings)])
        sheet.seat(person, post, "2022-03-01")
        sheet.duty(group, category, key, capacity="supervises", valid_from="2022-03-01")
        if slug == "green" and len(groups) == len(_GROUPS):
            # A conflict of interest, on purpose: who watches the greening tends the flower beds too.
            gardener = sheet.post(f"po.{key}.gardener", f"u.{key}.pm", "gardener", reports_to=f"po.{key}.pm")
            sheet.seat(person, gardener, "2024-04-01")
            sheet.duty(gardener, "green.plants", key, valid_from="2024-04-01")
