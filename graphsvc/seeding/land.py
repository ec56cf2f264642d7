"""The land: communities, compounds, buildings, and the rows of their places, told one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphsvc.seeding.names import Label
from graphsvc.seeding.sheet import Row, mixed

_CARE = (
    *("lives_alone", "empty_nest", "disability", "expectant_mother", "lives_alone|chronic_illness", "hardship"),
    *("serious_illness", "left_behind_child", "lives_alone|disability", "empty_nest|chronic_illness"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a building is built: entrances, floors, and flats on each floor of an entrance."""

    entrances: int
    floors: int
    flats: int
    lift: bool = False

    @property
    def households(self) -> int:
        """The number of flats."""
        return self.entrances * self.floors * self.flats


@dataclass(frozen=True, slots=True)
class Building:
    """A building, and whether its floors are places of their own."""

    key: str
    number: int
    shape: Shape
    floors_shown: bool = False

    def entrances(self) -> tuple[str, ...]:
        """Keys of the entrances."""
        return tuple(f"{self.key}.{entrance}" for entrance in range(1, self.shape.entrances + 1))

    def flat(self, entrance: int, floor: int, flat: int) -> str:
        """Key of a flat."""
        return f"{self.key}.{entrance}.{floor}{flat:02d}"


@dataclass(frozen=True, slots=True)
class Community:
    """A community: its name bears the key of its place."""

    key: str
    label: Label
    subdistrict: str


@dataclass(frozen=True, slots=True)
class Compound:
    """A compound with its buildings; `listed` says whether every flat is a place of its own."""

    index: int
    key: str
    label: Label
    parent: str
    community: Community
    buildings: tuple[Building, ...]
    tags: str
    listed: bool
    aliases: str = ""

    @property
    def households(self) -> int:
        """The number of flats in all buildings."""
        return sum(building.shape.households for building in self.buildings)


def share(total: int, parts: int, index: int) -> int:
    """Tell what part `index` gets when `total` is cut into whole parts as equal as can be; the parts sum to total."""
    return (index + 1) * total // parts - index * total // parts


def care_homes(building: Building, seed: int, one_in: int = 1) -> dict[str, str]:
    """Flats with care needs: one in every so many buildings, two where the building has 72 flats or more."""
    draw = mixed(seed, "care", building.key)
    if draw % one_in:
        return {}
    shape = building.shape
    homes = {}
    for turn in range(2 if shape.households >= 72 else 1):
        spot = mixed(draw, turn)
        home = building.flat(spot % shape.entrances + 1, spot // 7 % shape.floors + 1, spot // 91 % shape.flats + 1)
        homes[home] = _CARE[spot // 1_001 % len(_CARE)]
    return homes


def _row(key: str, kind: str, name: tuple[str, str], parent: str, *rest: str) -> Row:
    aliases, tags, households, needs = (*rest, "", "", "", "")[:4]
    return {
        "key": key,
        "kind": kind,
        "name": name[0],
        "name_en": name[1],
        "parent": parent,
        "aliases": aliases,
        "tags": tags,
        "households": households,
        "needs": needs,
    }


def compound_rows(compound: Compound, homes: Mapping[str, Mapping[str, str]]) -> Iterator[Row]:
    """Tell the places of a compound; `homes` holds, for each building, the flats that are always told, and their needs.

    Where flats are not listed the building bears their number, and only those of `homes` are places.
    """
    label = compound.label
    yield _row(compound.key, "compound", (label.zh, label.en), compound.parent, compound.aliases, compound.tags)
    for building in compound.buildings:
        number, shape = building.number, building.shape
        households = "" if compound.listed else str(shape.households)
        tag = "lift" if shape.lift else "walk_up"
        name = (f"{number}号楼", f"Building {number}")
        yield _row(building.key, "building", name, compound.key, "", tag, households)
        yield from _inside(building, homes.get(building.key, {}), listed=compound.listed)


def _inside(building: Building, homes: Mapping[str, str], *, listed: bool) -> Iterator[Row]:
    shape = building.shape
    flats = range(1, shape.flats + 1)
    for entrance, key in enumerate(building.entrances(), 1):
        yield _row(key, "entrance", (f"{entrance}单元", f"Entrance {entrance}"), building.key)
        if not listed and not building.floors_shown:
            for home, needs in homes.items():
                if home.startswith(key + "."):
                    number = home[len(key) + 1 :]
                    yield _row(home, "household", (f"{number}室", f"Flat {number}"), key, "", "", "", needs)
            continue
        for floor in range(1, shape.floors + 1):
            parent = key
            if building.floors_shown:
                parent = f"{key}.f{floor}"
                yield _row(parent, "floor", (f"{floor}层", f"Floor {floor}"), key)
            if not listed and not homes:
                continue
            for flat in flats:
                number = f"{floor}{flat:02d}"
                home = f"{key}.{number}"
                if listed or home in homes:
                    # Written out rather than by _row: a city has a million of these.
                    yield {
                        "key": home,
                        "kind": "household",
                        "name": number + "室",
                        "name_en": "Flat " + number,
                        "parent": parent,
                        "aliases": "",
                        "tags": "",
                        "households": "",
                        "needs": homes.get(home, ""),
                    }
