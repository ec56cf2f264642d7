"""What stands around the endpoint: headers, health, figures, and the last word for faults."""

# ruff: noqa: ANN401  (answers are JSON; readers and types of the framework are handed on as they are)

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.domain.errors import StoreError
from graphsvc.store.port import Store
from graphsvc.web import Deps, create_app, warming
from graphsvc.web.metrics import Metrics
from tests.graphql.town import CANARY, NOW
from tests.web.conftest import calling

pytestmark = pytest.mark.anyio

PAGES = ("/", "/explore", "/coverage", "/roster", "/graphiql/")
OTHERS = ("/graphql", "/graphiql", "/graphiql/assets/page.js", "/assets/page.js", "/livez", "/readyz", "/metrics", "/x")


async def test_every_answer_keeps_browsers_careful(town: Store, built: Path) -> None:
    async with calling(Deps(town, lambda: NOW, ui=built, graphiql=built)) as client:
        for place in (*PAGES, *OTHERS):
            headers = (await client.get(place)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            policy = headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert policy.startswith("default-src 'self'" if place in PAGES else "default-src 'none'")
            assert "server" not in headers
        assert (await client.get("/graphql")).headers["cache-control"] == "no-store"


class Away:
    """A store that does not answer."""

    revision = 0

    def __init__(self, error: Exception | None) -> None:
        self._error = error

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Any]:
        if self._error is not None:
            raise self._error
        yield

    async def close(self) -> None:
        """Nothing to let go of."""


async def test_the_service_lives_though_the_store_does_not_answer(client: httpx.AsyncClient) -> None:
    assert (await client.get("/livez")).status_code == 200
    ready = await client.get("/readyz")
    assert (ready.status_code, ready.text) == (200, "ready at revision 1\n")
    away: Any = Away(StoreError("/srv/secret.db is closed"))
    async with calling(Deps(away, lambda: NOW)) as waiting:
        assert (await waiting.get("/livez")).status_code == 200
        response = await waiting.get("/readyz")
        assert response.status_code == 503
        assert "secret" not in response.text
        for accept in ("application/json", "application/graphql-response+json"):
            told = await waiting.post("/graphql", json={"query": "{ status { name } }"}, headers={"accept": accept})
            assert told.status_code == 503
            assert told.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"


async def test_a_fault_outside_of_graphql_is_masked_too(caplog: pytest.LogCaptureFixture) -> None:
    away: Any = Away(RuntimeError("insides canary"))
    async with calling(Deps(away, lambda: NOW)) as client:
        with caplog.at_level(logging.DEBUG, logger="graphsvc"):
            response = await client.get("/readyz")
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert "insides" not in response.text + caplog.text
    assert "RuntimeError" in caplog.text


async def test_nothing_is_at_other_addresses(client: httpx.AsyncClient) -> None:
    for place in ("/x", "/graphql/", "/livez/x", "/%00", "/..%2f..", "/" + "x" * 5_000):
        response = await client.get(place)
        assert response.status_code == 404
        assert "Traceback" not in response.text


async def test_figures_count_requests_and_hold_nothing_of_them(client: httpx.AsyncClient) -> None:
    await client.post("/graphql", json={"query": '{ person(key: "canary-zhao") { name } }'})
    await client.post("/graphql", content=b"canary")
    await client.get("/canary-zhao", params={"query": "canary"})
    figures = (await client.get("/metrics")).text
    assert "graphsvc_revision 1\n" in figures
    assert 'graphsvc_requests_total{route="/graphql",status="200"} 1\n' in figures
    assert 'graphsvc_requests_total{route="/graphql",status="415"} 1\n' in figures
    assert 'graphsvc_requests_total{route="other",status="404"} 1\n' in figures
    assert 'graphsvc_request_seconds_count{route="/graphql"} 2\n' in figures
    assert CANARY not in figures


def test_figures_are_in_the_form_that_prometheus_reads() -> None:
    metrics = Metrics(["/a"])
    for seconds in (0.0005, 0.001, 0.3, 99.0):
        metrics.count("/a", 200, seconds)
    lines = metrics.tell(7).splitlines()
    assert 'graphsvc_request_seconds_bucket{route="/a",le="0.001"} 2' in lines
    assert 'graphsvc_request_seconds_bucket{route="/a",le="0.25"} 2' in lines
    assert 'graphsvc_request_seconds_bucket{route="/a",le="0.5"} 3' in lines
    assert 'graphsvc_request_seconds_bucket{route="/a",le="+Inf"} 4' in lines
    assert 'graphsvc_request_seconds_sum{route="/a"} 99.301500' in lines
    assert metrics.tell(7).endswith("\n")


class Cold(Away):
    """A store that cannot be made ready at first."""

    def __init__(self, tries: int) -> None:
        super().__init__(None)
        self.left = tries
        self.ready = asyncio.Event()

    async def warm(self) -> None:
        """Fail until the last try."""
        self.left -= 1
        if self.left:
            raise StoreError("the server is away")
        self.ready.set()


async def test_the_store_is_made_ready_while_the_service_serves_however_often_that_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(warming, "_FIRST_PAUSE", 0)
    cold: Any = Cold(3)
    said: list[str] = []
    messages = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, str]:
        message = next(messages)
        if message == "lifespan.shutdown":
            assert said == ["lifespan.startup.complete"]
            assert cold.left == 3  # nobody waited for it
            await cold.ready.wait()
        return {"type": message}

    async def send(message: Any) -> None:
        said.append(message["type"])

    app = create_app(Deps(cold, lambda: NOW))
    await app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
    assert (cold.left, said[-1]) == (0, "lifespan.shutdown.complete")


async def test_a_store_that_never_becomes_ready_holds_nobody_up_at_the_end() -> None:
    cold: Any = Cold(-1)
    messages = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, str]:
        message = next(messages)
        while message == "lifespan.shutdown" and cold.left == -1:  # noqa: ASYNC110  (nobody else tells)
            await asyncio.sleep(0)
        return {"type": message}

    async def send(_message: Any) -> None:
        pass

    app = create_app(Deps(cold, lambda: NOW))
    async with asyncio.timeout(10):
        await app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
    assert not cold.ready.is_set()


async def test_the_store_is_closed_when_the_application_ends() -> None:
    store = EmbeddedStore.open(None)
    app = create_app(Deps(store, lambda: NOW))
    said: list[str] = []
    messages = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, str]:
        message = next(messages)
        if message == "lifespan.shutdown":
            async with store.snapshot():
                said.append("open until then")
        return {"type": message}

    async def send(message: Any) -> None:
        said.append(message["type"])

    await app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
    assert said == ["lifespan.startup.complete", "open until then", "lifespan.shutdown.complete"]
    with pytest.raises(StoreError):
        async with store.snapshot():
            pass
