"""Gaps and impacts as people read them: tables for the screen, CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import orjson
import typer
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from graphsvc.cli.printing import console
from graphsvc.domain.gaps import GapKind

_ROWS_SHOWN: Final = 30
_WIDE: Final = 1_000

_HEADINGS: Final[Mapping[str, str]] = {
    GapKind.UNHANDLED.name: "Nobody handles it",
    GapKind.SINGLE_POINT.name: "It hangs on one person or unit alone",
    GapKind.ENDING_SOON.name: "Handled now, but soon nobody will",
    GapKind.CONTESTED.name: "Several units are equally in charge",
    GapKind.LADDER_SHORT.name: "Too few are next, or they go round in a circle",
    GapKind.CONFLICT.name: "Handled and supervised by the same",
    GapKind.VACANT_POST.name: "Posts with a vacant seat",
    GapKind.UNREACHABLE.name: "Duties for which nobody can be reached",
    GapKind.UNPAIRED_HOUSEHOLD.name: "Households in need of care that nobody looks after",
    GapKind.MISSING_UNIT.name: "Places without a wanted unit",
    GapKind.MISSING_POST.name: "Places without a wanted post",
    GapKind.THIN.name: "Places with too few people in a post",
    GapKind.OVERLOADED.name: "People with too much on their hands",
}

_NAMED: Final = ("place", "category", "unit", "post", "person", "duty")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def json_text(report: Mapping[str, Any]) -> str:
    """Write a report as a JSON document."""
    return orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def csv_text(report: Mapping[str, Any]) -> str:
    """Write the gaps of a report as CSV, a row for each; what looks like a formula is neutralised."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = [column for part in _NAMED for column in (part, f"{part}_name", f"{part}_name_en")]
    # Duties have no names, persons one.
    columns = [one for one in columns if one not in {"duty_name", "duty_name_en", "person_name_en"}]
    writer.writerow(["kind", *columns, "cells", "households", "wanted", "since", "message", "message_en"])
    for gap in report["gaps"]:
        cells: dict[str, object] = {}
        for part in _NAMED:
            node = gap[part] or {}
            cells[part] = node.get("key")
            cells[f"{part}_name"], cells[f"{part}_name_en"] = _names(node)
        row = [gap["kind"], *(cells[column] for column in columns)]
        row += [gap["cells"], gap["households"], gap["wanted"], gap["since"], gap["message"], gap["messageEn"]]
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def table_text(report: Mapping[str, Any]) -> str:
    """Write a report as it is shown on a screen, with every row."""
    return _as_text(lambda out: _gaps(report, out, None))


def print_gaps(report: Mapping[str, Any]) -> None:
    """Print the gaps of a report: a table for each kind, the first rows of each."""
    _print(lambda out: _gaps(report, out, _ROWS_SHOWN))


def print_impact(report: Mapping[str, Any]) -> None:
    """Print an impact."""
    _print(lambda out: _impact(report, out))


def _print(tell: Callable[[Console], None]) -> None:
    out = console()
    if out.is_terminal:
        tell(out)
    else:
        # What is not for a screen need not be broken into its width.
        typer.echo(_as_text(tell), nl=False)


def _as_text(tell: Callable[[Console], None]) -> str:
    out = io.StringIO()
    tell(Console(file=out, width=_WIDE, markup=False, highlight=False, emoji=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _gaps(report: Mapping[str, Any], out: Console, most: int | None) -> None:
    where = f" · {_called(report['within'])}" if report["within"] else ""
    total = report["totalCount"]
    out.print(Text(f"{_count(total, 'gap')}{where} · {report['at']}", style="bold"))
    for kind, found in groupby(report["gaps"], key=lambda gap: gap["kind"]):
        rows = list(found)
        cells = sum(row["cells"] for row in rows)
        counts = _count(len(rows), "gap") + (f", {_count(cells, 'cell')}" if cells else "")
        out.print()
        out.print(Text.assemble((_HEADINGS[kind], "bold"), f"  ({kind}: {counts})"))
        _rows(rows[:most], out)
        if most is not None and len(rows) > most:
            out.print(Text(f"… and {len(rows) - most:,} more; --format csv or --out FILE tells all", style="dim"))
    if any(gap["cells"] for gap in report["gaps"]):
        out.print()
        out.print(Text("A cell is one place and one matter that somebody is to handle there.", style="dim"))


def _impact(report: Mapping[str, Any], out: Console) -> None:
    gone = ", ".join(_called(node) for node in report["removing"])
    out.print(Text(f"Without {gone} · {report['at']}", style="bold"))
    gaps = {
        "uncovered": "Nobody would handle it any more",
        "singlePoints": "It would hang on one person or unit alone",
    }
    nodes = {"vacated": "Posts that would be short of people", "unpaired": "Places that nobody would look after"}
    if not any(report[name] for name in (*gaps, *nodes)):
        out.print("Nothing breaks.")
    for name, heading in gaps.items():
        if report[name]:
            out.print()
            out.print(Text.assemble((heading, "bold"), f"  ({_count(len(report[name]), 'gap')})"))
            _rows(report[name], out)
    for name, heading in nodes.items():
        if report[name]:
            out.print()
            out.print(Text.assemble((heading, "bold"), f"  ({len(report[name]):,})"))
            for node in report[name]:
                out.print(Text.assemble(f"  {_called(node)}  ", (node["key"], "dim")))


def _rows(rows: Sequence[Mapping[str, Any]], out: Console) -> None:
    # What is meant in words, and the keys to ask on with.
    grid = Grid(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    grid.add_column("households", justify="right")
    grid.add_column("what", overflow="fold")
    grid.add_column("keys", overflow="fold", style="dim")
    for row in rows:
        keys = [row[part]["key"] for part in _NAMED if row[part] is not None]
        grid.add_row(f"{row['households']:,}", row["messageEn"], " · ".join(keys))
    out.print(grid)


def _names(node: Mapping[str, Any]) -> tuple[str | None, str | None]:
    return node.get("name") or node.get("title"), node.get("nameEn") or node.get("titleEn")


def _called(node: Mapping[str, Any]) -> str:
    name, english = _names(node)
    return f"{name or node['key']} ({english})" if english else str(name or node["key"])


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _harmless(cell: object) -> object:
    # A name is anybody's text, and a spreadsheet runs what looks like a formula.
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
