"""What the text of a cell means, and what no cell may hold."""

from __future__ import annotations

from typing import Any
from unicodedata import category, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.bundle.cells import BadCell, clean, is_plain, parser, plain_together, teller, without_forbidden
from graphsvc.bundle.tables import COLUMNS, Cell
from graphsvc.domain.entities import ROW_TYPE
from graphsvc.domain.errors import BadInput
from graphsvc.domain.kinds import Capacity, Line, PlaceKind, Table
from graphsvc.domain.problems import Code
from graphsvc.domain.references import LEADS_TO, Reference

ZONE = "Asia/Shanghai"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def test_columns_are_the_fields_of_the_rows_in_their_order() -> None:
    assert {table: tuple(each.name for each in columns) for table, columns in COLUMNS.items()} == {
        table: row._fields for table, row in ROW_TYPE.items()
    }


def test_the_required_columns_are_those_of_fields_without_a_default() -> None:
    for table, columns in COLUMNS.items():
        assert {each.name for each in columns if each.required} == (
            set(ROW_TYPE[table]._fields) - set(ROW_TYPE[table]._field_defaults)
        )


def test_columns_of_keys_are_the_references() -> None:
    links = {Cell.LINK, Cell.SOLE_LINK, Cell.LINKS}
    columns = {Reference(table, each.name) for table in Table for each in COLUMNS[table] if each.cell in links}
    assert columns == set(LEADS_TO)


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        (Cell.TEXT, "  is not stripped here", "  is not stripped here"),
        (Cell.KEY, "号楼/1", "号楼/1"),
        (Cell.KEY, "x" * 120, "x" * 120),
        (Cell.KEY, "\U00020000" * 120, "\U00020000" * 120),
        (Cell.LIST, " a |b||  | c d", ("a", "b", "c d")),
        (Cell.LIST, "b|a|b", ("b", "a", "b")),
        (Cell.LIST, "|", ()),
        (Cell.LINKS, "b| a|b", ("a", "b")),
        (Cell.LINKS, "B|a", ("B", "a")),
        (Cell.SOLE_LINK, "|p1|", "p1"),
        (Cell.SOLE_LINK, "|", None),
        (Cell.FLAG, "TRUE", True),
        (Cell.FLAG, "fAlse", False),
        (Cell.NUMBER, "0", 0),
        (Cell.NUMBER, "007", 7),
        (Cell.NUMBER, "0" * 9_000 + "5", 5),
        (Cell.NUMBER, "2147483647", 2**31 - 1),
        (Cell.COUNT, "1", 1),
        (Cell.PLACE_KIND, "facility", PlaceKind.FACILITY),
        (Cell.LINE, "party", Line.PARTY),
        (Cell.CAPACITY, "backs_up", Capacity.BACKS_UP),
        (Cell.MOMENT, "1970-01-01T08:00:01", 1_000_000),
        (Cell.MOMENT, "1970-01-02", 16 * 3_600_000_000),
        (Cell.MOMENT, "1970-01-01T00:00:00Z", 0),
        (Cell.DAY, "2024-02-29", "2024-02-29"),
        (Cell.DURATION, "P1W", 7 * 86_400),
        (Cell.HOURS, "Mo-Fr 08:00-18:00; Sa off", "Mo-Fr 08:00-18:00; Sa off"),
    ],
)
def test_a_cell_is_read_as(cell: Cell, text: str, value: object) -> None:
    read = parser(cell, ZONE)(text)
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Cell.KEY, "a b"),
        (Cell.KEY, "a　b"),
        (Cell.KEY, "a|b"),
        (Cell.KEY, "x" * 121),
        (Cell.FLAG, "yes"),
        (Cell.FLAG, "1"),
        (Cell.NUMBER, "-1"),
        (Cell.NUMBER, "+1"),
        (Cell.NUMBER, "1.0"),
        (Cell.NUMBER, "1_000"),
        (Cell.NUMBER, "1 000"),
        (Cell.NUMBER, "５"),
        (Cell.NUMBER, "२"),
        (Cell.NUMBER, "²"),
        (Cell.NUMBER, "2147483648"),
        (Cell.NUMBER, "9" * 9_000),
        (Cell.COUNT, "0"),
        (Cell.COUNT, "000"),
        (Cell.PLACE_KIND, "City"),
        (Cell.PLACE_KIND, "village"),
        (Cell.LINE, "PARTY"),
        (Cell.MOMENT, "2024-13-01"),
        (Cell.MOMENT, "01.05.2024"),
        (Cell.DAY, "2024-05-01T00:00"),
        (Cell.DAY, "2023-02-29"),
        (Cell.DURATION, "P1Y"),
        (Cell.HOURS, "sunrise-sunset"),
    ],
)
def test_a_cell_of_another_form_is_a_bad_value(cell: Cell, text: str) -> None:
    with pytest.raises((BadCell, BadInput)) as error:
        parser(cell, ZONE)(text)
    assert getattr(error.value, "code", None) in {Code.BAD_VALUE, BadInput.code}
    assert len(str(error.value)) < 300


