"""The command line. Exit codes: 0 done, 1 a fault of the program or the store, 2 bad input."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from graphsvc import __version__
from graphsvc.cli import asking, benching, comparing, coverage, data, serving, suggesting, words
from graphsvc.cli.printing import tell_error
from graphsvc.domain.errors import BadInput, Conflict, GraphsvcError, LimitExceeded, NotFound

app = typer.Typer(
    name="graphsvc",
    help="Who is responsible for what in a neighbourhood, who is next, and why.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    serving.demo,
    data.check,
    data.import_,
    data.export,
    serving.serve,
    asking.who,
    words.ask,
    coverage.gaps,
    coverage.impact,
    comparing.matrix,
    comparing.compare,
    suggesting.candidates,
    suggesting.plan,
    asking.schema,
    data.seed,
    benching.bench,
):
    app.command(command.__name__.rstrip("_"))(command)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"graphsvc {__version__}")
        raise typer.Exit


@app.callback()
def _start(
    # Told by the option itself: what follows is asked for a command first.
    version: Annotated[
        bool, typer.Option("--version", help="Tell the version and end.", is_eager=True, callback=_tell_version)
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line and end the process with its exit code; bad input never shows a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command and give its exit code."""
    as_json = "--json" in arguments
    try:
        result = app(arguments or ["--help"], prog_name="graphsvc", standalone_mode=False)
    except typer.TyperException as error:
        # Where a value is checked by a converter, its own name for the fault stands before what is wrong.
        message = error.format_message().rstrip(".").replace(": Value error, ", ": ", 1)
        tell_error(BadInput(f"{message} (--help tells more)"), as_json=as_json)
        return 2
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain about it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except GraphsvcError as error:
        tell_error(error, as_json=as_json)
        return 2 if isinstance(error, BadInput | NotFound | Conflict | LimitExceeded) else 1
    except Exception as error:
        if os.environ.get("GRAPHSVC_DEBUG"):
            raise
        fault = GraphsvcError(
            f"a fault of the program ({type(error).__name__}); GRAPHSVC_DEBUG=1 shows where, please report it"
        )
        tell_error(fault, as_json=as_json)
        return 1
    return result if isinstance(result, int) else 0
