"""The place: the rules of expectation on the riverside, and every house of every world by many spellings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest

from graphsvc.domain.entities import Place
from graphsvc.domain.kinds import PlaceKind, Table
from graphsvc.questions.understanding.cutting import cut
from graphsvc.questions.understanding.parts import BUILDING, REGION
from graphsvc.questions.understanding.readings import Problem
from graphsvc.questions.understanding.slips import Sounds
from graphsvc.questions.understanding.text import read
from tests.support.asking_words import WORLDS, town

UNKNOWN = "unknown"
MATTER = "停电了"


def places_of(question: str, near: str | None, world: str = "riverside") -> list[str]:
    told = town(world).ask(question, near)
    if told.problem is Problem.UNKNOWN_PLACE:
        return [UNKNOWN]
    if told.place is not None:
        return [told.place]
    return sorted({reading.place for reading in told.choices})


@pytest.mark.parametrize(
    ("said", "near", "places"),
    [
        # The smallest place that is recorded; what is not recorded stands for what is around it.
        ("滨江小区3号楼2单元501室", None, ["bjxq.3.u2.501"]),
        ("滨江小区3号楼2单元502室", None, ["bjxq.3.u2"]),
        ("滨江小区3号楼4单元501室", None, ["bjxq.3"]),
        ("滨江小区3-2-501", None, ["bjxq.3.u2.501"]),
        ("A-1203", "bjhy", ["bjhy.a.f12.1203"]),
        ("A-1205", "bjhy", ["bjhy.a.f12"]),
        ("A-1305", "bjhy", ["bjhy.a"]),
        ("翠湖公寓A座8层", None, ["chgy.a.f8"]),
        ("翠湖公寓A座9层", None, ["chgy.a"]),
        # A floor is no house, and without its house it makes nothing smaller.
        ("3楼", "chgy", ["chgy"]),
        ("翠湖公寓3楼", None, ["chgy"]),
        ("2单元", "bjxq", ["bjxq"]),
        ("2单元", "bjxq.3", ["bjxq.3.u2"]),
        # near fills what is not said.
        ("3号楼", "bjxq", ["bjxq.3"]),
        ("阳光一期3号楼", "bjxq", ["yg1.3"]),
        ("3号楼", "jiangwan", ["bjxq.3"]),
        ("江湾社区", "bjxq", ["jiangwan"]),
        # Bare names, whole names and pieces of names.
        ("3号楼", None, ["bjxq.3", "yg1.3", "yg2.3"]),
        ("1号楼", "bjxq", ["bjxq.1"]),
        ("甲1号楼", None, ["bjxq.j1"]),
        ("18号楼", None, ["bjxq.18"]),
        ("东风家属院3号楼", None, ["dfy.e3", "dfy.w3"]),
        ("东风家属院东边3号楼", None, ["dfy.e3"]),
        ("西区3号楼", None, ["dfy.w3"]),
        ("滨江", None, ["bjhy", "bjxq"]),
        ("滨江", "bjhy", ["bjhy"]),
        ("滨江B栋", None, ["bjhy.b"]),
        ("翠湖", None, ["chgy"]),
        # Slips are the name; another word, number, letter or phase is another place.
        ("宾江花园", None, ["bjhy"]),
        ("斌江花园", None, ["bjhy"]),
        ("滨江花圆C栋", None, ["bjhy.c"]),
        ("翠胡公寓", None, ["chgy"]),
        ("Riversde Garden tower B", None, ["bjhy.b"]),
        ("阳光三期3号楼", None, [UNKNOWN]),
        ("阳光三期", "yg1", [UNKNOWN]),
        ("滨江花园D栋", None, [UNKNOWN]),
        ("滨江花园D栋", "bjhy", [UNKNOWN]),
        ("金桂苑", "yg1", [UNKNOWN]),
        ("翠湖花园", None, [UNKNOWN]),
        ("翠湖湾", None, [UNKNOWN]),
        ("翠湖里面", None, ["chgy"]),
        ("和平府2号楼", "bjxq", [UNKNOWN]),
        ("Maple Court block 2", "bjxq", [UNKNOWN]),
        ("7号楼", "yg1", [UNKNOWN]),
        # Facilities by their names.
        ("18号楼2号电梯", "bjxq", ["bjxq.18.lift2"]),
        ("货梯", None, ["chgy.a.lift3"]),
        ("地库", "bjhy", ["bjhy.garage"]),
        ("地库", None, ["bjhy.garage", "chgy.garage"]),
        ("5号楼前面的小广场", "bjxq", ["bjxq.fitness"]),
        # Landmarks, what is denied, what is taken back and what is passed through.
        ("靠东门那边的5号楼", "bjxq", ["bjxq.5"]),
        ("翠湖公寓对面的3号楼", "bjxq", ["bjxq.3"]),
        ("不是3号楼,是5号楼", "bjxq", ["bjxq.5"]),
        ("不是滨江小区3号楼,是5号楼", None, ["bjxq.5"]),
        ("3号楼,哦不,5号楼", "bjxq", ["bjxq.5"]),
        ("从翠湖公寓下班,路过滨江花园,回到东风家属院东区3号楼", None, ["dfy.e3"]),
        ("滨江小区3号楼和5号楼", None, ["bjxq.3", "bjxq.5"]),
        ("路过翠湖公寓看到", "bjxq", ["chgy"]),
        ("进门第二栋是4号楼", "bjxq", ["bjxq.4"]),
        # A landmark alone is the place: who serves there serves what stands beside it.
        ("3号楼旁边的路灯", "bjxq", ["bjxq.3"]),
        ("东门旁边", "bjxq", ["bjxq.gate_e"]),
        # Numbers that name no house: a lift, a door, a date.
        ("2号电梯", "yg2.5", ["yg2.5.lift2"]),
        ("3号门口", "bjxq", ["bjxq"]),
        ("滨江小区3号", None, ["bjxq.3"]),
        ("5号下午", "bjxq", ["bjxq"]),
        # Several houses in one breath.
        ("3号和5号楼", "bjxq", ["bjxq.3", "bjxq.5"]),
        ("A、B两栋", "bjhy", ["bjhy.a", "bjhy.b"]),
        ("5到8号楼", "bjxq", ["bjxq.5", "bjxq.6", "bjxq.7", "bjxq.8"]),
        ("buildings 5 and 6", "bjxq", ["bjxq.5", "bjxq.6"]),
        ("towers A and B", "chgy", ["chgy.a", "chgy.b"]),
        # Flats by their number alone, where the asker is in the house; before an English house; in Chinese digits.
        ("我家501", "bjxq.3.u2", ["bjxq.3.u2.501"]),
        ("我家501", "bjxq", ["bjxq"]),
        ("打了110", "bjxq.3.u2", ["bjxq.3.u2"]),
        ("1203, tower A", "bjhy", ["bjhy.a.f12.1203"]),
        ("五号楼一单元六零一", "bjxq", ["bjxq.5.u1.601"]),
        ("3号楼2门", "bjxq", ["bjxq.3.u2"]),
        ("No.5 building", "yg2", ["yg2.5"]),
        # How far it reaches around the asker.
        ("整个小区都", "bjxq.3.u2.501", ["bjxq"]),
        ("小区", "bjxq.3", ["bjxq"]),
        ("隔壁小区", "bjxq.3", ["bjxq.3"]),
        ("我家和小区物业", "bjxq.3.u2.501", ["bjxq.3.u2.501"]),
        ("我们楼", "bjxq.3.u2.501", ["bjxq.3"]),
        ("楼道", "bjxq.3.u2", ["bjxq.3.u2"]),
        ("整个单元", "bjxq.3.u2.501", ["bjxq.3.u2"]),
        ("in our whole building", "chgy.a.f8.801", ["chgy.a"]),
        # What a phase is said to be of counts, and larger places are strangers too.
        ("望江一期3号楼", "bjxq", [UNKNOWN]),
        ("我家一期3号楼", "bjxq", ["yg1.3"]),
        ("Sunset Phase I block 1", None, [UNKNOWN]),
        ("在江南社区", "bjxq", [UNKNOWN]),
        ("住在社区", "bjxq", ["bjxq"]),
        ("Jade Lke Apartments tower B", None, ["chgy.b"]),
        # The word for a house or an entrance mistyped.
        ("3号搂", "bjxq", ["bjxq.3"]),
        ("滨江小区3憧2单园", None, ["bjxq.3.u2"]),
        ("翠湖公寓A坐", None, ["chgy.a"]),
        ("A坐车过来", "chgy.b", ["chgy.b"]),
        # What is denied in brackets, or is where nobody shall be sent, ends there.
        ("滨江小区1号楼(不是甲1号楼)", None, ["bjxq.1"]),
        ("滨江花园,别派到滨江小区去了,A栋", None, ["bjhy.a"]),
        # A grid that is not there is no house and not what is around it.
        ("江湾社区第七网格", None, [UNKNOWN]),
        ("滨江小区3网格", None, [UNKNOWN]),
    ],
)
def test_the_place_is_the_one_that_is_said(said: str, near: str | None, places: list[str]) -> None:
    assert places_of(f"{said}{MATTER}", near) == places


@pytest.mark.parametrize(
    ("said", "near", "places"),
    [
        ("柳岭社区第一网格", None, ["liuling-sq.g1"]),
        ("第一网格", None, ["hejing-sq.g1", "liuling-sq.g1"]),
        ("一网格", "liuling-sq", ["liuling-sq.g1"]),
        ("柳岭第九网格", None, [UNKNOWN]),
    ],
)
def test_a_grid_is_known_by_its_number_where_it_is(said: str, near: str | None, places: list[str]) -> None:
    assert places_of(f"{said}{MATTER}", near, "district") == places


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("1号楼3单元,一楼", "qiyun.1.3.f1"),
        ("1号楼3单元已经停了三天,一楼和二楼也都", "qiyun.1.3"),
    ],
)
def test_a_floor_behind_what_was_said_of_an_address_is_none_of_it(said: str, place: str) -> None:
    assert places_of(f"{said}{MATTER}", None, "tower") == [place]


def test_what_was_asked_before_makes_no_difference_to_slips() -> None:
    names = [tuple(name) for name in ("滨江花园", "斌江花园", "滨河花园", "花江滨园", "江滨花园")]
    said = [tuple(name) for name in ("宾江花园", "浜江花园", "滨江花圆", "江滨花圆", "滨何花园", "花红滨园")]
    heard = set()
    for order in permutations(range(len(said)), 3):
        sounds = Sounds()
        for name in names:
            sounds.add(name, whole=True)
        for first in order:
            sounds.slip_at(said[first], 0)
        heard.add(tuple(sounds.slip_at(one, 0) for one in said))
    assert len(heard) == 1
    assert all(heard.pop())


def spellings(house: Place, estate: Place) -> Iterator[tuple[str, str | None]]:
    """Give ways to speak of a house, each with where the asker is."""
    parts = cut(read(house.name))
    value = parts[-1].value.upper()
    region = house.name[: parts[0].end] if parts[0].sort == REGION else ""
    kinds = ("栋", "座", "幢") if value.isalpha() else ("号楼", "栋", "幢", "#", "#楼", "號樓")
    for kind in kinds:
        for called in (estate.name, *(alias for alias in estate.aliases if not alias.isascii())):
            name = f"{called} " if called.isascii() else called
            yield f"{name}{region}{value}{kind}{MATTER}", None
            yield f"请问{name}的{region}{value}{kind}住户家里{MATTER}，找谁？", None
        yield f"{region}{value}{kind}{MATTER}", estate.key
    if estate.name_en and house.name_en and value.isascii():
        yield f"{estate.name_en}, {house.name_en}: power cut", None
        yield f"power cut in {house.name_en.lower()} at {estate.name_en.lower()} since this morning", None


def entrances(rows: dict[str, Place]) -> Iterator[tuple[str, str]]:
    """Give entrances, floors and flats with an address from the estate on."""
    for row in rows.values():
        house = rows.get(row.parent or "") if row.kind in {PlaceKind.ENTRANCE, PlaceKind.FLOOR} else None
        if house is not None and house.kind is PlaceKind.BUILDING and row.name[0].isdecimal():
            yield f"{rows[house.parent or ''].name}{house.name}{row.name}", row.key


@pytest.mark.parametrize("world", WORLDS)
def test_every_recorded_entrance_and_floor_is_known_by_its_address(world: str) -> None:
    rows = {row.key: row for row in town(world).rows(Table.PLACES) if isinstance(row, Place)}
    for number, (address, key) in enumerate(entrances(rows)):
        if number % 7 == 0:  # a sample; the houses around them are asked about one by one
            for said in (address, address.replace("单元", " 单元"), f"请问{address}，"):
                assert places_of(f"{said}{MATTER}", None, world) == [key], said


@pytest.mark.parametrize("world", WORLDS)
def test_every_estate_is_known_by_all_of_its_names(world: str) -> None:
    rows = [row for row in town(world).rows(Table.PLACES) if isinstance(row, Place)]
    bearers: dict[str, set[str]] = {}
    for row in rows:
        for name in {row.name, row.name_en, *row.aliases} - {None}:
            bearers.setdefault(str(name).casefold(), set()).add(row.key)
    for row in rows:
        if row.kind is not PlaceKind.COMPOUND:
            continue
        for name in (row.name, row.name_en or row.name, *row.aliases):
            for said in (f"{name} {MATTER}", f"{MATTER}，在{name}", f"power cut at {name}"):
                assert set(places_of(said, None, world)) == bearers[name.casefold()], said


@pytest.mark.parametrize("world", WORLDS)
def test_every_house_of_every_world_is_known_by_many_spellings_of_its_address(world: str) -> None:
    rows = {row.key: row for row in town(world).rows(Table.PLACES) if isinstance(row, Place)}
    asked = 0
    for house in rows.values():
        if house.kind is not PlaceKind.BUILDING or cut(read(house.name))[-1].sort != BUILDING:
            continue
        estate = rows[house.parent or ""]
        for question, near in spellings(house, estate):
            assert places_of(question, near, world) == [house.key], question
            asked += 1
    assert asked > 10


@pytest.mark.parametrize("world", WORLDS)
def test_a_house_that_an_estate_does_not_have_is_never_another_one(world: str) -> None:
    for row in town(world).rows(Table.PLACES):
        if isinstance(row, Place) and row.kind is PlaceKind.COMPOUND:
            for house in ("97号楼", "Z栋", "甲97号楼"):
                for near in (None, row.key):
                    assert places_of(f"{row.name} {house}{MATTER}", near, world) == [UNKNOWN], (row.name, house)


def test_what_a_facility_is_called_stays_a_word_of_the_matter() -> None:
    told = town("riverside").ask("东门门禁坏了", "bjxq")
    assert (told.category, told.place) == ("building.door_access", "bjxq.gate_e")
