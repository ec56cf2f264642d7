"""Commands that move data: check, import, export, seed."""

from __future__ import annotations

import asyncio
import getpass
from pathlib import Path
from typing import Annotated, Literal

import typer

from graphsvc.bootstrap import now, write_offline_load
from graphsvc.bundle.folder import export_folder, read_bundle
from graphsvc.cli.options import AsJson, StoreUrl, reading_store, writing_store
from graphsvc.cli.printing import console, print_json, progress_bar, tell_outcome
from graphsvc.commands.importing import import_bundle, stated
from graphsvc.config import DEFAULT_STORE
from graphsvc.domain.changes import Outcome
from graphsvc.domain.errors import BadInput
from graphsvc.seeding.worlds import generate, write_world
from graphsvc.seeding.written import copy_hand_written

BundlePath = Annotated[Path, typer.Argument(metavar="PATH", help="The folder of a bundle.")]


def check(
    context: typer.Context,
    path: Annotated[Path | None, typer.Argument(metavar="[PATH]", help="The folder of a bundle.")] = None,
    store: Annotated[
        str | None,
        typer.Option("--store", envvar="GRAPHSVC_STORE", help="A store instead: sqlite:///file.db."),
    ] = None,
    as_json: AsJson = False,
) -> int:
    """Validate a bundle: exit 0, or 2 with every error at its cell. Or a store: exit 0, or 1 with what differs."""
    # A store that the environment names is what commands work on, and no second thing to check.
    source = context.get_parameter_source("store")
    if path is not None and store is not None and (source is None or source.name != "ENVIRONMENT"):
        raise BadInput("a bundle or a store is checked, one at a time")
    if path is not None:
        _check_bundle(path, as_json=as_json)
        return 0
    if store is None:
        raise BadInput("PATH of a bundle or --store URL is missing")
    return _check_store(store, as_json=as_json)


def _check_store(url: str, *, as_json: bool) -> int:
    async def act() -> tuple[int, tuple[str, ...]]:
        keeper = reading_store(url)
        try:
            async with keeper.snapshot() as facts:
                revision = facts.revision
            return revision, await keeper.verify()
        finally:
            await keeper.close()

    revision, found = asyncio.run(act())
    if as_json:
        print_json({"revision": revision, "sound": not found, "findings": list(found)})
    elif found:
        console().print("\n".join((f"Revision {revision} is not sound:", *(f"  {finding}" for finding in found))))
    else:
        console().print(f"Revision {revision} is sound: all that is derived is what it is derived from.")
    return 1 if found else 0


def _check_bundle(path: Path, *, as_json: bool) -> None:
    with progress_bar() as progress, read_bundle(path, progress=progress) as bundle:
        outcome = stated(bundle)
    if as_json:
        tell_outcome(outcome, as_json=True)
        return
    rows = sum(outcome.added.values())
    console().print(f"{path}: sound. {rows:,} rows in {len(outcome.added)} tables.")


def import_(
    path: BundlePath,
    store: StoreUrl = DEFAULT_STORE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", envvar="GRAPHSVC_DRY_RUN", help="Show the difference, write nothing.")
    ] = False,
    replace: Annotated[
        bool,
        typer.Option("--replace", envvar="GRAPHSVC_REPLACE", help="End or delete what the bundle does not mention."),
    ] = False,
    author: Annotated[
        str | None, typer.Option("--author", envvar="GRAPHSVC_AUTHOR", help="Who writes (default: your user name).")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", envvar="GRAPHSVC_REASON", help="Why it is written.")] = "import",
    as_json: AsJson = False,
) -> None:
    """Import a bundle: one change set, all of it or nothing."""

    async def act() -> Outcome:
        with progress_bar() as progress, read_bundle(path, progress=progress) as bundle:
            keeper = writing_store(store, dry_run=dry_run)
            try:
                return await import_bundle(
                    keeper,
                    bundle,
                    author=author or _user(),
                    reason=reason,
                    moment=now(),
                    replace=replace,
                    dry_run=dry_run,
                    progress=progress,
                )
            finally:
                await keeper.close()

    tell_outcome(asyncio.run(act()), as_json=as_json, dry_run=dry_run)


def export(
    out: Annotated[Path, typer.Option("--out", envvar="GRAPHSVC_OUT", help="The folder to write.")],
    store: StoreUrl = DEFAULT_STORE,
    format: Annotated[
        Literal["bundle", "neo4j-admin"],
        typer.Option(
            "--format",
            envvar="GRAPHSVC_FORMAT",
            help="A bundle folder of CSV files; or a new folder from which neo4j-admin loads a Neo4j server.",
        ),
    ] = "bundle",
    as_json: AsJson = False,
) -> None:
    """Export everything as a bundle, which import takes without changing anything."""

    async def act() -> int:
        keeper = reading_store(store)
        try:
            if format == "neo4j-admin":
                return await write_offline_load(keeper, out)
            async with keeper.snapshot() as reader:
                await export_folder(out, reader.settings, keeper.rows)
                return reader.revision
        finally:
            await keeper.close()

    revision = asyncio.run(act())
    if as_json:
        print_json({"revision": revision, "out": str(out), "format": format})
    else:
        console().print(f"Revision {revision} is exported to {out}.")
        if format == "neo4j-admin":
            console().print(
                "In that folder: neo4j-admin database import full neo4j @import.args\n"
                "Then start the server, and: cypher-shell --file schema.cypher"
            )


def seed(
    world: Annotated[str, typer.Argument(metavar="WORLD", help="A, B, C or D.")],
    out: Annotated[Path, typer.Option("--out", envvar="GRAPHSVC_OUT", help="The folder to write the bundle to.")],
    households: Annotated[
        Literal["nodes", "counted"],
        typer.Option(
            "--households", envvar="GRAPHSVC_HOUSEHOLDS", help="Flats as places, or as a number at their building."
        ),
    ] = "counted",
    size: Annotated[
        Literal["full", "small"], typer.Option("--size", envvar="GRAPHSVC_SIZE", help="The whole, or a corner of it.")
    ] = "full",
    number: Annotated[
        int, typer.Option("--seed", envvar="GRAPHSVC_SEED", min=0, help="Another number gives another town.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Write a seed world as a bundle; the same options give the same files."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadInput(f"{out} is there already and not an empty folder")
    if world.upper() == "B":
        copy_hand_written(out)
    else:
        write_world(generate(world.upper(), size=size, households=households, seed=number), out)
    if as_json:
        print_json({"world": world.upper(), "out": str(out)})
    else:
        console().print(f"World {world.upper()} is written to {out}.")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
