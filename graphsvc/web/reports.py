"""Reports of coverage over HTTP: a page, a workbook, CSV and JSON, each of what the asker may see.

A report is long work: a few are made at a time, whoever comes beyond is asked to come again, and who goes away while
waiting gives the place up.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final
from urllib.parse import quote, urlencode

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from graphsvc import __version__
from graphsvc.access import decide
from graphsvc.answers.coverage import Surveys, in_thread
from graphsvc.answers.freshness import Freshness
from graphsvc.domain.errors import LimitExceeded, NotFound, RevisionAhead, StoreError
from graphsvc.domain.validity import tell_moment
from graphsvc.domain.visibility import Role
from graphsvc.graphql.api import Clock
from graphsvc.graphql.errors import log_fault, told
from graphsvc.reports.comma import csv_file
from graphsvc.reports.document import json_bytes, load_document
from graphsvc.reports.page import GAPS_SHOWN, POLICY, Links, page, problem_page
from graphsvc.reports.report import MOST_GAPS, load_report
from graphsvc.reports.words import say
from graphsvc.reports.xlsx import workbook
from graphsvc.store.port import FactReader
from graphsvc.web.origin import is_cross_site, is_strange_host
from graphsvc.web.report_requests import Asked, Wrong, at_least_revision, language, moment_of, parameters
from graphsvc.web.revision import HEADER
from graphsvc.wording.names import Lang

_log = logging.getLogger(__name__)

AT_ONCE: Final = 2
"""How many reports are made at the same time."""

TIME: Final = 60.0
"""Seconds that a report may take."""

_COME_AGAIN: Final = 5
_METHODS: Final = "GET, HEAD, OPTIONS"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TYPES: Final[Mapping[str, str]] = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": _XLSX,
    "json": "application/json; charset=utf-8",
}
PATHS: Final = tuple(f"/reports/coverage.{form}" for form in _TYPES)
"""The addresses of reports."""


@dataclass(slots=True)
class Reports:
    """The routes under `/reports/`."""

    fresh: Freshness
    clock: Clock
    surveys: Surveys
    anonymous: Role
    time: float = TIME
    _places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [Route(path, _Door(self, path.rpartition(".")[2])) for path in PATHS]

    async def answer(self, request: Request, form: str) -> Response | None:
        """Answer a request for a report in a format; None when nobody waits for it any more.

        What is wrong is told in the words of that format.
        """
        lang = Lang.ZH
        try:
            if request.method == "OPTIONS":
                return Response(status_code=204, headers={"allow": _METHODS})
            if request.method not in {"GET", "HEAD"}:
                raise Wrong(405, "BAD_USER_INPUT", "wrong_method", headers={"allow": _METHODS})
            given = parameters(request)
            lang = language(given)
            if is_cross_site(request) or (self.anonymous is Role.ADMIN and is_strange_host(request)):
                raise Wrong(403, "FORBIDDEN", "wrong_site")
            return await self._report(request, form, lang, given, at_least_revision(request))
        except Wrong as wrong:
            return _tell(wrong, form, lang)
        except Exception as fault:  # noqa: BLE001  (the last word: told as a page of its own, whatever it is)
            log_fault(fault)
            return _tell(Wrong(500, "INTERNAL", "wrong_fault"), form, lang)

    async def _report(
        self, request: Request, form: str, lang: Lang, given: Mapping[str, str], at_least: int
    ) -> Response | None:
        if at_least:
            # Before a place is taken: whoever waits for a revision keeps nobody from being answered.
            with _store_trouble():
                async with self.fresh.snapshot(at_least):
                    pass
        if self._places.locked():
            headers = {"retry-after": str(_COME_AGAIN)}
            raise Wrong(503, "LIMIT_EXCEEDED", "wrong_busy", _COME_AGAIN, headers=headers)
        async with self._places:
            try:
                async with asyncio.timeout(self.time):
                    return await _while_waited_for(request, self._made(request, form, lang, given, at_least))
            except TimeoutError:
                headers = {"retry-after": str(_COME_AGAIN)}
                raise Wrong(503, "LIMIT_EXCEEDED", "wrong_time", f"{self.time:g}", headers=headers) from None

    async def _made(self, request: Request, form: str, lang: Lang, given: Mapping[str, str], at_least: int) -> Response:
        try:
            with _store_trouble():
                async with self.fresh.snapshot(at_least) as reader:
                    at = moment_of(given.get("at"), reader.settings.timezone, self.clock)
                    asked = Asked(form, lang, given.get("within"), at, decide(self.anonymous))
                    headers = _headers(asked, reader)
                    if request.headers.get("if-none-match") == headers["etag"]:
                        return Response(status_code=304, headers=headers)
                    write = await (self._page_or_book if form in {"html", "xlsx"} else self._document)(reader, asked)
            # Nothing is read any more: the store may go on while it is written out.
            body = await in_thread(write)
        except NotFound as error:
            raise Wrong(404, error.code, "wrong_place", error.key[:120]) from error
        except LimitExceeded as error:
            raise Wrong(400, error.code, "wrong_size", MOST_GAPS) from error
        return Response(body, 200, headers, _TYPES[form])

    async def _page_or_book(self, reader: FactReader, asked: Asked) -> Callable[[], bytes]:
        named = GAPS_SHOWN if asked.form == "html" else None
        report = await load_report(
            reader, self.surveys, within=asked.within, at=asked.at, visibility=asked.visibility, named=named
        )
        if asked.form == "xlsx":
            return partial(workbook, report, asked.lang)
        links = _links(asked, reader.settings.timezone)
        return lambda: page(report, asked.lang, links).encode()

    async def _document(self, reader: FactReader, asked: Asked) -> Callable[[], bytes]:
        document = await load_document(
            reader, self.surveys, within=asked.within, at=asked.at, visibility=asked.visibility
        )
        return partial(csv_file if asked.form == "csv" else json_bytes, document)


@contextmanager
def _store_trouble() -> Generator[None]:
    """Tell what the store says no with in words that hold no more than who asks may know."""
    headers = {"retry-after": str(_COME_AGAIN)}
    try:
        yield
    except RevisionAhead as error:
        raise Wrong(503, error.code, "wrong_ahead", headers=headers) from error
    except StoreError as error:
        # Its words are for who runs the service: they may name files.
        _log.warning("the store does not answer: %s", error.message)
        raise Wrong(503, error.code, "wrong_store", headers=headers) from error


@dataclass(slots=True, frozen=True)
class _Door:
    """One address: an application of its own, so that it answers every method in its own words."""

    reports: Reports
    form: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.reports.answer(Request(scope, receive), self.form)
        if response is not None:
            await response(scope, receive, send)


async def _while_waited_for(request: Request, work: Awaitable[Response]) -> Response | None:
    """Do work for as long as the asker waits for it; None when the asker has gone away, and the work is given up."""
    working = asyncio.ensure_future(work)
    watching = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, watching), return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, watching):
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _headers(asked: Asked, reader: FactReader) -> dict[str, str]:
    """Give the headers: what names people is kept by nobody on the way, and asked for again only when it differs."""
    what = repr((__version__, reader.revision, asked)).encode()
    headers = {
        "cache-control": "no-store",
        "etag": f'"{hashlib.sha256(what).hexdigest()[:32]}"',
        HEADER: str(reader.revision),
    }
    if asked.form == "html":
        headers["content-security-policy"] = f"{POLICY}; frame-ancestors 'none'"
    if asked.form in {"csv", "xlsx"}:
        day = tell_moment(asked.at, reader.settings.timezone)[:10]
        place = "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in asked.within or "")
        name = "-".join(filter(None, ("coverage", place, day))) + f".{asked.form}"
        # The plain name is for programs that do not know the newer form.
        headers["content-disposition"] = (
            f"attachment; filename=\"coverage-{day}.{asked.form}\"; filename*=UTF-8''{quote(name)}"
        )
    return headers


def _links(asked: Asked, timezone: str) -> Links:
    at = tell_moment(asked.at, timezone)

    def address(form: str, lang: Lang, within: str | None) -> str:
        query = {"within": within, "at": at, "lang": lang.value}
        return f"coverage.{form}?" + urlencode({name: value for name, value in query.items() if value is not None})

    other = Lang.EN if asked.lang is Lang.ZH else Lang.ZH
    return Links(
        other_language=address("html", other, asked.within),
        files=tuple((form.upper(), address(form, asked.lang, asked.within)) for form in ("xlsx", "csv", "json")),
        of_place=lambda key: address("html", asked.lang, key),
    )


def _tell(wrong: Wrong, form: str, lang: Lang) -> Response:
    if form == "html":
        headers = wrong.headers | {"content-security-policy": f"{POLICY}; frame-ancestors 'none'"}
        message = say(wrong.name, lang, *wrong.values)
        return Response(problem_page(message, lang), wrong.status, headers, _TYPES["html"])
    # Programs read English wherever the service speaks to them.
    message = say(wrong.name, Lang.EN, *wrong.values)
    body = orjson.dumps({"errors": [told(message, wrong.code)]})
    return Response(body, wrong.status, wrong.headers, _TYPES["json"])
