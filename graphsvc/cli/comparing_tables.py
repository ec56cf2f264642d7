"""Comparisons and matrices as people read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from graphsvc.cli.gap_tables import called, count, print_kinds, print_report
from graphsvc.reports.comma import csv_text, names_of_node

_SIDES: Final[Mapping[str, str]] = {"opened": "Opened", "closed": "Closed"}
_ROWS_SHOWN: Final = 100
_WIDTH: Final = 12
_GAP: Final = 2

_LEGEND: Final = """\
A number is how much of what somebody is to handle there is handled; – is nothing to handle.
* some of it hangs on one person or unit alone   ~ some of it ends soon
! several units are equally in charge of some   ^ all that is handled is handled from further up"""


def changes_csv(report: Mapping[str, Any]) -> str:
    """Write a comparison as CSV: a row for each gap, with what happened to it before the columns of `gaps`."""
    out = io.StringIO()
    writer = csv.writer(out)
    for number, side in enumerate(_SIDES):
        heading, *rows = csv.reader(io.StringIO(csv_text(report[side]), newline=""))
        if not number:
            writer.writerow(["change", *heading])
        writer.writerows([side, *row] for row in rows)
    return out.getvalue()


def print_changes(report: Mapping[str, Any]) -> None:
    """Print a comparison: what opened, then what closed, each as gaps are printed."""
    print_report(lambda out: _changes(report, out))


def print_matrix(report: Mapping[str, Any]) -> None:
    """Print a matrix: percentages with marks, and what the marks mean."""
    print_report(lambda out: _matrix(report, out))


def _changes(report: Mapping[str, Any], out: Console) -> None:
    where = f" · {called(report['within'])}" if report["within"] else ""
    counts = ", ".join(f"{count(report[side]['totalCount'], 'gap')} {side}" for side in _SIDES)
    out.print(Text(f"{counts}{where} · {report['from']} to {report['to']}", style="bold"))
    for side, heading in _SIDES.items():
        if report[side]["gaps"]:
            out.print()
            out.print(Text(f"{heading} ({count(report[side]['totalCount'], 'gap')})", style="bold underline"))
            print_kinds(report[side]["gaps"], out)


def _matrix(report: Mapping[str, Any], out: Console) -> None:
    about = [report[name] for name in ("within", "category") if report[name]]
    told = "".join(f" · {called(node)}" for node in about)
    out.print(Text(f"Coverage{told} · {report['at']}", style="bold"))
    if not report["rows"]:
        out.print("Nobody is to handle anything there: no row of the policy demands it.")
        return
    rows = report["rows"][:_ROWS_SHOWN]
    places = [_place(row) for row in rows]
    beside = max(place.cell_len for place in places) + len("households") + 2 * _GAP
    fitting = max(1, (out.width - beside) // (_WIDTH + _GAP))
    for start in range(0, len(report["columns"]), fitting):
        out.print()
        out.print(_grid(report, places, slice(start, start + fitting)))
    if report["rowCount"] > _ROWS_SHOWN:
        out.print(Text(f"… and {report['rowCount'] - _ROWS_SHOWN:,} more; --json tells all", style="dim"))
    out.print()
    out.print(Text(_LEGEND, style="dim"))


def _place(row: Mapping[str, Any]) -> Text:
    place = Text.assemble(called(row["place"]), (f"  {row['place']['key']}", "dim"))
    return place.append("  itself", style="italic") if row["isOwn"] else place


def _grid(report: Mapping[str, Any], places: Sequence[Text], part: slice) -> Grid:
    """Lay out some of the columns beside the places: what a screen is wide enough for."""
    grid = Grid(box=None, pad_edge=False, header_style="dim", padding=(0, _GAP, 0, 0))
    grid.add_column("place", overflow="fold")
    grid.add_column("households", justify="right")
    for node in report["columns"][part]:
        name, english = names_of_node(node)
        grid.add_column("\n".join(filter(None, (name or node["key"], english))), justify="right", max_width=_WIDTH)
    for row, place in zip(report["rows"], places, strict=False):
        grid.add_row(place, f"{row['households']:,}", *map(_cell, row["cells"][part]))
    if report["rowCount"] > 1:
        grid.add_row("all together", "", *map(_cell, report["total"][part]), style="bold")
    return grid


def _cell(cell: Mapping[str, Any]) -> str:
    demanded, covered = cell["demanded"], cell["covered"]
    if not demanded:
        return "–"
    # Rounded down: nothing but all is 100 %.
    percent = covered * 100 // demanded
    told = "<1%" if covered and not percent else f"{percent}%"
    marks = {"*": "singlePoints", "~": "endingSoon", "!": "contested", "^": "inherited"}
    return told + "".join(mark for mark, name in marks.items() if cell[name])
