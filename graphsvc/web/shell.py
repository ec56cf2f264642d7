"""What stands around every route: headers that keep browsers careful, figures, and a last word for faults."""

from __future__ import annotations

import time
from typing import Any, Final

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphsvc.graphql.errors import FAULT, log_fault, told
from graphsvc.web.metrics import Metrics

_CAREFUL: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_DATA_POLICY: Final = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
PAGE_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
"""The policy of pages; everything else may load nothing at all."""


class Shell:
    """An ASGI application around another one."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def send_carefully(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers: list[Any] = message["headers"]
                headers += _CAREFUL
                if not any(name == b"content-security-policy" for name, _ in headers):
                    headers.append(_DATA_POLICY)
                if not any(name == b"cache-control" for name, _ in headers):
                    headers.append((b"cache-control", b"no-store"))
            await send(message)

        try:
            await self._app(scope, receive, send_carefully)
        except Exception as fault:  # noqa: BLE001  (the last word: whatever it is, nobody is told the insides)
            log_fault(fault)
            if not status:
                body = orjson.dumps({"errors": [told(FAULT, "INTERNAL")]})
                headers = [(b"content-type", b"application/json; charset=utf-8")]
                await send_carefully({"type": "http.response.start", "status": 500, "headers": headers})
                await send_carefully({"type": "http.response.body", "body": body})
        finally:
            self._metrics.count(scope["path"], status, time.perf_counter() - began)
