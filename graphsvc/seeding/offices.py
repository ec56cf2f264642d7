"""The offices above a compound: departments, subdistricts, communities. All of the seed towns have them."""

from __future__ import annotations

from typing import Final, NamedTuple

from graphsvc.seeding.land import Community
from graphsvc.seeding.roster import Roster
from graphsvc.seeding.sheet import Name, Sheet

SINCE: Final = "2021-01-01"
OFFICE_HOURS: Final = "Mo-Fr 08:30-12:00,14:00-17:30"


class Charge(NamedTuple):
    """What a department does about a category."""

    category: str
    capacity: str
    respond: str
    hours: str = ""
    fee: str = ""


class Department(NamedTuple):
    """A department: it has an office, employs members who are posted elsewhere, and may have charges."""

    slug: str
    name: Name
    charges: tuple[Charge, ...] = ()


def _always(category: str, respond: str, capacity: str = "handles") -> Charge:
    return Charge(category, capacity, respond, "24/7")


def _by_day(category: str, respond: str, capacity: str = "handles") -> Charge:
    return Charge(category, capacity, respond, OFFICE_HOURS)


DEPARTMENTS: Final[tuple[Department, ...]] = (
    Department("roads", Name("公路养护中心", "Road Maintenance Centre"), (_by_day("roads.surface", "P3D"),)),
    Department(
        "drain",
        Name("排水管网管理所", "Drainage Office"),
        (_always("water.sewer", "PT8H", "backs_up"), _always("water.storm", "PT4H")),
    ),
    Department("fire", Name("消防救援大队", "Fire Brigade"), (_always("fire", "PT10M"),)),
    Department(
        "hospital",
        Name("人民医院", "People's Hospital"),
        (_always("care.health", "PT30M", "backs_up"), _always("emergency.epidemic", "PT2H")),
    ),
    Department("waterworks", Name("自来水公司", "Waterworks"), (_always("water.supply", "PT6H", "backs_up"),)),
    Department("power", Name("供电公司", "Power Supply"), (_always("power.outage", "PT2H", "backs_up"),)),
    Department("gas", Name("燃气公司", "Gas Supply"), (_always("gas_heat.gas", "PT30M"),)),
    Department("lifts", Name("电梯应急处置中心", "Lift Emergency Centre"), (_always("lift", "PT30M", "backs_up"),)),
    Department(
        "enforcement",
        Name("城市管理执法局", "Urban Management"),
        (_by_day("building.illegal", "P2D"), _by_day("sanitation.septic_smell", "P3D")),
    ),
    Department(
        "housing",
        Name("住房和建设局", "Housing Bureau"),
        (
            _by_day("property", "P5D", "supervises"),
            _always("emergency.collapse", "PT1H"),
            _by_day("building.renovation", "P3D"),
        ),
    ),
    Department("parks", Name("园林绿化中心", "Parks Centre"), (_always("green.tree_danger", "PT4H"),)),
    Department("welfare", Name("民政局", "Civil Affairs"), (_by_day("care.hardship", "P5D", "backs_up"),)),
    Department("lighting", Name("路灯管理所", "Street Lighting"), (_by_day("power.street_light", "P2D"),)),
    Department("emergencies", Name("应急管理局", "Emergency Management"), (_always("emergency.weather", "PT1H"),)),
    Department("school", Name("实验学校", "Experimental School")),
    Department("taxes", Name("税务局", "Tax Bureau")),
    Department("library", Name("图书馆", "Library")),
    Department("court", Name("人民法院", "People's Court")),
    Department("farming", Name("农业农村局", "Agriculture Bureau")),
    Department("market", Name("市场监督管理局", "Market Supervision")),
)


def found_departments(sheet: Sheet, roster: Roster, territory: str, name: Name) -> dict[str, str]:
    """Found the departments of a district or street; return their unit keys by slug."""
    units = {}
    for department in DEPARTMENTS:
        unit = units[department.slug] = f"u.{territory}.{department.slug}"
        full = Name(name.zh + department.name.zh, f"{name.en} {department.name.en}")
        sheet.unit(unit, "department", full, valid_from=SINCE)
        head = sheet.post(f"po.{territory}.{department.slug}.head", unit, "department_head", head="true")
        roster.seated(head, SINCE, public=department.slug in {"roads", "drain", "fire"})
        officer = sheet.post(f"po.{territory}.{department.slug}.officer", unit, "officer", reports_to=head)
        roster.seated(officer, "2022-03-01")
        for charge in department.charges:
            priority = "200" if charge.capacity == "backs_up" else ""
            sheet.duty(
                unit,
                charge.category,
                territory,
                capacity=charge.capacity,
                priority=priority,
                hours=charge.hours,
                respond_within=charge.respond,
                valid_from=SINCE,
            )
    return units


