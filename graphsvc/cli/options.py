"""Options that several commands share. Each can be given as GRAPHSVC_<OPTION> too."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from graphsvc.bootstrap import now, open_store
from graphsvc.config import read_store_url
from graphsvc.domain.entities import Moment
from graphsvc.domain.validity import read_moment
from graphsvc.store.port import Store

StoreUrl: TypeAlias = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="GRAPHSVC_STORE",
        help="The store: sqlite:///file.db, neo4j://host:7687, or memory: (kept nowhere).",
    ),
]
AsJson: TypeAlias = Annotated[
    bool, typer.Option("--json", envvar="GRAPHSVC_JSON", help="Print one JSON document and nothing else.")
]
At: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--at",
        envvar="GRAPHSVC_AT",
        metavar="WHEN",
        help="The moment asked about: 2025-05-01 or 2025-05-01T18:30 (default: now).",
    ),
]


def reading_store(url: str) -> Store:
    """Open a store for reading: beside a running service, and never making a file."""
    return open_store(read_store_url(url), read_only=True)


def writing_store(url: str, *, dry_run: bool = False) -> Store:
    """Open a store as its one writer; a missing file is made, but not for a dry run, which would leave it behind."""
    address = read_store_url(url)
    if dry_run and address.path is not None and not address.path.exists():
        address = read_store_url("memory:")
    return open_store(address)


def moment(text: str | None, timezone: str) -> Moment:
    """Read a moment as given on the command line; none is now."""
    return now() if text is None else read_moment(text, timezone)
