"""The application: everything it needs is handed to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graphsvc.domain.visibility import Role
from graphsvc.graphql.api import TIME, Api, Clock
from graphsvc.store.port import Store
from graphsvc.web.endpoint import Endpoint
from graphsvc.web.health import Health
from graphsvc.web.metrics import Metrics
from graphsvc.web.pages import GRAPHIQL, Pages, not_found
from graphsvc.web.shell import Shell


@dataclass(slots=True, frozen=True)
class Deps:
    """What the application is made of. It closes the store when it stops."""

    store: Store
    clock: Clock
    anonymous: Role = Role.PUBLIC
    """What a caller without a token is."""
    production: bool = False
    """Whether introspection and GraphiQL are off for the public."""
    time: float = TIME
    """Seconds that a request may take."""
    graphiql: Path = GRAPHIQL
    """Where the built page is."""


def create_app(deps: Deps) -> Starlette:
    """Make the application."""
    metrics = Metrics(("/", "/graphql", "/graphiql/", "/livez", "/readyz", "/metrics"))
    health = Health(deps.store, metrics)
    pages = Pages(deps.graphiql, offered=not (deps.production and deps.anonymous is Role.PUBLIC))
    api = Api(deps.store, deps.clock, deps.time)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await deps.store.close()

    app = Starlette(
        routes=[
            Route("/graphql", Endpoint(api, deps.anonymous, deps.production)),
            Route("/livez", health.live),
            Route("/readyz", health.ready),
            Route("/metrics", health.figures),
            *pages.routes(),
        ],
        exception_handlers={404: not_found},
        middleware=[Middleware(Shell, metrics=metrics)],
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # an address is what it is; where it leads is not taken from the caller's Host
    return app
