"""The workbook of a report, read back: every gap of every kind, numbers as numbers, dates as dates, texts as texts."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.domain.entities import Category, Person, Place, Policy, Post, Unit
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.kinds import Line, PlaceKind, PolicyRule
from graphsvc.domain.validity import to_datetime, zone
from graphsvc.reports import xlsx
from graphsvc.reports.report import Report, Section
from graphsvc.reports.words import words
from graphsvc.reports.xlsx import workbook
from graphsvc.wording.gap_kinds import SHORT
from graphsvc.wording.gaps import gap_sentence
from graphsvc.wording.names import Lang
from tests.graphql.town import CANARY, NOW
from tests.reports.conftest import PUBLIC, report_of, town_of

pytestmark = pytest.mark.anyio


def read(report: Report, lang: Lang) -> openpyxl.Workbook:
    """Write a workbook and read it back."""
    return openpyxl.load_workbook(io.BytesIO(workbook(report, lang)))


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    heading, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


@pytest.mark.parametrize("lang", Lang)
async def test_every_gap_of_every_kind_has_its_row(seeded: EmbeddedStore, lang: Lang) -> None:
    report = await report_of(seeded)
    book = read(report, lang)
    text = words(lang)
    fixed = [text["summary"], text["matrix_sheet"], text["cells_sheet"]]
    assert book.sheetnames == fixed + [SHORT[section.kind].told(lang) for section in report.sections]
    for section in report.sections:
        rows = rows_of(book[SHORT[section.kind].told(lang)])
        assert [row[text["message"]] for row in rows] == [
            gap_sentence(gap, report.names, lang, report.timezone) for gap in section.gaps
        ]
        for row, gap in zip(rows, section.gaps, strict=True):
            keys = {value for value in row.values() if value is not None}
            about = {gap.place, gap.category, gap.post, gap.person, gap.duty, gap.wanted} - {None}
            assert about <= keys
            if gap.cells:
                assert (row[text["cells"]], row[text["households"]]) == (gap.cells, gap.households)


async def test_days_are_dates_and_numbers_are_numbers(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded)
    vacant = report.section(GapKind.VACANT_POST)
    assert vacant is not None
    rows = rows_of(read(report, Lang.EN)["Vacant posts"])
    assert rows
    now = to_datetime(report.at, zone(report.timezone)).replace(tzinfo=None)
    for row, gap in zip(rows, vacant.gaps, strict=True):
        if gap.since is None:
            assert (row["Vacant since"], row["Days vacant"]) == (None, None)
            continue
        since = row["Vacant since"]
        assert isinstance(since, datetime)
        assert since.date() == to_datetime(gap.since, zone(report.timezone)).date()
        assert row["Days vacant"] == (now.date() - since.date()).days


async def test_the_summary_and_the_matrix_tell_the_figures_of_the_report(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded)
    book = read(report, Lang.EN)
    told = {row[0]: row[1] for row in book["Summary"].iter_rows(values_only=True)}
    tenths = report.share.tenths
    assert tenths is not None
    assert told["Coverage"] == pytest.approx(tenths / 1000)
    assert (told["Demanded"], told["Covered"]) == report.share
    assert told["Households affected"] == report.affected.total
    assert told["Moment"] == to_datetime(report.at, zone(report.timezone)).replace(tzinfo=None)
    for section in report.sections:
        assert len(section.gaps) in {row[1] for row in book["Summary"].iter_rows(values_only=True)}
    cells = rows_of(book["Cells of the matrix"])
    demanding = [cell for row in report.matrix.rows for cell in row.cells if cell.demanded]
    assert [(row["Demanded"], row["Covered"], row["Single points"]) for row in cells] == [
        (cell.demanded, cell.covered, cell.single_points) for cell in demanding
    ]
    matrix = rows_of(book["Matrix"])
    assert [row["Place (key)"] for row in matrix] == [*(row.place for row in report.matrix.rows), None]
    assert matrix[-1]["Place"] == "Total"
    assert matrix[0]["Households affected"] == report.affected_in(report.matrix.rows[0])


async def test_headings_stay_in_sight_and_every_table_can_be_filtered(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded)
    book = read(report, Lang.ZH)
    assert len(book.worksheets) == 16
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref is not None
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.print_title_rows == "$1:$1"
        columns = (get_column_letter(number) for number in range(1, sheet.max_column + 1))
        assert all(sheet.column_dimensions[column].width > 8 for column in columns)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "https://example.org/", "{=1}", "_x0041_"])
async def test_no_name_becomes_a_formula_or_a_link(start: str) -> None:
    store = await town_of(
        Place("yard", PlaceKind.COMPOUND, start, start),
        Place("b1", PlaceKind.BUILDING, start, start, "yard", households=10),
        Category("water", start, start),
        Unit("crew", Line.PROPERTY, "crew", start, start),
        Post("fitter", "crew", "fitter", start, start, place="yard"),
        Person("li", start),
        Policy(PolicyRule.MISSING_POST, PlaceKind.COMPOUND, kind=start),
    )
    for lang in Lang:
        book = read(await report_of(store), lang)
        cells = [
            cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None
        ]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
        assert not [cell for cell in cells if cell.hyperlink]
        assert sum(cell.value == start for cell in cells) > 5
    await store.close()


async def test_a_large_workbook_holds_the_same(seeded: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a size on rows go to disk while it is made."""
    report = await report_of(seeded)
    small = read(report, Lang.ZH)
    monkeypatch.setattr(xlsx, "_LARGE", 0)
    large = read(report, Lang.ZH)
    for sheet in small.worksheets:
        assert list(sheet.iter_rows(values_only=True)) == list(large[sheet.title].iter_rows(values_only=True))


async def test_a_text_that_is_too_long_for_a_cell_is_cut_and_not_lost(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded)
    gap = Gap(GapKind.MISSING_POST, place="x", wanted="w" * 40_000)
    book = read(report._replace(sections=(Section(GapKind.MISSING_POST, (gap,)),)), Lang.EN)
    (row,) = rows_of(book["Missing posts"])
    assert row["Wanted (key)"] == "w" * 32_766 + "…"


async def test_a_workbook_for_the_public_names_nobody_who_may_not_be_seen() -> None:
    store = await town_of(canaries=True)

    def told(report: Report) -> str:
        return repr([list(sheet.iter_rows(values_only=True)) for sheet in read(report, Lang.ZH).worksheets]).lower()

    assert CANARY not in told(await report_of(store, PUBLIC, NOW))
    assert CANARY in told(await report_of(store, at=NOW))
    await store.close()


async def test_the_same_report_is_the_same_file(seeded: EmbeddedStore) -> None:
    assert workbook(await report_of(seeded), Lang.EN) == workbook(await report_of(seeded), Lang.EN)
