"""Whether the service lives, whether it can answer, and its figures."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from graphsvc.domain.errors import StoreError
from graphsvc.store.port import Store
from graphsvc.web.metrics import Metrics

_PATIENCE: Final = 4.0


@dataclass(slots=True, frozen=True)
class Health:
    """The routes `/livez`, `/readyz` and `/metrics`."""

    store: Store
    metrics: Metrics

    async def live(self, _request: Request) -> Response:
        """Say that the process answers."""
        return PlainTextResponse("alive\n")

    async def ready(self, _request: Request) -> Response:
        """Say whether the store answers: a snapshot can be opened."""
        try:
            async with asyncio.timeout(_PATIENCE), self.store.snapshot() as facts:
                return PlainTextResponse(f"ready at revision {facts.revision}\n")
        except StoreError:
            # Its message may name files; who asks for readiness need not know them.
            return PlainTextResponse("not ready: the store does not answer\n", 503)
        except TimeoutError:
            return PlainTextResponse(f"not ready: the store did not answer within {_PATIENCE:g} seconds\n", 503)

    async def figures(self, _request: Request) -> Response:
        """Tell the figures."""
        return Response(self.metrics.tell(self.store.revision), media_type="text/plain; version=0.0.4")
