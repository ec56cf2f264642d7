"""The application: everything it needs is handed to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from graphsvc.domain.examples import Example
from graphsvc.domain.visibility import Role
from graphsvc.graphql.api import TIME, Api, Clock
from graphsvc.store.port import Store
from graphsvc.web.endpoint import Endpoint
from graphsvc.web.health import Health
from graphsvc.web.metrics import Metrics
from graphsvc.web.pages import GRAPHIQL, SCREENS, UI, Pages
from graphsvc.web.reports import PATHS, Reports
from graphsvc.web.reports import TIME as REPORT_TIME
from graphsvc.web.shell import Shell
from graphsvc.web.warming import get_ready


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
    report_time: float = REPORT_TIME
    """Seconds that a report may take."""
    examples: Sequence[Example] = ()
    """Questions to start with."""
    ui: Path = UI
    """Where the built map is."""
    graphiql: Path = GRAPHIQL
    """Where the built GraphiQL is."""


def create_app(deps: Deps) -> Starlette:
    """Make the application."""
    metrics = Metrics((*SCREENS, "/graphql", "/graphiql/", "/livez", "/readyz", "/metrics", *PATHS))
    health = Health(deps.store, metrics)
    hidden = deps.production and deps.anonymous is Role.PUBLIC
    pages = Pages(deps.ui, deps.graphiql, graphiql_offered=not hidden)
    api = Api(deps.store, deps.clock, deps.time, examples=deps.examples)
    # What was found out about a revision serves questions and reports alike.
    reports = Reports(api.fresh, deps.clock, api.surveys, deps.anonymous, deps.report_time)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        warming = asyncio.create_task(get_ready(deps.store))
        try:
            yield
        finally:
            warming.cancel()
            await asyncio.gather(warming, return_exceptions=True)
            await deps.store.close()

    app = Starlette(
        routes=[
            Route("/graphql", Endpoint(api, deps.anonymous, deps.production)),
            Route("/livez", health.live),
            Route("/readyz", health.ready),
            Route("/metrics", health.figures),
            *reports.routes(),
            *pages.routes(),
        ],
        exception_handlers={404: pages.not_found},
        middleware=[Middleware(Shell, metrics=metrics)],
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # an address is what it is; where it leads is not taken from the caller's Host
    return app
