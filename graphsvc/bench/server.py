"""The servers that are compared: `python -m graphsvc.bench.server serve FILE` and `… bare FILE`; prints its port."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.bootstrap import application
from graphsvc.domain.visibility import Role


def bare(body: bytes) -> Starlette:
    """Make an application that reads the request and returns those bytes."""

    async def answer(request: Request) -> Response:
        await request.body()
        return Response(body, media_type="application/json")

    return Starlette(routes=[Route("/graphql", answer, methods=["POST"])])


def main() -> None:
    """Serve on a free loopback port until terminated."""
    what, path = sys.argv[1:]
    app: Any
    if what == "bare":
        app = bare(Path(path).read_bytes())
    else:
        app = application(EmbeddedStore.open(Path(path), read_only=True), Role.ADMIN)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # as the command line does
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    print(listening.getsockname()[1], flush=True)
    configuration = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(configuration).run(sockets=[listening])


if __name__ == "__main__":
    main()
