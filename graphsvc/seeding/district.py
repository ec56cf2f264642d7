"""World C, the self-managed compounds: a district whose compounds have branches, and departments that report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from graphsvc.seeding.district_compound import ROOM, Quota, care_of, found_compound
from graphsvc.seeding.expectations import expect
from graphsvc.seeding.land import Building, Community, Compound, Shape, compound_rows, share
from graphsvc.seeding.names import Label, compound_name, locality_name
from graphsvc.seeding.offices import SINCE, found_community, found_departments, found_subdistrict
from graphsvc.seeding.roster import Roster
from graphsvc.seeding.sheet import Name, Row, Sheet
from graphsvc.seeding.world import Piece, World, manifest

DISTRICT: Final = "lingchuan"
_NAME: Final = Name("岭川区", "Lingchuan District")

# The compound that the report tells most of: 620 households in twelve buildings.
_SHOWCASE: Final = Label("jinxiu-jy", "锦绣家园", "Brocade Homes")
_SHOWCASE_SHAPES: Final = (*[Shape(3, 6, 2)] * 5, *[Shape(4, 6, 2)] * 5, *[Shape(2, 25, 2, lift=True)] * 2)
# Ten buildings hold 600 flats.
_SHAPES: Final = (
    *(Shape(3, 6, 2), Shape(4, 6, 2), Shape(2, 18, 2, lift=True), Shape(1, 26, 4, lift=True), Shape(3, 6, 2)),
    *(Shape(4, 6, 2), Shape(2, 11, 2, lift=True), Shape(1, 26, 4, lift=True), Shape(3, 6, 2)),
    Shape(2, 18, 2, lift=True),
)
# Where the numbers of people begin: beyond those of world A, so that both can live in one store.
_FIRST: Final = 150_000


@dataclass(frozen=True, slots=True)
class DistrictSize:
    """How large a district is; buildings and members are numbers for the whole district."""

    compounds: int
    buildings: int
    members: int
    listed: int


def full_district(*, listed: bool) -> DistrictSize:
    """Size the district of the report."""
    return DistrictSize(compounds=242, buildings=2_500, members=9_960, listed=242 if listed else 0)


def small_district(*, listed: bool) -> DistrictSize:
    """Size the small district of the seed: the 620 households and five smaller compounds."""
    return DistrictSize(compounds=6, buildings=12 + 5 * 4, members=40 + 5 * 12, listed=int(listed))


def _compounds(size: DistrictSize, communities: tuple[Community, ...]) -> tuple[Compound, ...]:
    compounds, built = [], 0
    for index in range(size.compounds):
        label = _SHOWCASE if index == 0 else compound_name(80 + index)
        shapes = _SHOWCASE_SHAPES if index == 0 else _SHAPES
        count = 12 if index == 0 else share(size.buildings - 12, size.compounds - 1, index - 1)
        buildings = []
        for number in range(1, count + 1):
            at = number - 1 if index == 0 else (built + number - 1) % len(shapes)
            floors = at == 11 if index == 0 else at == 7
            buildings.append(Building(f"{label.slug}.{number}", number, shapes[at], floors))
        community = communities[index // 4]
        parent = f"{community.key}.g{index % 4 // 2 + 1}"
        compounds.append(
            Compound(
                *(index, label.slug, label, parent, community, tuple(buildings), _tags(index)),
                listed=index < size.listed,
                aliases="锦绣|锦绣小区" if index == 0 else "",
            )
        )
        built += count if index else 0
    return tuple(compounds)


def _tags(index: int) -> str:
    if index == 0:
        return "self_managed|legal_person"
    if index % 9 == 0:
        return "self_managed"
    return "no_property|old" if index % 9 == 4 else "firm_managed"


def _communities(size: DistrictSize) -> tuple[Community, ...]:
    labels = (locality_name(120 + index) for index in range(-(-size.compounds // 4)))
    return tuple(
        Community(f"{label.slug}-sq", label, f"{locality_name(440 - at // 5).slug}-jd")
        for at, label in enumerate(labels)
    )


def _subdistricts(communities: tuple[Community, ...]) -> tuple[tuple[str, Name], ...]:
    count = -(-len(communities) // 5)
    labels = (locality_name(440 - index) for index in range(count))
    return tuple((f"{label.slug}-jd", Name(label.zh + "街道", label.en + " Subdistrict")) for label in labels)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The territory of the district, worked out once."""

    subdistricts: tuple[tuple[str, Name], ...]
    communities: tuple[Community, ...]
    compounds: tuple[Compound, ...]

    def inside(self, community: Community) -> tuple[Compound, ...]:
        """Tell the compounds of a community."""
        at = self.communities.index(community)
        return self.compounds[at * 4 : at * 4 + 4]


