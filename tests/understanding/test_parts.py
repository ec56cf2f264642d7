"""Addresses and names are cut into the same parts, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.questions.understanding.cutting import cut, cut_plainly
from graphsvc.questions.understanding.numbers import read_number, read_roman
from graphsvc.questions.understanding.text import read


def names(text: str) -> list[str]:
    return [part.name for part in cut(read(text))]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("3", 3), ("三", 3), ("叁", 3), ("十", 10), ("十八", 18), ("二十", 20), ("二十一", 21), ("一百零二", 102)),
        *(("一零二", 102), ("五〇一", 501), ("廿", 20), ("廿一", 21), ("两", 2), ("幺", 1), ("three", 3), ("third", 3)),
        *(("eighteenth", 18), ("twenty-one", 21), ("3rd", 3), ("21st", 21), ("", None), ("x", None), ("三楼", None)),
    ],
)
def test_a_number_is_read_in_every_way_of_writing_it(written: str, number: int | None) -> None:
    assert read_number(written) == number


def test_roman_numerals_are_read_up_to_ten() -> None:
    assert [read_roman(one) for one in ("i", "iv", "x", "l", "")] == [1, 4, 10, None, None]


@pytest.mark.parametrize(
    "written",
    [
        *("3号楼", "３号楼", "三号楼", "叁号楼", "3栋", "3幢", "3座", "3#楼", "3#", "3 号楼", "3號樓", "第3栋", "#3楼"),
        *("building 3", "Building three", "block 3", "Tower 3", "House no. 3", "bldg 3", "Bldg. 3", "no. 3 building"),
        *("3rd building", "building #3", "third block", "3号搂", "3憧"),
        *("bulding 3", "Biulding 3", "buidling 3"),
    ],
)
def test_a_house_has_many_spellings(written: str) -> None:
    assert names(written) == ["building 3"]


@pytest.mark.parametrize("written", ["A栋", "a座", "Ａ幢", "A楼", "Tower A", "block a", "棟 A棟".removeprefix("棟 ")])
def test_a_house_may_have_a_letter(written: str) -> None:
    assert names(written) == ["building a"]


@pytest.mark.parametrize("written", ["3楼", "三层", "3层", "third floor", "3rd floor", "floor 3", "3F", "level three"])
def test_a_floor_is_no_house(written: str) -> None:
    assert names(written) == ["floor 3"]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("3-2-501", ["building 3", "entrance 2", "flat 501"]),
        ("A-1203漏水", ["building a", "flat 1203", "漏", "水"]),
        ("3栋2-501", ["building 3", "entrance 2", "flat 501"]),
        ("3号楼2单元501", ["building 3", "entrance 2", "flat 501"]),
        ("B座7楼701室", ["building b", "floor 7", "flat 701"]),
        ("flat 701, tower B", ["flat 701", "building b"]),
        ("甲一号楼", ["building 甲1"]),
        ("东区三号楼", ["region east", "building 3"]),
        ("3、5号楼", ["building 3", "building 5"]),
        ("Phase II", ["phase 2"]),
        ("二期", ["phase 2"]),
        ("2号电梯", ["lift 2"]),
        ("Lift 2", ["lift 2"]),
        ("3号楼 打110", ["building 3", "打", "110"]),
        ("3、5两栋", ["building 3", "building 5"]),
        ("A、B两栋", ["building a", "building b"]),
        ("5到7号楼", ["building 5", "building 6", "building 7"]),
        ("8到5号楼", ["building 8", "building 5"]),
        ("1-99号楼", [f"building {number}" for number in (*range(1, 21), 99)]),
        ("blocks 5, 6 and 8", ["building 5", "building 6", "building 8"]),
        ("towers A to C", ["building a", "building b", "building c"]),
        ("blocks 5, a mess", ["building 5", "mess"]),
        ("15F tower A", ["floor 15", "building a"]),
        ("501, building 3", ["flat 501", "building 3"]),
        ("甲1停电", ["building 甲1", "停", "电"]),
    ],
)
def test_an_address_is_cut_into_its_parts(written: str, parts: list[str]) -> None:
    assert names(written) == parts


@given(st.text(alphabet="翠湖三一〇东西号楼单元第地下a b x'12-、", max_size=12))
def test_parts_follow_one_another_and_names_are_cut_like_texts(said: str) -> None:
    text = read(said)
    parts = cut(text)
    assert all(0 <= part.begin < part.end <= len(text.folded) for part in parts)
    assert [part.begin for part in parts] == sorted(part.begin for part in parts)
    plain = cut_plainly(text.folded)
    assert plain is None or plain[1] == tuple(part.name for part in parts)
    assert plain is None or {plain[0]} == {part.sort for part in parts}


@pytest.mark.parametrize(
    "written",
    [
        "一座桥",
        "这三栋楼",
        "两栋楼都停水",
        "the building a mess",
        "the house I live in",
        "星期三",
        "电话400-800-1234",
        "在110报警",
        "2025-06-16",
    ],
)
def test_what_is_counted_or_dated_is_no_house(written: str) -> None:
    assert not [name for name in names(written) if name.startswith(("building ", "flat ", "entrance "))]