def found_subdistrict(sheet: Sheet, roster: Roster, key: str, name: Name) -> str:
    """Found the working committee, office, police, health centre and justice office; return the secretary."""
    committee = sheet.unit(
        f"u.{key}.dgw",
        "working_committee",
        Name(name.zh + "党工委", f"{name.en} Party Working Committee"),
        covers=key,
        valid_from=SINCE,
    )
    secretary = sheet.post(f"po.{key}.sec", committee, "secretary", title="党工委书记", head="true")
    first = roster.seated(secretary, SINCE, public=True)
    roster.seated(sheet.post(f"po.{key}.dep", committee, "deputy_secretary", reports_to=secretary), "2022-06-01")
    office = sheet.unit(
        f"u.{key}.office",
        "subdistrict_office",
        Name(name.zh + "办事处", f"{name.en} Office"),
        covers=key,
        valid_from=SINCE,
    )
    director = sheet.post(f"po.{key}.dir", office, "director", title="街道办主任", head="true", reports_to=secretary)
    roster.seated(director, SINCE, public=True)
    for slug, zh, en in (
        ("police", "派出所", "Police Station"),
        ("health", "社区卫生服务中心", "Health Centre"),
        ("justice", "司法所", "Justice Office"),
    ):
        unit = sheet.unit(
            f"u.{key}.{slug}", "department", Name(name.zh[:-2] + zh, f"{name.en} {en}"), parent=office, valid_from=SINCE
        )
        head = sheet.post(f"po.{key}.{slug}.head", unit, "department_head", head="true", dotted=director)
        roster.seated(head, SINCE)
    for category in ("security.theft", "security.fraud", "security.falling_objects"):
        sheet.duty(f"u.{key}.police", category, key, hours="24/7", respond_within="PT20M", valid_from=SINCE)
    sheet.duty(f"u.{key}.health", "care.health", key, hours="Mo-Sa 08:00-17:00", priority="150", valid_from=SINCE)
    sheet.duty(f"u.{key}.justice", "care.legal", key, hours="Tu,Th 14:00-17:00", fee="免费", valid_from=SINCE)
    return first


_COMMITTEE: Final = Name("社区党委", "Community Party Committee")


def found_community(
    sheet: Sheet,
    roster: Roster,
    community: Community,
    *,
    committee: Name = _COMMITTEE,
) -> None:
    """Found a community's party committee and residents' committee; the secretary directs both, as is the custom."""
    key, label = community.key, community.label
    party = sheet.unit(
        f"u.{key}.dw",
        "party_committee",
        Name(label.zh + committee.zh, f"{label.en} {committee.en}"),
        parent=f"u.{community.subdistrict}.dgw",
        covers=key,
        valid_from=SINCE,
    )
    secretary = sheet.post(
        f"po.{key}.sec",
        party,
        "secretary",
        title="社区党委书记",
        head="true",
        reports_to=f"po.{community.subdistrict}.sec",
    )
    person = roster.seated(secretary, SINCE, public=True)
    deputy = sheet.post(f"po.{key}.dep", party, "deputy_secretary", reports_to=secretary)
    roster.seated(deputy, "2022-06-01")
    office = sheet.unit(
        f"u.{key}.jwh",
        "residents_committee",
        Name(f"{label.zh}社区居委会", f"{label.en} Residents' Committee"),
        parent=f"u.{community.subdistrict}.office",
        covers=key,
        valid_from=SINCE,
    )
    director = sheet.post(
        f"po.{key}.dir", office, "committee_director", head="true", dotted=f"po.{community.subdistrict}.dir"
    )
    sheet.seat(person, director, SINCE)
    for slug, zh, en in (("safety", "综治委员", "Safety Member"), ("care", "民生委员", "Care Member")):
        post = sheet.post(f"po.{key}.{slug}", office, "committee_member", title=zh, title_en=en, reports_to=director)
        roster.seated(post, SINCE)
    for category in ("affairs", "care", "sanitation", "neighbours"):
        sheet.duty(office, category, key, hours=OFFICE_HOURS, respond_within="P1D", valid_from=SINCE)
    sheet.duty(f"po.{key}.safety", "fire", key, capacity="supervises", valid_from=SINCE)
    sheet.duty(f"po.{key}.care", "care.hardship", key, priority="50", respond_within="P2D", valid_from=SINCE)
    sheet.duty(f"po.{key}.sec", "sanitation.clutter", key, capacity="first_contact", valid_from=SINCE)