def _land(layout: _Layout, seed: int) -> Iterator[Row]:
    sheet = Sheet("places")
    sheet.place(DISTRICT, "district", _NAME, aliases="岭川")
    for key, name in layout.subdistricts:
        sheet.place(key, "subdistrict", name, parent=DISTRICT)
    for community in layout.communities:
        label = community.label
        name = Name(f"{label.zh}社区", f"{label.en} Community")
        sheet.place(community.key, "community", name, parent=community.subdistrict)
        for grid in range(1, -(-len(layout.inside(community)) // 2) + 1):
            name = Name(f"{label.zh}第{'一二'[grid - 1]}网格", f"{label.en} Grid {grid}")
            sheet.place(f"{community.key}.g{grid}", "grid", name, parent=community.key)
    yield from sheet.rows
    for compound in layout.compounds:
        yield from compound_rows(compound, care_of(compound, seed))


def _found_district(sheet: Sheet, *, first: int, seed: int) -> None:
    expect(sheet)
    sheet.policy("missing_unit", place_kind="compound", line="volunteer", kind="volunteer_team")
    found_departments(sheet, Roster(sheet, DISTRICT, first=first, room=100, seed=seed), DISTRICT, _NAME)


def _found_subdistrict(sheet: Sheet, *, key: str, name: Name, first: int, seed: int) -> None:
    roster = Roster(sheet, key, first=first, room=20, seed=seed)
    secretary = found_subdistrict(sheet, roster, key, name)
    meeting = sheet.unit(
        f"u.{key}.meeting",
        "joint_meeting",
        Name(name.zh + "联席会议", name.en + " Joint Meeting"),
        parent=f"u.{key}.office",
        channel="",
        valid_from="2020-03-01",
    )
    convener = sheet.post(f"po.{key}.meeting.head", meeting, "convener", head="true")
    sheet.seat(secretary, convener, "2021-01-01")
    member = sheet.post(
        f"po.{key}.meeting.m", meeting, "council_member", seats="3", dotted=convener, valid_from="2020-03-01"
    )
    # One seat of the three stands empty, on purpose.
    for slug in ("fire", "enforcement"):
        roster.seated(member, "2021-01-01", home_unit=f"u.{DISTRICT}.{slug}")


def _found_community(
    sheet: Sheet, *, community: Community, compounds: tuple[Compound, ...], first: int, seed: int
) -> None:
    key, label = community.key, community.label
    roster = Roster(sheet, key, first=first, room=30, seed=seed)
    found_community(sheet, roster, community)
    sheet.escalation(f"u.{key}.dw", f"u.{community.subdistrict}.meeting", "P3D", valid_from=SINCE)
    sheet.escalation(f"u.{key}.dw", f"u.{community.subdistrict}.meeting", "PT4H", urgent="true", valid_from=SINCE)
    for grid in range(1, -(-len(compounds) // 2) + 1):
        station = sheet.unit(
            f"u.{key}.g{grid}",
            "grid_station",
            Name(f"{label.zh}第{'一二'[grid - 1]}网格服务站", f"{label.en} Grid Station {grid}"),
            parent=f"u.{key}.jwh",
            covers=f"{key}.g{grid}",
            valid_from=SINCE,
        )
        head = sheet.post(f"po.{key}.g{grid}.head", station, "grid_head", head="true", reports_to=f"po.{key}.dir")
        roster.seated(head, SINCE, public=True)
        officer = sheet.post(f"po.{key}.g{grid}.officer", station, "grid_officer", reports_to=head)
        roster.seated(officer, "2022-01-01", public=True)
        sheet.duty(station, "affairs", f"{key}.g{grid}", capacity="first_contact", valid_from=SINCE)
    _found_services(sheet, roster, community)
    _attach(sheet, roster, community, compounds)


def _found_services(sheet: Sheet, roster: Roster, community: Community) -> None:
    """Found what volunteers run for a community: canteen, clinic, after-school class."""
    key, label = community.key, community.label
    for slug, kind, zh, en, post, category, hours, fee in (
        ("canteen", "canteen", "长者食堂", "Seniors' Canteen", "cook", "care.elderly", "Mo-Su 10:30-13:00", "10元/餐"),
        (
            "class",
            "after_school",
            "四点半课堂",
            "After-school Class",
            "teacher",
            "care.children",
            "Mo-Fr 16:30-18:30",
            "免费",
        ),
        ("clinic", "clinic", "义诊点", "Volunteer Clinic", "doctor", "care.health", "Sa 09:00-11:30", "免费"),
    ):
        unit = sheet.unit(
            f"u.{key}.{slug}", kind, Name(label.zh + zh, f"{label.en} {en}"), covers=key, valid_from="2022-09-01"
        )
        head = sheet.post(f"po.{key}.{slug}.head", unit, post, head="true")
        roster.seated(head, "2022-09-01")
        sheet.duty(unit, category, key, hours=hours, fee=fee, priority="80", valid_from="2022-09-01")


def _attach(sheet: Sheet, roster: Roster, community: Community, compounds: tuple[Compound, ...]) -> None:
    """Attach a police officer, a doctor and a lawyer to each compound, and station a social worker there."""
    people = {kind: roster.enrol(public=True) for kind in ("police", "doctor", "lawyer")}
    for compound in compounds:
        key = compound.key
        for slug, kind, office in (
            ("police", "police_officer", "police"),
            ("doctor", "doctor", "health"),
            ("lawyer", "lawyer", "justice"),
        ):
            post = sheet.post(
                *(f"po.{key}.{slug}", f"u.{community.subdistrict}.{office}", kind),
                place=key,
                reports_to=f"po.{community.subdistrict}.{office}.head",
                dotted=f"po.{key}.sec",
                valid_from="2021-09-01",
            )
            sheet.seat(people[slug], post, "2021-09-01")
        sheet.duty(f"po.{key}.police", "security.theft", key, hours="24/7", respond_within="PT20M")
        sheet.duty(f"po.{key}.police", "security.fraud", key, respond_within="P1D")
        sheet.duty(f"po.{key}.doctor", "care.health", key, hours="We 15:00-17:00", fee="免费")
        sheet.duty(f"po.{key}.lawyer", "care.legal", key, hours="Th 15:00-17:00", fee="免费")
        worker = sheet.post(
            *(f"po.{key}.worker", f"u.{community.key}.jwh", "social_worker"),
            place=key,
            reports_to=f"po.{community.key}.care",
            valid_from="2022-04-01",
        )
        roster.seated(worker, "2022-04-01", public=True)
        sheet.duty(worker, "care", key, hours="Mo-Fr 09:00-17:00", respond_within="P1D")


def _pieces(layout: _Layout, size: DistrictSize, seed: int) -> Iterator[Piece]:
    # Every piece gets its own stretch of person numbers: names stay unique, and no piece looks at another.
    yield partial(_found_district, first=_FIRST, seed=seed)
    first = _FIRST + 100
    for key, name in layout.subdistricts:
        yield partial(_found_subdistrict, key=key, name=name, first=first, seed=seed)
        first += 20
    for community in layout.communities:
        inside = layout.inside(community)
        yield partial(_found_community, community=community, compounds=inside, first=first, seed=seed)
        first += 30
    for compound in layout.compounds:
        members = 40 if compound.index == 0 else share(size.members - 40, size.compounds - 1, compound.index - 1)
        quota = Quota(members=members, first=first, seed=seed)
        yield partial(found_compound, compound=compound, district=DISTRICT, quota=quota)
        first += ROOM


def district(size: DistrictSize, *, seed: int) -> World:
    """Make the district of self-managed compounds of this size."""
    communities = _communities(size)
    layout = _Layout(_subdistricts(communities), communities, _compounds(size, communities))
    return World(
        manifest("岭川区 Lingchuan District (C)"), partial(_land, layout, seed), partial(_pieces, layout, size, seed)
    )
