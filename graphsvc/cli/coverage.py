"""Commands about coverage: which gaps there are, and what breaks when somebody leaves."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.coverage import impact as find_impact
from graphsvc.answers.entities import entities
from graphsvc.answers.telling import tell_node
from graphsvc.answers.telling_gaps import tell_gaps, tell_impact
from graphsvc.cli.gap_tables import csv_text, json_text, print_gaps, print_impact, table_text
from graphsvc.cli.options import AsJson, At, StoreUrl, moment, reading_store
from graphsvc.cli.printing import console, print_json
from graphsvc.config import DEFAULT_STORE
from graphsvc.domain.errors import BadInput
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.validity import tell_moment
from graphsvc.domain.visibility import EVERYTHING

Within = Annotated[
    str | None,
    typer.Option(
        "--within",
        envvar="GRAPHSVC_WITHIN",
        metavar="KEY",
        help="Only this place and what stands in it (default: all).",
    ),
]


def gaps(
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
    at: At = None,
    format: Annotated[
        Literal["table", "csv", "json"],
        typer.Option("--format", envvar="GRAPHSVC_FORMAT", help="For people, for a spreadsheet, or for a program."),
    ] = "table",
    out: Annotated[
        Path | None,
        typer.Option("--out", envvar="GRAPHSVC_OUT", metavar="FILE", help="Write to a file instead of the screen."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what nobody covers: places and matters without a handler, single points, vacant posts and more."""
    kinds = [_kind(word) for word in kind] if kind else None
    if as_json and out is None and format == "csv":
        raise BadInput("--json and --format csv are two documents; give one of them, or --out FILE for the CSV")

    async def ask() -> dict[str, Any]:
        keeper = reading_store(store)
        try:
            async with keeper.snapshot() as reader:
                when = moment(at, reader.settings.timezone)
                # A local store is its operator's: nothing is hidden.
                found = await coverage_gaps(
                    reader, Surveys(), kinds=kinds, at=when, within=within, visibility=EVERYTHING
                )
                named = {} if within is None else await entities(reader, [within], EVERYTHING)
                return {
                    "at": tell_moment(when, reader.settings.timezone),
                    "within": None if within is None else tell_node(within, named),
                    "totalCount": len(found),
                    "gaps": await tell_gaps(reader, found, EVERYTHING),
                }
        finally:
            await keeper.close()

    report = asyncio.run(ask())
    if out is not None:
        texts = {"csv": csv_text, "json": json_text, "table": table_text}
        # A spreadsheet takes a file for Unicode only when it begins with this mark.
        _write(out, texts[format](report), "utf-8-sig" if format == "csv" else "utf-8")
        if as_json:
            print_json({"out": str(out), "format": format, "totalCount": report["totalCount"]})
        else:
            console().print(f"{report['totalCount']:,} gaps are written to {out}.")
    elif as_json or format == "json":
        print_json(report)
    elif format == "csv":
        typer.echo(csv_text(report), nl=False)
    else:
        print_gaps(report)


def impact(
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="The keys of persons, posts or units.")],
    store: StoreUrl = DEFAULT_STORE,
    within: Within = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Say what breaks when persons, posts or units go; nothing is changed."""

    async def ask() -> dict[str, Any]:
        keeper = reading_store(store)
        try:
            async with keeper.snapshot() as reader:
                when = moment(at, reader.settings.timezone)
                found = await find_impact(
                    reader, Surveys(), removing=keys, at=when, within=within, visibility=EVERYTHING
                )
                named = await entities(reader, keys, EVERYTHING)
                return {
                    "removing": [tell_node(key, named) for key in keys],
                    "at": tell_moment(when, reader.settings.timezone),
                    **await tell_impact(reader, found, EVERYTHING),
                }
        finally:
            await keeper.close()

    report = asyncio.run(ask())
    if as_json:
        print_json(report)
    else:
        print_impact(report)


def _kind(word: str) -> GapKind:
    try:
        return GapKind[word.upper().replace("-", "_")]
    except KeyError:
        wanted = ", ".join(kind.name for kind in GapKind)
        raise BadInput(f"“{word[:60]}” is no kind of gap (--kind is one of {wanted})") from None


def _write(path: Path, text: str, encoding: str) -> None:
    try:
        path.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror}") from error
