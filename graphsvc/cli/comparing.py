"""Commands that look at coverage as a whole: what opened and closed between two moments, and the matrix."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

import typer

from graphsvc.answers.between import gaps_between
from graphsvc.answers.coverage import Surveys
from graphsvc.answers.entities import entities
from graphsvc.answers.matrix import coverage_matrix
from graphsvc.answers.telling import tell_node
from graphsvc.answers.telling_gaps import tell_gaps
from graphsvc.answers.telling_matrix import tell_matrix
from graphsvc.cli.comparing_tables import changes_csv, print_changes, print_matrix
from graphsvc.cli.coverage import Within, read_kind
from graphsvc.cli.options import AsJson, At, StoreUrl, moment, reading_store
from graphsvc.cli.printing import print_json
from graphsvc.config import DEFAULT_STORE
from graphsvc.domain.errors import BadInput
from graphsvc.domain.validity import tell_moment
from graphsvc.domain.visibility import EVERYTHING


def compare(
    since: Annotated[
        str,
        typer.Option("--from", envvar="GRAPHSVC_FROM", metavar="WHEN", help="The earlier moment, such as 2025-05-01."),
    ],
    until: Annotated[
        str | None,
        typer.Option("--to", envvar="GRAPHSVC_TO", metavar="WHEN", help="The later moment (default: now)."),
    ] = None,
    store: StoreUrl = DEFAULT_STORE,
    within: Within = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            envvar="GRAPHSVC_KIND",
            metavar="KIND",
            help="Only this kind, such as UNHANDLED; may be given several times (default: all thirteen).",
        ),
    ] = None,
    format: Annotated[
        Literal["table", "csv", "json"],
        typer.Option("--format", envvar="GRAPHSVC_FORMAT", help="For people, for a spreadsheet, or for a program."),
    ] = "table",
    as_json: AsJson = False,
) -> None:
    """List what opened and what closed between two moments, of what is known now."""
    kinds = [read_kind(word) for word in kind] if kind else None
    if as_json and format == "csv":
        raise BadInput("--json and --format csv are two documents; give one of them")

    async def ask() -> dict[str, Any]:
        keeper = reading_store(store)
        try:
            async with keeper.snapshot() as reader:
                timezone = reader.settings.timezone
                start, end = moment(since, timezone), moment(until, timezone)
                if start > end:
                    raise BadInput(
                        f"--from {tell_moment(start, timezone)} is later than --to {tell_moment(end, timezone)}"
                    )
                # A local store is its operator's: nothing is hidden.
                found = await gaps_between(
                    reader, Surveys(), kinds=kinds, start=start, end=end, within=within, visibility=EVERYTHING
                )
                named = {} if within is None else await entities(reader, [within], EVERYTHING)
                report: dict[str, Any] = {
                    "from": tell_moment(start, timezone),
                    "to": tell_moment(end, timezone),
                    "within": None if within is None else tell_node(within, named),
                }
                for name, gaps in found._asdict().items():
                    report[name] = {"totalCount": len(gaps), "gaps": await tell_gaps(reader, gaps, EVERYTHING)}
                return report
        finally:
            await keeper.close()

    report = asyncio.run(ask())
    if as_json or format == "json":
        print_json(report)
    elif format == "csv":
        typer.echo(changes_csv(report), nl=False)
    else:
        print_changes(report)


def matrix(
    store: StoreUrl = DEFAULT_STORE,
    within: Annotated[
        str | None,
        typer.Option(
            "--within",
            envvar="GRAPHSVC_WITHIN",
            metavar="KEY",
            help="The place whose parts are the rows (default: the largest places).",
        ),
    ] = None,
    category: Annotated[
        str | None,
        typer.Option(
            "--category",
            envvar="GRAPHSVC_CATEGORY",
            metavar="KEY",
            help="Only matters of this category (default: all).",
        ),
    ] = None,
    level: Annotated[
        int,
        typer.Option(
            "--level",
            envvar="GRAPHSVC_LEVEL",
            metavar="N",
            help="How far below the category the columns are; without one, 1 are the largest ones.",
        ),
    ] = 1,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Show how much is covered as a table: the parts of a place against categories of matters."""

    async def ask() -> dict[str, Any]:
        keeper = reading_store(store)
        try:
            async with keeper.snapshot() as reader:
                when = moment(at, reader.settings.timezone)
                found = await coverage_matrix(reader, Surveys(), within=within, category=category, level=level, at=when)
                named = {} if category is None else await entities(reader, [category], EVERYTHING)
                return {
                    "at": tell_moment(when, reader.settings.timezone),
                    "category": None if category is None else tell_node(category, named),
                    "level": level,
                    **await tell_matrix(reader, found, EVERYTHING),
                }
        finally:
            await keeper.close()

    report = asyncio.run(ask())
    if as_json:
        print_json(report)
    else:
        print_matrix(report)
