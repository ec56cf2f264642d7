"""CSV by RFC 4180: what a record is, and what a broken one."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.bundle.records import BrokenRecord, read_records


def records(text: str) -> list[list[str] | None]:
    """Read all records; None for a broken one."""
    return [None if isinstance(each, BrokenRecord) else each for each in read_records(io.StringIO(text, newline="\n"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ('"a,b","c""d"\n', [["a,b", 'c"d']]),
        ('"a\nb",c\nd,e\n', [["a\nb", "c"], ["d", "e"]]),
        ("a\n\nb\n", [["a"], [], ["b"]]),
        ("a,\n,\n", [["a", ""], ["", ""]]),
        ('"unclosed,b\nc,d\n', [None]),
        ('a\n"b\nc\nd\n', [["a"], None]),
        ('a\n"b"c,d\ne\n', [["a"], None, ["e"]]),
        ('a\nb"c\nd\n', [["a"], None, ["d"]]),
        ('a\nb"c"\nd\n', [["a"], None, ["d"]]),
        ("a\rb\nc\n", [None, ["c"]]),
        ('a,"b\rc"\n', [["a", "b\rc"]]),
        ("a\0b\n", [["a\0b"]]),
        ("a\u2028b\x85c\n", [["a\u2028b\x85c"]]),
    ],
)
def test_records(text: str, expected: list[list[str] | None]) -> None:
    assert records(text) == expected


def test_a_cell_larger_than_the_csv_module_takes_is_read_all_the_same() -> None:
    large = "x" * (csv.field_size_limit() + 10)
    assert records(f'a,{large},"{large}, ""y"""\nb,c,d\n') == [["a", large, f'{large}, "y"'], ["b", "c", "d"]]


def test_an_unclosed_quote_is_told_however_much_follows_it() -> None:
    rest = "b,c\n" * csv.field_size_limit()
    assert records(f'a,b\n"b,c\n{rest}') == [["a", "b"], None]
    assert records(f'a,b\n"b{rest.replace(chr(10), " ")}') == [["a", "b"], None]


@given(st.lists(st.lists(st.text(st.sampled_from('a",\r\n '), max_size=5), min_size=2, max_size=3), max_size=4))
def test_whatever_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    assert records(file.getvalue()) == rows
