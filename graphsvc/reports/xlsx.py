"""A report as an XLSX workbook: a summary, the matrix, and a sheet for each kind with every gap.

Names are anybody's text: every text is written as a text, so none becomes a formula or a link.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # ships no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # likewise
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # likewise

from graphsvc.domain.matrix import MatrixRow
from graphsvc.domain.validity import to_datetime, zone
from graphsvc.reports.columns import Value, columns_of
from graphsvc.reports.figures import Share, share
from graphsvc.reports.report import Report
from graphsvc.reports.words import say, words
from graphsvc.wording.gap_kinds import HEADINGS, SHORT
from graphsvc.wording.names import Called, Lang

_LARGE: Final = 20_000
"""From how many gaps on rows go to disk while the workbook is made."""

_LONGEST: Final = 32_767
"""How long a text in a cell may be."""


def workbook(report: Report, lang: Lang) -> bytes:
    """Write a report as a workbook. Cost: one step for each cell of its sheets."""
    large = sum(len(section.gaps) for section in report.sections) > _LARGE
    out = io.BytesIO()
    # What is put aside on the way holds personal data, and is gone with its folder whatever happens.
    with tempfile.TemporaryDirectory(prefix="graphsvc-report-") as folder:
        book = Workbook(out, {"constant_memory": large, "in_memory": not large, "tmpdir": folder})
        _Sheets(book, report, lang).write()
        book.close()
    return out.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, report: Report, lang: Lang) -> None:
        self._book = book
        self._report = report
        self._lang = lang
        self._words = words(lang)
        self._head = book.add_format(
            {"bold": True, "bg_color": "#E8EDF0", "bottom": 1, "text_wrap": True, "valign": "top"}
        )
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._number = book.add_format({"num_format": "#,##0"})
        self._percent = book.add_format({"num_format": "0.0%"})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        at = to_datetime(report.at, UTC).replace(tzinfo=None)
        # The same report is the same file: its date is that of the report.
        book.set_properties({"title": self._words["title"], "created": at})

    def write(self) -> None:
        """Write all sheets."""
        self._summary()
        self._matrix()
        self._cells()
        for section in self._report.sections:
            columns = columns_of(section.kind, self._report, self._lang)
            headings = [column.heading for column in columns]
            rows = [[column.value(gap) for column in columns] for gap in section.gaps]
            self._table(SHORT[section.kind].told(self._lang), headings, [column.width for column in columns], rows)

    def _table(
        self,
        name: str,
        headings: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Sequence[Value | Share]],
        frozen: int = 1,
    ) -> None:
        """Write a sheet with a frozen heading and filters."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, frozen)
        sheet.set_row(0, 32)
        sheet.autofilter(0, 0, max(1, len(rows)), len(headings) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, _cut(heading), self._head)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._put(sheet, number, column, value)

    def _put(self, sheet: Worksheet, row: int, column: int, value: Value | Share, style: Format | None = None) -> None:
        match value:
            case None:
                return
            case Share(tenths=None):
                return
            case Share(tenths=int(tenths)):
                sheet.write_number(row, column, tenths / 1000, self._percent)
            case str():
                sheet.write_string(row, column, _cut(value), style)
            case int():
                sheet.write_number(row, column, value, self._number)
            case datetime():
                sheet.write_datetime(row, column, value, self._moment)
            case date():
                sheet.write_datetime(row, column, value, self._day)

    def _summary(self) -> None:
        report, text = self._report, self._words
        sheet = self._book.add_worksheet(text["summary"])
        for column, width in enumerate((40, 16, 16, 16, 16)):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, text["title"], self._title)
        total = report.matrix.total
        local = to_datetime(report.at, zone(report.timezone)).replace(tzinfo=None)
        vacant = next((len(section.gaps) for section in report.sections if section.kind == "vacant_post"), None)
        facts: list[tuple[str, Value | Share]] = [
            (text["place"], self._place()),
            (say("key_of", self._lang, text["place"]), report.within),
            (text["at"], local),
            (say("revision", self._lang, ""), report.revision),
            (text["share"], report.share),
            (text["demanded"], report.share.demanded),
            (text["covered"], report.share.covered),
            (text["missing"], report.share.missing),
            (text["affected"], report.affected.total),
            (text["single"], sum(cell.single_points for cell in total)),
            (say("ending", self._lang, report.horizon_days), sum(cell.ending_soon for cell in total)),
            (text["vacant"], vacant),
        ]
        row = 1
        for label, value in facts:
            if value is not None:
                sheet.write_string(row, 0, label.strip())
                self._put(sheet, row, 1, value)
                row += 1
        kinds: list[list[Value | Share]] = [
            [HEADINGS[section.kind].told(self._lang), len(section.gaps), section.cells or None]
            for section in report.sections
        ]
        row = self._block(sheet, row + 1, [text["kind"], text["gaps"], text["cells"]], kinds)
        counts = [text["share"], text["demanded"], text["uncovered"]]
        categories: list[list[Value | Share]] = []
        for key, cell in zip(report.matrix.columns, total, strict=True):
            part = share([cell])
            categories.append([self._name(key), part, part.demanded, part.missing])
        row = self._block(sheet, row, [text["category"], *counts], categories)
        places: list[list[Value | Share]] = []
        for place in report.matrix.rows:
            part = share(place.cells)
            places.append([self._row(place), part, part.demanded, part.missing, report.affected_in(place)])
        row = self._block(sheet, row, [text["place"], *counts, text["affected"]], places)
        for line in ("help_cell", "help_share", "help_affected", "help_one", "help_at"):
            sheet.merge_range(row, 0, row, 4, "", self._wrap)
            sheet.write_string(row, 0, text[line], self._wrap)
            sheet.set_row(row, 32)
            row += 1

    def _block(
        self, sheet: Worksheet, row: int, headings: Sequence[str], rows: Sequence[Sequence[Value | Share]]
    ) -> int:
        for column, heading in enumerate(headings):
            sheet.write_string(row, column, heading, self._head)
        for below, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                self._put(sheet, row + below, column, value)
        return row + len(rows) + 2

    def _matrix(self) -> None:
        report, text = self._report, self._words
        headings = [text["place"], say("key_of", self._lang, text["place"]), text["households"], text["affected"]]
        headings += [text["share"], *map(self._name, report.matrix.columns)]
        rows: list[list[Value | Share]] = []
        for row in report.matrix.rows:
            rows.append([self._row(row), row.place, row.households, report.affected_in(row), share(row.cells)])
            rows[-1] += [share([cell]) for cell in row.cells]
        rows.append([text["total"], None, None, report.affected.total, report.share])
        rows[-1] += [share([cell]) for cell in report.matrix.total]
        widths = [30, 24, 11, 11, 11, *[12] * len(report.matrix.columns)]
        self._table(text["matrix_sheet"], headings, widths, rows)

    def _cells(self) -> None:
        report, text = self._report, self._words
        names = ("demanded", "covered", "uncovered", "share", "agents", "from_above")
        more = ("single_points", "contested", "ending_soon")
        headings = [text["place"], say("key_of", self._lang, text["place"])]
        headings += [text["category"], say("key_of", self._lang, text["category"])]
        headings += [text[name] for name in (*names, *more)]
        rows: list[list[Value | Share]] = []
        for row in report.matrix.rows:
            for key, cell in zip(report.matrix.columns, row.cells, strict=True):
                if not cell.demanded:
                    continue
                part = share([cell])
                told: list[Value | Share] = [self._row(row), row.place, self._name(key), key]
                told += [part.demanded, part.covered, part.missing, part, cell.agents]
                told += [text["yes" if cell.inherited else "no"]]
                told += [cell.single_points, cell.contested, cell.ending_soon]
                rows.append(told)
        self._table(text["cells_sheet"], headings, [30, 24, 24, 22, *[12] * 9], rows)

    def _place(self) -> str:
        report = self._report
        if report.within is None:
            return self._words["everything"]
        return report.places.get(report.within, Called(report.within)).told(self._lang)

    def _row(self, row: MatrixRow) -> str:
        name = self._report.places.get(row.place, Called(row.place)).told(self._lang)
        return say("own", self._lang, name) if row.is_own else name

    def _name(self, key: str) -> str:
        return self._report.names.get(key, Called(key)).told(self._lang)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
