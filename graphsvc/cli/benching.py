"""The command that measures."""

from __future__ import annotations

from typing import Annotated

import typer

from graphsvc.cli.options import AsJson
from graphsvc.domain.errors import BadInput


def bench(
    what: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]…", help="Which benchmarks (default: all); `list` names them.")
    ] = None,
    nodes: Annotated[
        list[int] | None,
        typer.Option(
            "--nodes", envvar="GRAPHSVC_NODES", min=1_000, help="Sizes to measure at (default: 10k, 200k, 2M)."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure: each figure is a ratio or a cost found in one run on this machine."""
    try:
        from graphsvc.bench import run
    except ModuleNotFoundError as error:
        raise BadInput(
            f"the benchmarks need {error.name}, a development tool: run `make bench` in a checkout"
        ) from error
    run(what or [], nodes or [10_000, 200_000, 2_000_000], as_json=as_json)
