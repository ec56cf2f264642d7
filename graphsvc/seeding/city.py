"""World A, the posted-members town: a prefecture-level city whose departments' members serve where they live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from graphsvc.seeding.city_compound import ROOM, Quota, care_of, found_compound
from graphsvc.seeding.expectations import expect
from graphsvc.seeding.land import Building, Community, Compound, Shape, compound_rows, share
from graphsvc.seeding.names import COMPOUND_NAMES, LOCALITY_NAMES, Label, compound_name, locality_name
from graphsvc.seeding.offices import SINCE, found_community, found_departments, found_subdistrict
from graphsvc.seeding.roster import Roster
from graphsvc.seeding.sheet import Name, Row, Sheet
from graphsvc.seeding.world import Piece, World, manifest

CITY = "songhe"

# Ten buildings hold 500 flats, so that 20,000 buildings hold a million.
_SHAPES = (
    *(Shape(3, 6, 2), Shape(4, 6, 2), Shape(2, 6, 2), Shape(3, 6, 2), Shape(4, 6, 2)),
    *(Shape(2, 11, 2, lift=True), Shape(2, 18, 2, lift=True), Shape(1, 26, 4, lift=True)),
    *(Shape(3, 6, 2), Shape(2, 13, 2, lift=True)),
)
# The small city's compounds, each with a building 3.
_SMALL_SHAPES = (Shape(3, 6, 2), Shape(2, 6, 2), Shape(4, 6, 2), Shape(2, 11, 2, lift=True))


@dataclass(frozen=True, slots=True)
class CitySize:
    """How large a city is; posted members and their seats are numbers for the whole city."""

    compounds: int
    buildings: int
    posted: int
    seats: int
    communities: int
    subdistricts: int
    districts: int
    firms: int
    listed: int
    """How many compounds tell every flat."""


def full_city(*, compounds: int = 900, listed: bool) -> CitySize:
    """Size a city with the proportions of the report; 900 compounds are the city itself."""
    communities = -(-compounds // 4)
    subdistricts = -(-communities // 5)
    return CitySize(
        compounds=compounds,
        buildings=compounds * 20_000 // 900,
        posted=compounds * 52_000 // 900,
        seats=compounds * 11_000 // 900,
        communities=communities,
        subdistricts=subdistricts,
        districts=min(6, subdistricts),
        firms=30,
        listed=compounds if listed else 0,
    )


def small_city(*, listed: bool) -> CitySize:
    """Size the small city of the seed: four compounds in a town and a county."""
    return CitySize(
        compounds=4,
        buildings=16,
        posted=100,
        seats=40,
        communities=2,
        subdistricts=2,
        districts=2,
        firms=3,
        listed=int(listed),
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """The territory of a city, worked out once."""

    districts: tuple[tuple[str, Name], ...]
    subdistricts: tuple[tuple[str, Name, int], ...]
    communities: tuple[Community, ...]
    compounds: tuple[Compound, ...]


def _lay_out(size: CitySize) -> _Layout:
    districts = []
    for index in range(size.districts):
        label, county = locality_name(460 - index), index * 2 >= size.districts
        name = Name(label.zh + ("县" if county else "区"), f"{label.en} {'County' if county else 'District'}")
        districts.append((f"{label.slug}-{'x' if county else 'q'}", name))
    subdistricts = []
    for index in range(size.subdistricts):
        label = locality_name(420 - index)
        name = Name(label.zh + "街道", f"{label.en} Subdistrict")
        subdistricts.append((f"{label.slug}-jd", name, index * size.districts // size.subdistricts))
    communities = []
    for index in range(size.communities):
        label = locality_name(_apart(index, kept=120, of=LOCALITY_NAMES, step=140))
        subdistrict = subdistricts[index * size.subdistricts // size.communities][0]
        communities.append(Community(f"{label.slug}-sq", label, subdistrict))
    small = size.buildings < 20
    shapes = _SMALL_SHAPES if small else _SHAPES
    compounds, built = [], 0
    for index in range(size.compounds):
        community = communities[index * size.communities // size.compounds]
        # Compounds come in pairs, a larger and a smaller one; the last stays as it is when it has no partner.
        sway = 0 if small or (index | 1) >= size.compounds else (index // 2 % 5) * (1 if index % 2 == 0 else -1)
        count = share(size.buildings, size.compounds, index) + sway
        compounds.append(_compound(index, community, shapes, built, count, listed=index < size.listed))
        built += count
    return _Layout(tuple(districts), tuple(subdistricts), tuple(communities), tuple(compounds))


def _apart(index: int, *, kept: int, of: int, step: int) -> int:
    """Choose a name's number: the first ones as they come, later ones beyond those that worlds C and D use.

    So the full worlds can live in one store. A city larger than life comes round to the numbers passed over.
    """
    return index if index < kept else (index - kept + step) % (of - kept) + kept


def _compound(
    index: int, community: Community, shapes: tuple[Shape, ...], built: int, count: int, *, listed: bool
) -> Compound:
    label: Label = compound_name(_apart(index, kept=80, of=COMPOUND_NAMES, step=600))
    old = index % 3 == 2
    buildings = tuple(
        Building(f"{label.slug}.{number}", number, shapes[(built + number - 1) % len(shapes)])
        for number in range(1, count + 1)
    )
    tags = "old|no_fund" if old else "firm_managed"
    return Compound(index, label.slug, label, community.key, community, buildings, tags, listed)


def _land(layout: _Layout, seed: int) -> Iterator[Row]:
    sheet = Sheet("places")
    sheet.place(CITY, "city", Name("松河市", "Songhe City"), aliases="松河")
    for key, name in layout.districts:
        sheet.place(key, "district", name, parent=CITY, tags="county" if key.endswith("-x") else "")
    for key, name, district in layout.subdistricts:
        sheet.place(key, "subdistrict", name, parent=layout.districts[district][0])
    for community in layout.communities:
        name = Name(f"{community.label.zh}社区", f"{community.label.en} Community")
        sheet.place(community.key, "community", name, parent=community.subdistrict)
    yield from sheet.rows
    for compound in layout.compounds:
        yield from compound_rows(compound, care_of(compound, seed))


def _found_city(sheet: Sheet, *, firms: int, seed: int) -> None:
    expect(sheet)
    roster = Roster(sheet, CITY, first=0, room=100, seed=seed)
    app = sheet.unit(
        f"u.{CITY}.app",
        "mini_program",
        Name("邻里报小程序", "Tell-a-Neighbour Mini Program"),
        covers=CITY,
        valid_from="2022-09-01",
    )
    roster.seated(sheet.post(f"po.{CITY}.app.head", app, "director", title="平台负责人", head="true"), "2022-09-01")
    for category in ("property", "affairs.suggestions"):
        sheet.duty(app, category, CITY, capacity="first_contact", hours="24/7", respond_within="P1D", fee="免费")
    for number in range(1, firms + 1):
        label = compound_name(1_000 + number)
        zh, en = label.zh[:2], label.en.split()[0]
        company = sheet.unit(
            f"u.{CITY}.firm{number}",
            "property_company",
            Name(f"{zh}物业公司", f"{en} Property Services"),
            valid_from="2015-01-01",
        )
        manager = sheet.post(f"po.{CITY}.firm{number}.gm", company, "general_manager", head="true")
        roster.seated(manager, "2019-01-01")


def _pieces(layout: _Layout, size: CitySize, seed: int) -> Iterator[Piece]:
    # Every piece gets its own stretch of person numbers: names stay unique, and no piece looks at another.
    yield partial(_found_city, firms=size.firms, seed=seed)
    first = 100
    for key, name in layout.districts:
        yield partial(_found_district, key=key, name=name, first=first, seed=seed)
        first += 100
    for key, name, _ in layout.subdistricts:
        yield partial(_found_offices, key=key, name=name, first=first, seed=seed)
        first += 10
    for community in layout.communities:
        yield partial(_found_community, community=community, first=first, seed=seed)
        first += 10
    district_of = {key: layout.districts[at][0] for key, _, at in layout.subdistricts}
    built = 0
    for compound in layout.compounds:
        after = built + len(compound.buildings)
        quota = Quota(
            posted=size.posted * after // size.buildings - size.posted * built // size.buildings,
            seats=share(size.seats, size.compounds, compound.index),
            first=first,
            seed=seed,
        )
        district = district_of[compound.community.subdistrict]
        firm = f"{CITY}.firm{compound.index % size.firms + 1}"
        yield partial(found_compound, compound=compound, district=district, quota=quota, firm=firm)
        first += ROOM
        built = after


def _found_district(sheet: Sheet, *, key: str, name: Name, first: int, seed: int) -> None:
    found_departments(sheet, Roster(sheet, key, first=first, room=100, seed=seed), key, name)


def _found_offices(sheet: Sheet, *, key: str, name: Name, first: int, seed: int) -> None:
    found_subdistrict(sheet, Roster(sheet, key, first=first, room=10, seed=seed), key, name)


def _found_community(sheet: Sheet, *, community: Community, first: int, seed: int) -> None:
    found_community(sheet, Roster(sheet, community.key, first=first, room=10, seed=seed), community)
    sheet.escalation(f"u.{community.key}.dw", f"u.{community.subdistrict}.office", "P3D", valid_from=SINCE)


def city(size: CitySize, *, seed: int) -> World:
    """Make the posted-members town of this size."""
    layout = _lay_out(size)
    return World(manifest("松河市 Songhe City (A)"), partial(_land, layout, seed), partial(_pieces, layout, size, seed))
