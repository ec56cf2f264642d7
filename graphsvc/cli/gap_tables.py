"""Gaps and impacts as people read them: tables for the screen."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

import typer
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from graphsvc.cli.printing import console
from graphsvc.domain.gaps import GapKind
from graphsvc.reports.comma import NAMED, names_of_node
from graphsvc.wording.gap_kinds import HEADINGS
from graphsvc.wording.names import Lang

_ROWS_SHOWN: Final = 30
_WIDE: Final = 1_000


def table_text(report: Mapping[str, Any]) -> str:
    """Write a report as it is shown on a screen, with every row."""
    return _as_text(lambda out: _gaps(report, out, None))


def print_gaps(report: Mapping[str, Any]) -> None:
    """Print the gaps of a report: a table for each kind, the first rows of each."""
    print_report(lambda out: _gaps(report, out, _ROWS_SHOWN))


def print_impact(report: Mapping[str, Any]) -> None:
    """Print an impact."""
    print_report(lambda out: _impact(report, out))


def print_report(tell: Callable[[Console], None]) -> None:
    """Print what is told: in the width of a screen, or unbroken."""
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
    where = f" · {called(report['within'])}" if report["within"] else ""
    total = report["totalCount"]
    out.print(Text(f"{count(total, 'gap')}{where} · {report['at']}", style="bold"))
    print_kinds(report["gaps"], out, most)
    if any(gap["cells"] for gap in report["gaps"]):
        out.print()
        out.print(Text("A cell is one place and one matter that somebody is to handle there.", style="dim"))


def print_kinds(gaps: Sequence[Mapping[str, Any]], out: Console, most: int | None = _ROWS_SHOWN) -> None:
    """Print gaps: a table for each kind, the first rows of each."""
    for kind, found in groupby(gaps, key=lambda gap: gap["kind"]):
        rows = list(found)
        cells = sum(row["cells"] for row in rows)
        counts = count(len(rows), "gap") + (f", {count(cells, 'cell')}" if cells else "")
        out.print()
        out.print(Text.assemble((HEADINGS[GapKind[kind]].told(Lang.EN), "bold"), f"  ({kind}: {counts})"))
        _rows(rows[:most], out)
        if most is not None and len(rows) > most:
            out.print(Text(f"… and {len(rows) - most:,} more; --format csv or --out FILE tells all", style="dim"))


def _impact(report: Mapping[str, Any], out: Console) -> None:
    gone = ", ".join(called(node) for node in report["removing"])
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
            out.print(Text.assemble((heading, "bold"), f"  ({count(len(report[name]), 'gap')})"))
            _rows(report[name], out)
    for name, heading in nodes.items():
        if report[name]:
            out.print()
            out.print(Text.assemble((heading, "bold"), f"  ({len(report[name]):,})"))
            for node in report[name]:
                out.print(Text.assemble(f"  {called(node)}  ", (node["key"], "dim")))


def _rows(rows: Sequence[Mapping[str, Any]], out: Console) -> None:
    # What is meant in words, and the keys to ask on with.
    grid = Grid(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    grid.add_column("households", justify="right")
    grid.add_column("what", overflow="fold")
    grid.add_column("keys", overflow="fold", style="dim")
    for row in rows:
        keys = [row[part]["key"] for part in NAMED if row[part] is not None]
        grid.add_row(f"{row['households']:,}", row["messageEn"], " · ".join(keys))
    out.print(grid)


def called(node: Mapping[str, Any]) -> str:
    """Give what a node is called, in both languages where there are two names."""
    name, english = names_of_node(node)
    return f"{name or node['key']} ({english})" if english else str(name or node["key"])


def count(number: int, word: str, several: str | None = None) -> str:
    """Give a number with its word."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {several or word + 's'}"
