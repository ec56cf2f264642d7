"""What a person or a program reads: words and tables, or one JSON document."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid
from rich.text import Text

from graphsvc.domain.changes import SETTINGS, Outcome
from graphsvc.domain.errors import GraphsvcError, Refused
from graphsvc.domain.kinds import Table
from graphsvc.store.port import Progress as Report

_ROWS_SHOWN = 40


def console() -> Console:
    """Give the console of standard output; data are text, never markup."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=True)


def print_json(document: object) -> None:
    """Print one JSON document on standard output."""
    sys.stdout.buffer.write(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def tell_error(error: GraphsvcError, *, as_json: bool) -> None:
    """Say what is wrong: as JSON on standard output, else in words on standard error."""
    if as_json:
        print_json(_error_document(error))
        return
    errors = Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)
    if isinstance(error, Refused):
        for problem in error.problems[:_ROWS_SHOWN]:
            where = ", ".join(
                part
                for part in (
                    problem.table,
                    f"row {problem.row}" if problem.row is not None else "",
                    f"column {problem.column}" if problem.column else "",
                )
                if part
            )
            errors.print(Text.assemble((where, "bold"), f": {problem.message} [{problem.code}]"))
        if len(error.problems) > _ROWS_SHOWN:
            errors.print(f"… and {len(error.problems) - _ROWS_SHOWN:,} more; --json tells them")
    errors.print(Text.assemble(("graphsvc: ", "bold red"), error.message))


def _error_document(error: GraphsvcError) -> dict[str, Any]:
    if isinstance(error, Refused):
        return {"errors": [problem._asdict() for problem in error.problems], "truncated": error.truncated}
    return {"errors": [{"code": error.code, "message": error.message}], "truncated": False}


def tell_outcome(outcome: Outcome, *, as_json: bool, dry_run: bool = False) -> None:
    """Say what a write did, or would do."""
    if as_json:
        print_json(
            {
                "revision": outcome.revision,
                "added": outcome.added,
                "changed": outcome.changed,
                "ended": outcome.ended,
                "unchanged": outcome.unchanged,
            }
        )
        return
    out = console()
    if outcome.empty:
        out.print(f"Nothing differs: {outcome.unchanged:,} rows are as they were.")
        return
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    grid.add_column("table")
    actions = {"added": outcome.added, "changed": outcome.changed, "ended": outcome.ended}
    for action in actions:
        grid.add_column(action, justify="right")
    for name in (SETTINGS, *(table.value for table in Table)):
        counts = [counts.get(name, 0) for counts in actions.values()]
        if any(counts):
            grid.add_row(name, *(f"{count:,}" if count else "–" for count in counts))
    out.print(grid)
    if outcome.unchanged:
        out.print(f"{outcome.unchanged:,} rows are as they were.")
    if dry_run:
        out.print("A dry run: nothing was written.")
    elif outcome.revision is not None:
        out.print(f"This is revision {outcome.revision}.")


@contextmanager
def progress_bar() -> Iterator[Report | None]:
    """Show a progress bar on standard error while the block runs; None where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True, emoji=False), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def report(doing: str, done: int, total: int | None) -> None:
            if doing not in tasks:
                tasks[doing] = bar.add_task(doing, total=total)
            bar.update(tasks[doing], completed=done, total=total)

        yield report
