"""World D, the steward street: one telephone number for a compound, and four tiers behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from graphsvc.seeding.expectations import expect
from graphsvc.seeding.land import Building, Community, Compound, Shape, compound_rows, share
from graphsvc.seeding.names import compound_name, locality_name
from graphsvc.seeding.offices import SINCE, found_community, found_departments, found_subdistrict
from graphsvc.seeding.roster import Roster
from graphsvc.seeding.sheet import Name, Row, Sheet
from graphsvc.seeding.street_compound import ROOM, Quota, found_compound, homes_of
from graphsvc.seeding.street_weekend import found_weekend_services
from graphsvc.seeding.world import Piece, World, manifest

STREET: Final = "chengwan"
_NAME: Final = Name("澄湾街道", "Chengwan Subdistrict")
_PER_GRID: Final = 3
# Where the numbers of people begin: beyond those of worlds A and C, so that all can live in one store.
_FIRST: Final = 200_000

# Seven buildings hold 900 flats: 128 and a half each, as 60,000 flats in 467 buildings are.
_SHAPES: Final = (
    *(Shape(1, 26, 4, lift=True), Shape(2, 18, 4, lift=True), Shape(2, 17, 4, lift=True), Shape(1, 32, 4, lift=True)),
    *(Shape(2, 15, 4, lift=True), Shape(1, 33, 4, lift=True), Shape(2, 17, 4, lift=True)),
)
_SMALL_SHAPES: Final = (Shape(3, 6, 2), Shape(2, 9, 2, lift=True), Shape(3, 6, 2))


@dataclass(frozen=True, slots=True)
class StreetSize:
    """How large a street is; all numbers are for the whole street."""

    compounds: int
    buildings: int
    member_households: int
    stewards: int
    communities: int
    firms: int
    listed: int
    without_steward: frozenset[int]
    """Compounds whose steward's post stands empty."""


def full_street(*, listed: bool) -> StreetSize:
    """Size the street of the report."""
    return StreetSize(
        compounds=187,
        buildings=467,
        member_households=4_307,
        stewards=109,
        communities=17,
        firms=24,
        listed=187 if listed else 0,
        without_steward=frozenset({59, 119, 179}),
    )


