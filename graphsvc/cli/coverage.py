"""Commands about coverage: which gaps there are, also as reports, and what breaks when somebody leaves."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

import typer

from graphsvc.answers.coverage import Surveys
from graphsvc.answers.coverage import impact as find_impact
from graphsvc.answers.entities import entities
from graphsvc.answers.telling import tell_node
from graphsvc.answers.telling_gaps import tell_impact
from graphsvc.cli.gap_tables import print_gaps, print_impact, table_text
from graphsvc.cli.options import AsJson, At, StoreUrl, moment, reading_store
from graphsvc.cli.printing import console, print_json, progress_bar
from graphsvc.config import DEFAULT_STORE
from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import BadInput
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.validity import tell_moment
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.reports.comma import csv_file, csv_text
from graphsvc.reports.document import json_bytes, load_document
from graphsvc.reports.report import Report, load_report
from graphsvc.store.port import FactReader
from graphsvc.store.port import Progress as Progressing
from graphsvc.wording.names import Lang

_Answer = TypeVar("_Answer")

Found: TypeAlias = dict[str, Any] | Report
"""What is written out: a document, or a report for the page and the workbook."""

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
    category: Annotated[
        str | None,
        typer.Option(
            "--category",
            envvar="GRAPHSVC_CATEGORY",
            metavar="KEY",
            help="Only cells of this category or one beneath it (default: all).",
        ),
    ] = None,
    at: At = None,
    *,
    format: Annotated[
        Literal["table", "csv", "json", "xlsx", "html"],
        typer.Option(
            "--format", envvar="GRAPHSVC_FORMAT", help="For people, for a spreadsheet, for a program, or to print."
        ),
    ] = "table",
    lang: Annotated[
        Literal["zh", "en"],
        typer.Option("--lang", envvar="GRAPHSVC_LANG", help="The language of xlsx and html; csv and json hold both."),
    ] = "zh",
    out: Annotated[
        Path | None,
        typer.Option("--out", envvar="GRAPHSVC_OUT", metavar="FILE", help="Write to a file instead of the screen."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List what nobody covers: places and matters without a handler, single points, vacant posts and more."""
    kinds = [read_kind(word) for word in kind] if kind else None
    if as_json and out is None and format not in {"table", "json"}:
        raise BadInput(f"--json and --format {format} are two documents; give one of them, or --out FILE for the other")
    if format == "xlsx" and out is None and sys.stdout.isatty():
        raise BadInput("a workbook is nothing for a screen; --out FILE says where to write it")

    if category is not None and format in {"xlsx", "html"}:
        raise BadInput(f"a report ({format}) holds every category; --category narrows the formats table, csv and json")

    async def ask(reader: FactReader, when: Moment, progress: Progressing | None) -> Found:
        # A local store is its operator's: nothing is hidden.
        if format in {"xlsx", "html"}:
            return await load_report(
                reader, Surveys(), within=within, at=when, visibility=EVERYTHING, kinds=kinds, progress=progress
            )
        return await load_document(
            reader,
            Surveys(),
            within=within,
            at=when,
            visibility=EVERYTHING,
            kinds=kinds,
            category=category,
            progress=progress,
        )

    with progress_bar() as progress:
        found = asyncio.run(_asked(store, at, lambda reader, when: ask(reader, when, progress)))
    total = found["totalCount"] if isinstance(found, dict) else sum(len(section.gaps) for section in found.sections)
    if out is not None:
        _write(out, _file(found, format, Lang(lang)))
        if as_json:
            print_json({"out": str(out), "format": format, "totalCount": total})
        else:
            console().print(f"{total:,} gaps are written to {out}.")
    elif isinstance(found, Report):
        sys.stdout.buffer.write(_file(found, format, Lang(lang)))
        sys.stdout.buffer.flush()
    elif as_json or format == "json":
        print_json(found)
    elif format == "csv":
        typer.echo(csv_text(found), nl=False)
    else:
        print_gaps(found)


def impact(
    keys: Annotated[list[str], typer.Argument(metavar="KEY…", help="The keys of persons, posts or units.")],
    store: StoreUrl = DEFAULT_STORE,
    within: Within = None,
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Say what breaks when persons, posts or units go; nothing is changed."""

    async def ask(reader: FactReader, when: Moment) -> dict[str, Any]:
        found = await find_impact(reader, Surveys(), removing=keys, at=when, within=within, visibility=EVERYTHING)
        named = await entities(reader, keys, EVERYTHING)
        return {
            "removing": [tell_node(key, named) for key in keys],
            "at": tell_moment(when, reader.settings.timezone),
            **await tell_impact(reader, found, EVERYTHING),
        }

    report = asyncio.run(_asked(store, at, ask))
    if as_json:
        print_json(report)
    else:
        print_impact(report)


def read_kind(word: str) -> GapKind:
    """Read a kind of gap as given on the command line."""
    try:
        return GapKind[word.upper().replace("-", "_")]
    except KeyError:
        wanted = ", ".join(kind.name for kind in GapKind)
        raise BadInput(f"“{word[:60]}” is no kind of gap (--kind is one of {wanted})") from None


async def _asked(store: str, at: str | None, ask: Callable[[FactReader, Moment], Awaitable[_Answer]]) -> _Answer:
    """Ask something of a store, at a moment as given on the command line."""
    keeper = reading_store(store)
    try:
        async with keeper.snapshot() as reader:
            return await ask(reader, moment(at, reader.settings.timezone))
    finally:
        await keeper.close()


def _file(found: Found, format: str, lang: Lang) -> bytes:
    if isinstance(found, Report):
        # Neither library is needed by any other command.
        from graphsvc.reports.page import page
        from graphsvc.reports.xlsx import workbook

        return workbook(found, lang) if format == "xlsx" else page(found, lang).encode()
    match format:
        case "csv":
            return csv_file(found)
        case "json":
            return json_bytes(found)
        case _:
            return table_text(found).encode()


def _write(path: Path, body: bytes) -> None:
    try:
        path.write_bytes(body)
    except OSError as error:
        raise BadInput(f"cannot write {path}: {error.strerror}") from error