def test_a_second_solid_link_has_a_code_of_its_own_even_when_it_is_the_same() -> None:
    for text in ("p2|p1", "p1 | p1"):
        with pytest.raises(BadCell) as error:
            parser(Cell.SOLE_LINK, ZONE)(text)
        assert error.value.code is Code.SECOND_SOLID_LINK


@pytest.mark.parametrize("character", "\0\t\n\r\x7f\x85\u00ad\u200b\u200f\u202a\u202e\u2066\u2069\ufeff\U000e0001")
@pytest.mark.parametrize("around", ["{}", "{}a", "a{}", "东{}楼"])
def test_a_control_or_format_character_is_told_also_where_stripping_would_take_it(character: str, around: str) -> None:
    with pytest.raises(BadCell) as error:
        clean(around.format(character))
    assert error.value.code is Code.FORBIDDEN_CHARACTER
    assert f"U+{ord(character):04X}" in error.value.message
    assert character not in error.value.message


@pytest.mark.parametrize("space", " \u00a0\u3000\u2003\u2028")
def test_other_white_space_is_stripped(space: str) -> None:
    assert clean(f"{space}a{space}b{space}") == f"a{space}b"


def test_a_cell_is_measured_after_normalising_and_stripping() -> None:
    composed, decomposed = "é" * 10_000, "e\u0301" * 10_000
    assert clean(f"   {decomposed}   ") == composed
    with pytest.raises(BadCell) as error:
        clean(composed + "x")
    assert error.value.code is Code.TOO_LARGE


@given(TEXT)
def test_plain_is_only_what_cleaning_would_leave_but_for_stripping(text: str) -> None:
    if is_plain(text):
        assert clean(text) == text.strip()
    assert not any(category(each) in {"Cc", "Cf"} for each in without_forbidden(text))


@given(st.lists(st.text(st.sampled_from("ae\u0301\u0323\u0344\u1100\u1161\u11a8가é🏠 "), max_size=6), max_size=6))
def test_cells_that_are_plain_together_are_plain_each(cells: list[str]) -> None:
    if plain_together(cells):
        assert all(normalize("NFC", cell) == cell for cell in cells)


@given(st.data())
def test_what_is_told_of_a_value_is_read_as_the_same_value(data: st.DataObject) -> None:
    moments = st.integers(-(10**15), 10**15)
    values: dict[Cell, st.SearchStrategy[Any]] = {
        Cell.MOMENT: moments | moments.map(lambda moment: moment - moment % 3_600_000_000),
        Cell.DURATION: st.integers(0, 10**9),
        Cell.FLAG: st.booleans(),
        Cell.NUMBER: st.integers(0, 2**31 - 1),
        Cell.CAPACITY: st.sampled_from(Capacity),
    }
    cell = data.draw(st.sampled_from(sorted(values, key=str)))
    zone = data.draw(st.sampled_from([ZONE, "UTC", "America/New_York", "Asia/Kathmandu", "Europe/London"]))
    value = data.draw(values[cell])
    assert parser(cell, zone)(teller(cell, zone)(value)) == value