def small_street(*, listed: bool) -> StreetSize:
    """Size the small street of the seed: six compounds of three buildings."""
    return StreetSize(
        compounds=6,
        buildings=18,
        member_households=54,
        stewards=3,
        communities=2,
        firms=3,
        listed=int(listed),
        without_steward=frozenset({5}),
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """The territory of the street, worked out once."""

    communities: tuple[Community, ...]
    compounds: tuple[Compound, ...]

    def inside(self, community: Community) -> tuple[Compound, ...]:
        """Tell the compounds of a community."""
        return tuple(compound for compound in self.compounds if compound.community == community)

    def grids(self, community: Community) -> tuple[str, ...]:
        """Keys of the grids of a community."""
        return tuple(dict.fromkeys(compound.parent for compound in self.inside(community)))


def _lay_out(size: StreetSize) -> _Layout:
    labels = (locality_name(240 + index) for index in range(size.communities))
    communities = tuple(Community(f"{label.slug}-sq", label, STREET) for label in labels)
    small = size.buildings < 20
    shapes = _SMALL_SHAPES if small else _SHAPES
    compounds: list[Compound] = []
    built = 0
    for index in range(size.compounds):
        at = index * size.communities // size.compounds
        community, label = communities[at], compound_name(400 + index)
        nth = index - sum(1 for compound in compounds if compound.community != community)
        # Every other pair of compounds is a larger and a smaller one.
        sway = 0 if small or index % 4 > 1 else 1 - index % 4 * 2
        count = share(size.buildings, size.compounds, index) + sway
        buildings = tuple(
            Building(f"{label.slug}.{number}", number, shapes[(built + number - 1) % len(shapes)])
            for number in range(1, count + 1)
        )
        tags = "old" if index % 6 == 4 else "firm_managed"
        parent = f"{community.key}.g{nth // _PER_GRID + 1}"
        compounds.append(Compound(index, label.slug, label, parent, community, buildings, tags, index < size.listed))
        built += count
    return _Layout(communities, tuple(compounds))


def _land(layout: _Layout, size: StreetSize, seed: int) -> Iterator[Row]:
    sheet = Sheet("places")
    sheet.place(STREET, "subdistrict", _NAME, aliases="澄湾")
    for community in layout.communities:
        label = community.label
        name = Name(f"{label.zh}社区", f"{label.en} Community")
        sheet.place(community.key, "community", name, parent=STREET)
        for number, grid in enumerate(layout.grids(community), 1):
            name = Name(f"{label.zh}{number}网格", f"{label.en} Grid {number}")
            sheet.place(grid, "grid", name, parent=community.key)
    yield from sheet.rows
    for compound, quota in _quotas(layout, size, 0, seed):
        yield from compound_rows(compound, homes_of(compound, quota))


def _quotas(layout: _Layout, size: StreetSize, first: int, seed: int) -> Iterator[tuple[Compound, Quota]]:
    """Tell for each compound how many member households each building has, and who its steward is."""
    staffed = [index for index in range(size.compounds) if index not in size.without_steward]
    doubled = 2 * (len(staffed) - size.stewards)
    built = 0
    for compound in layout.compounds:
        steward = ""
        if compound.index in staffed:
            at = staffed.index(compound.index)
            # The first compounds share a steward, two and two; a steward is the first person of the compound.
            owner = staffed[at - at % 2] if at < doubled else compound.index
            steward = layout.compounds[owner].key
        households = tuple(
            share(size.member_households, size.buildings, built + at) for at in range(len(compound.buildings))
        )
        yield compound, Quota(households=households, steward=steward, first=first, seed=seed)
        built += len(compound.buildings)
        first += ROOM


def _found_street(sheet: Sheet, *, firms: int, first: int, seed: int) -> None:
    expect(sheet, building_post="group_leader", households_each=150)
    sheet.policy("missing_post", place_kind="compound", kind="steward")
    roster = Roster(sheet, STREET, first=first, room=150, seed=seed)
    secretary = found_subdistrict(sheet, roster, STREET, _NAME)
    departments = found_departments(sheet, roster, STREET, _NAME)
    council = sheet.unit(
        f"u.{STREET}.council",
        "joint_council",
        Name(_NAME.zh + "联合议事会", _NAME.en + " Joint Council"),
        parent=f"u.{STREET}.office",
        channel="",
        valid_from="2021-05-01",
    )
    convener = sheet.post(f"po.{STREET}.council.head", council, "convener", head="true")
    sheet.seat(secretary, convener, "2021-05-01")
    for slug, zh, en, home in (
        ("dep", "部门代表", "Departments' Member", departments["enforcement"]),
        ("mem", "党员代表", "Party Members' Member", departments["school"]),
        ("res", "居民代表", "Residents' Member", ""),
    ):
        # Two of each; one residents' seat stands empty, on purpose.
        post = sheet.post(
            *(f"po.{STREET}.council.{slug}", council, "council_member"),
            title=zh,
            title_en=en,
            seats="2",
            dotted=convener,
            valid_from="2021-05-01",
        )
        for _ in range(2 if home else 1):
            roster.seated(post, "2021-05-01", home_unit=home)
    for number in range(1, firms + 1):
        label = compound_name(1_000 + number)
        name = Name(f"{label.zh[:2]}物业公司", f"{label.en.split()[0]} Property Services")
        company = sheet.unit(f"u.{STREET}.firm{number}", "property_company", name, valid_from="2015-01-01")
        roster.seated(sheet.post(f"po.{STREET}.firm{number}.gm", company, "general_manager", head="true"), "2019-01-01")
    found_weekend_services(sheet, roster, STREET, _NAME)


def _found_community(sheet: Sheet, *, community: Community, grids: tuple[str, ...], first: int, seed: int) -> None:
    key, label = community.key, community.label
    roster = Roster(sheet, key, first=first, room=30, seed=seed)
    found_community(sheet, roster, community, committee=Name("社区大党委", "Community Extended Party Committee"))
    sheet.escalation(f"u.{key}.dw", f"u.{STREET}.council", "P5D", valid_from=SINCE)
    sheet.escalation(f"u.{key}.dw", f"u.{STREET}.council", "PT4H", urgent="true", valid_from=SINCE)
    for number, grid in enumerate(grids, 1):
        station = sheet.unit(
            f"u.{grid}",
            "grid_station",
            Name(f"{label.zh}{number}网格服务站", f"{label.en} Grid Station {number}"),
            parent=f"u.{key}.jwh",
            covers=grid,
            valid_from=SINCE,
        )
        head = sheet.post(f"po.{grid}.head", station, "grid_head", head="true", reports_to=f"po.{key}.dir")
        roster.seated(head, SINCE, public=True)
        officer = sheet.post(f"po.{grid}.officer", station, "grid_officer", reports_to=head)
        roster.seated(officer, "2022-01-01", public=True)
        sheet.duty(station, "affairs", grid, capacity="first_contact", valid_from=SINCE)


def _pieces(layout: _Layout, size: StreetSize, seed: int) -> Iterator[Piece]:
    # Every piece gets its own stretch of person numbers: names stay unique, and no piece looks at another.
    yield partial(_found_street, firms=size.firms, first=_FIRST, seed=seed)
    first = _FIRST + 150
    for community in layout.communities:
        grids = layout.grids(community)
        yield partial(_found_community, community=community, grids=grids, first=first, seed=seed)
        first += 30
    for compound, quota in _quotas(layout, size, first, seed):
        firm = f"{STREET}.firm{compound.index % size.firms + 1}"
        yield partial(found_compound, compound=compound, street=STREET, quota=quota, firm=firm)


def street(size: StreetSize, *, seed: int) -> World:
    """Make the steward street of this size."""
    layout = _lay_out(size)
    return World(
        manifest("澄湾街道 Chengwan Subdistrict (D)"),
        partial(_land, layout, size, seed),
        partial(_pieces, layout, size, seed),
    )
