"""Commands that serve: serve, demo."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from graphsvc.bootstrap import application, now, open_store
from graphsvc.bundle.folder import read_bundle
from graphsvc.cli.options import AsJson, StoreUrl
from graphsvc.cli.printing import console, print_json
from graphsvc.commands.importing import import_bundle
from graphsvc.config import DEFAULT_STORE, read_store_url
from graphsvc.domain.errors import BadInput, StoreMissing
from graphsvc.domain.examples import Example
from graphsvc.domain.visibility import Role
from graphsvc.seeding.questions import QUESTIONS, Question
from graphsvc.seeding.world import seed_folder
from graphsvc.store.port import Store

_DEMO_WORLDS = ("C", "A", "B", "D")

Port = Annotated[int, typer.Option("--port", envvar="GRAPHSVC_PORT", min=1, max=65_535, help="The port.")]


def serve(
    store: StoreUrl = DEFAULT_STORE,
    host: Annotated[
        str,
        typer.Option(
            "--host", envvar="GRAPHSVC_HOST", help="The address to listen at; this machine alone unless told."
        ),
    ] = "127.0.0.1",
    port: Port = 8000,
    anonymous: Annotated[
        Literal["public", "admin"],
        typer.Option(
            "--anonymous",
            envvar="GRAPHSVC_ANONYMOUS",
            help="What a caller without a token is; admin only on a loopback address.",
        ),
    ] = "public",
    as_json: AsJson = False,
) -> None:
    """Serve the GraphQL API over HTTP."""
    role = Role(anonymous)
    if role is Role.ADMIN and not _is_loopback(host):
        raise BadInput("--anonymous admin shows everybody's private data: it is allowed on a loopback address alone")
    address = read_store_url(store)
    if address.path is not None and not address.path.is_file():
        raise StoreMissing(f"there is no store at {address.path}; `graphsvc import PATH --store {address}` makes one")
    listening = _listen(host, port)
    keeper = open_store(address)
    _tell_address(host, port, as_json=as_json)
    _run(keeper, listening, role)


def demo(
    world: Annotated[
        str | None, typer.Option("--world", envvar="GRAPHSVC_WORLD", help="Only this world: A, B, C or D.")
    ] = None,
    port: Port = 8000,
    as_json: AsJson = False,
) -> None:
    """Serve the seed worlds, to try things out; kept in a temporary file, gone when it ends."""
    worlds = _DEMO_WORLDS if world is None else (world.upper(),)
    if unknown := [name for name in worlds if name not in _DEMO_WORLDS]:
        raise BadInput(f"no seed world is called {unknown[0]!r}; there are A, B, C and D")
    listening = _listen("127.0.0.1", port)
    with tempfile.TemporaryDirectory(prefix="graphsvc-demo-") as folder:
        keeper = open_store(read_store_url(f"sqlite:///{Path(folder) / 'demo.db'}"))
        asyncio.run(_load(keeper, worlds))
        questions = [question for question in QUESTIONS if question.world in worlds][:3]
        _tell_address("127.0.0.1", port, as_json=as_json)
        if not as_json:
            _tell_questions(questions)
        _run(keeper, listening, Role.ADMIN, [question.example for question in questions])


async def _load(store: Store, worlds: tuple[str, ...]) -> None:
    for name in worlds:
        with read_bundle(seed_folder() / name) as bundle:
            await import_bundle(store, bundle, author="demo", reason=f"seed world {name}", moment=now())


def _tell_address(host: str, port: int, *, as_json: bool) -> None:
    shown = f"[{host}]" if ":" in host else host
    if as_json:
        print_json({"address": f"http://{shown}:{port}/", "graphql": f"http://{shown}:{port}/graphql"})
        return
    console().print(f"graphsvc is at http://{shown}:{port}/ (GraphQL at /graphql). Ctrl-C ends it.")


def _tell_questions(questions: Sequence[Question]) -> None:
    out = console()
    out.print(
        "Everybody on this machine who calls it is shown everything, as an admin is. All people in it are invented.\n"
    )
    out.print("Questions to try: click them on the page at the address above, or ask with any GraphQL client:\n")
    for question in questions:
        out.print(f"  {question.example.zh} {question.example.en}")
        out.print(f"    {question.query}\n", style="cyan")


def _listen(host: str, port: int) -> socket.socket:
    # Before anything is loaded, so that a taken port is told at once.
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # The protocol is named, since only then asyncio turns Nagle's delay off: 40 ms for each answer.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        raise BadInput(f"cannot listen at {host} port {port}: {error.strerror}; --port chooses another one") from error
    return listening


def _run(store: Store, listening: socket.socket, role: Role, examples: Sequence[Example] = ()) -> None:
    import uvicorn

    sys.stdout.flush()
    configuration = uvicorn.Config(
        application(store, role, examples), log_level="warning", access_log=False, server_header=False
    )
    uvicorn.Server(configuration).run(sockets=[listening])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
