"""Reports over HTTP: only a few are made at a time, who waits for one, and which revision it shows."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from graphsvc.answers.freshness import Freshness
from graphsvc.domain.entities import Place
from graphsvc.domain.errors import StoreError
from graphsvc.domain.kinds import PlaceKind
from graphsvc.store.port import Store
from graphsvc.web import Deps, create_app
from graphsvc.web import reports as routes
from graphsvc.web.revision import HEADER
from tests.graphql.town import NOW
from tests.reports.reading import Page
from tests.support.worlds import stating
from tests.web.conftest import ADDRESS, calling
from tests.web.test_reports import FORMS

pytestmark = pytest.mark.anyio


class Slow:
    """A store on which nothing can be read before it is let."""

    revision = 0

    def __init__(self, error: Exception | None = None) -> None:
        self.let = asyncio.Event()
        self.begun = 0
        self.ended = 0
        self._error = error

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Any]:
        self.begun += 1
        try:
            await self.let.wait()
            if self._error is not None:
                raise self._error
            yield
        finally:
            self.ended += 1

    async def close(self) -> None:
        """Nothing to let go of."""


async def until(holds: Callable[[], bool]) -> None:
    """Let others run until something holds."""
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110  (what is waited for has no event of its own)
            await asyncio.sleep(0)


async def test_only_a_few_are_made_at_a_time_and_who_comes_beyond_is_told_when_to_come_again() -> None:
    slow: Any = Slow(StoreError("/srv/secret.db is closed"))
    async with calling(Deps(slow, lambda: NOW)) as client:
        waiting = [asyncio.ensure_future(client.get("/reports/coverage.json")) for _ in range(routes.AT_ONCE)]
        await until(lambda: slow.begun == routes.AT_ONCE)
        page = await client.get("/reports/coverage.html")
        assert (page.status_code, page.headers["retry-after"]) == (503, "5")
        assert "现在正在做的报告太多，请5秒后再试" in Page(page.text).texts
        told_as_json = await client.get("/reports/coverage.csv")
        assert told_as_json.status_code == 503
        assert told_as_json.json()["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
        assert slow.begun == routes.AT_ONCE
        slow.let.set()
        for response in await asyncio.gather(*waiting):
            assert response.status_code == 503
            assert response.json()["errors"] == [
                {
                    "message": "the store does not answer now; try again later",
                    "extensions": {"code": "STORE_UNAVAILABLE"},
                }
            ]
        # Their places are free again.
        assert (await client.get("/reports/coverage.json")).json()["errors"][0]["extensions"][
            "code"
        ] == "STORE_UNAVAILABLE"


async def test_a_report_that_takes_too_long_is_given_up() -> None:
    slow: Any = Slow()
    async with calling(Deps(slow, lambda: NOW, report_time=0.01)) as client:
        response = await client.get("/reports/coverage.json")
        assert (response.status_code, slow.ended) == (503, 1)
        assert "longer than 0.01 seconds" in response.json()["errors"][0]["message"]


async def test_who_goes_away_gives_the_place_up() -> None:
    slow: Any = Slow()
    app = create_app(Deps(slow, lambda: NOW))
    gone = asyncio.Event()
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        if not sent_request.is_set():
            sent_request.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:  # noqa: ANN401
        sent.append(message)

    sent_request = asyncio.Event()
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/reports/coverage.html",
        "raw_path": b"/reports/coverage.html",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", ADDRESS.partition("//")[2].encode())],
    }
    asking = asyncio.ensure_future(app(scope, receive, send))
    await until(lambda: slow.begun == 1)
    gone.set()
    await asyncio.wait_for(asking, 10)
    assert (slow.ended, sent) == (1, [])


async def test_work_that_is_given_up_is_waited_for_before_its_place_is_free(
    town: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread cannot be stopped: whoever comes meanwhile must not make it one more."""
    writing, let = threading.Event(), threading.Event()

    def write(*_: object) -> bytes:
        writing.set()
        assert let.wait(10)
        return b"late"

    monkeypatch.setattr(routes, "csv_file", write)
    monkeypatch.setattr(routes, "AT_ONCE", 1)
    async with calling(Deps(town, lambda: NOW)) as client:
        asking = asyncio.ensure_future(client.get("/reports/coverage.csv"))
        await until(writing.is_set)
        asking.cancel()
        # Long enough for it to be given up, were its end not waited for.
        for _ in range(100):
            await asyncio.sleep(0)
        assert (await client.get("/reports/coverage.json")).status_code == 503
        let.set()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert (await client.get("/reports/coverage.json")).status_code == 200


@pytest.mark.parametrize("form", FORMS)
async def test_a_report_tells_its_revision_and_shows_the_one_that_must_be_seen(
    town: Store, client: httpx.AsyncClient, form: str
) -> None:
    path = f"/reports/coverage.{form}"
    assert (await client.get(path)).headers[HEADER] == "1"
    waiting = asyncio.ensure_future(client.get(path, headers={HEADER: "2"}))
    while (fresh := _fresh(client))._waiting == 0:  # noqa: ASYNC110  (nobody else tells)
        await asyncio.sleep(0)
    await town.write(stating(Place("late", PlaceKind.COMPOUND, "晚", None, "city")))
    response = await waiting
    assert (response.status_code, response.headers[HEADER], fresh._waiting) == (200, "2", 0)


@pytest.mark.parametrize(("lang", "words"), [("zh", "版本"), ("en", "revision")])
async def test_a_revision_that_does_not_come_is_told_in_words_and_keeps_nobody_from_a_report(
    town: Store, client: httpx.AsyncClient, lang: str, words: str
) -> None:
    fresh = _fresh(client)
    fresh._patience = 0.3
    asks = [
        asyncio.ensure_future(client.get(f"/reports/coverage.html?lang={lang}", headers={HEADER: "99"}))
        for _ in range(2 * routes.AT_ONCE)
    ]
    await until(lambda: fresh._waiting == 2 * routes.AT_ONCE)
    assert (await client.get("/reports/coverage.json")).status_code == 200
    for response in await asyncio.gather(*asks):
        assert (response.status_code, response.headers["retry-after"]) == (503, "5")
        assert words in response.text
    as_json = await client.get("/reports/coverage.json", headers={HEADER: "99"})
    assert as_json.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"


@pytest.mark.parametrize("value", ["", "-1", "one", "1" * 16])
async def test_what_is_no_number_of_a_revision_gets_no_report(client: httpx.AsyncClient, value: str) -> None:
    response = await client.get("/reports/coverage.csv", headers={HEADER: value})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (400, "BAD_USER_INPUT")
    assert HEADER in error["message"]
    page = await client.get("/reports/coverage.html", headers={HEADER: value})
    assert (page.status_code, HEADER in page.text) == (400, True)


def _fresh(client: httpx.AsyncClient) -> Freshness:
    """What opens snapshots for the application that a client calls."""
    app: Any = client._transport
    found: Freshness = next(route.endpoint.reports.fresh for route in app.app.routes if "/reports/" in route.path)
    return found
