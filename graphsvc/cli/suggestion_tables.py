"""Suggestions as people read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from graphsvc.cli.gap_tables import called, count, print_report
from graphsvc.domain.gaps import GapKind

_GIVEN: Final[Mapping[str, str]] = {
    GapKind.UNHANDLED.name: "Matters that nobody handles",
    GapKind.VACANT_POST.name: "Vacant seats",
    GapKind.UNPAIRED_HOUSEHOLD.name: "Households in need of care",
}


def print_candidates(report: Mapping[str, Any]) -> None:
    """Print the candidates for a gap, each with the reasons."""
    print_report(lambda out: _candidates(report, out))


def print_plan(report: Mapping[str, Any]) -> None:
    """Print a plan: who takes on what, and what stays open."""
    print_report(lambda out: _plan(report, out))


def _candidates(report: Mapping[str, Any], out: Console) -> None:
    out.print(Text(f"{report['gap']['messageEn']} · {report['at']}", style="bold"))
    if not report["candidates"]:
        out.print("Nobody near could take it on.")
    for number, candidate in enumerate(report["candidates"], 1):
        node = _who(candidate)
        out.print()
        out.print(Text.assemble((f"{number}. {called(node)}", "bold"), ("  " + node["key"], "dim")))
        for because in candidate["reasons"]:
            out.print(Text(f"   {because['messageEn']}"))
    notes = []
    if report["atLimits"]:
        notes.append(f"{count(report['atLimits'], 'person', 'people')} could not take on more: the policy's limits.")
    if report["more"]:
        notes.append("There may be more after these; --first tells more of them.")
    if notes:
        out.print()
        out.print(Text(" ".join(notes), style="dim"))


def _plan(report: Mapping[str, Any], out: Console) -> None:
    where = f" · {called(report['within'])}" if report["within"] else ""
    placings, left_open = report["placings"], report["leftOpen"]
    out.print(Text(f"A plan for {count(report['gaps'], 'gap')}{where} · {report['at']}", style="bold"))
    out.print(f"{count(len(placings), 'proposal')}; {count(len(left_open), 'gap')} left open. Nothing is changed.")
    for kind, heading in _GIVEN.items():
        rows = [placing for placing in placings if placing["gap"]["kind"] == kind]
        if rows:
            out.print()
            out.print(Text.assemble((heading, "bold"), f"  ({count(len(rows), 'proposal')})"))
            _placings(rows, out)
    if left_open:
        out.print()
        out.print(Text.assemble(("Left open", "bold"), f"  ({count(len(left_open), 'gap')})"))
        _left_open(left_open, out)
    if report["shortened"]:
        out.print()
        out.print(
            Text(f"For {count(report['shortened'], 'gap')} only the best candidates were looked at.", style="dim")
        )


def _placings(rows: Sequence[Mapping[str, Any]], out: Console) -> None:
    grid = _grid("households", "gap", "who", "why", "keys")
    for row in rows:
        node, gap = _who(row["candidate"]), row["gap"]
        # That everybody is below the limits needs no telling here.
        why = " ".join(each["messageEn"] for each in row["candidate"]["reasons"] if each["reason"] != "BELOW_LIMITS")
        grid.add_row(f"{gap['households']:,}", gap["messageEn"], called(node), why, f"{_keys(gap)} → {node['key']}")
    out.print(grid)


def _left_open(rows: Sequence[Mapping[str, Any]], out: Console) -> None:
    grid = _grid("households", "gap", "why", "keys")
    for row in rows:
        gap = row["gap"]
        grid.add_row(f"{gap['households']:,}", gap["messageEn"], row["messageEn"], _keys(gap))
    out.print(grid)


def _grid(*columns: str) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for name in columns:
        grid.add_column(
            name,
            overflow="fold",
            justify="right" if name == "households" else "left",
            style="dim" if name == "keys" else None,
        )
    return grid


def _keys(gap: Mapping[str, Any]) -> str:
    return " · ".join(gap[part]["key"] for part in ("place", "category", "post") if gap[part] is not None)


def _who(candidate: Mapping[str, Any]) -> Mapping[str, Any]:
    node: Mapping[str, Any] = candidate["person"] or candidate["unit"]
    return node
