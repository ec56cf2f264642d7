"""Problems are told in one order, the first thousand of them, and their codes are stable."""

from __future__ import annotations

from graphsvc.domain.problems import TOLD_AT_ONCE, Code, Earliest, Problems

CODES = (
    "MISSING_TABLE MISSING_COLUMN UNKNOWN_COLUMN UNKNOWN_TABLE BAD_ENCODING BAD_ROW BAD_VALUE REQUIRED DUPLICATE_KEY "
    "UNKNOWN_KEY WRONG_KIND CYCLE WRONG_LEVEL SECOND_SOLID_LINK BAD_PERIOD FORBIDDEN_CHARACTER TOO_LARGE"
)


def test_codes_are_those_of_the_contract() -> None:
    assert sorted(Code) == sorted(CODES.split())


def test_problems_are_told_by_table_row_and_column_whenever_they_were_found() -> None:
    problems = Problems()
    places = [
        ("strange", None, None),
        ("policy", 2, "name"),
        ("policy", 2, "rule"),
        ("policy", 2, None),
        ("places", 10, "key"),
        ("places", 9, "needs"),
        ("places", None, "name"),
        ("bundle.json", None, "name"),
    ]
    for table, row, column in places:
        problems.add(Code.BAD_VALUE, table, row, column, None, "wrong")
    refused = problems.refused()
    assert [(each.table, each.row, each.column) for each in refused.problems] == list(reversed(places))
    assert not refused.truncated


def test_more_than_can_be_told_are_cut_to_the_first() -> None:
    problems = Problems()
    for row in reversed(range(20 * TOLD_AT_ONCE)):
        problems.add(Code.BAD_VALUE, "places", row, "name", "x" * 10_000, "wrong")
    refused = problems.refused()
    assert [each.row for each in refused.problems] == list(range(TOLD_AT_ONCE))
    assert refused.truncated
    assert all(len(each.value or "") == 500 for each in refused.problems)


def test_exactly_as_many_as_can_be_told_are_all() -> None:
    problems = Problems()
    for row in range(TOLD_AT_ONCE):
        problems.add(Code.BAD_VALUE, "places", row, "name", None, "wrong")
    assert problems.found is not Problems().found
    assert not problems.refused().truncated


def test_the_earliest_are_kept_with_bounded_memory() -> None:
    kept = Earliest[int](3, lambda item: item)
    for item in (5, 9, 1, *range(100, 200), 0, 7):
        kept.add(item)
    assert kept.items() == [0, 1, 5]
