"""GraphQL over HTTP: media types and status codes by the specification, POST and GET, queries only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graphsvc.access import decide
from graphsvc.domain.visibility import Role
from graphsvc.graphql.api import Api, Reply
from graphsvc.graphql.errors import told
from graphsvc.web.bodies import Parameters, Unreadable, read_get, read_post
from graphsvc.web.origin import is_cross_site, is_strange_host
from graphsvc.web.revision import HEADER, wanted_revision

RESPONSE: Final = "application/graphql-response+json"
JSON: Final = "application/json"
_UTF8: Final = "; charset=utf-8"
_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_TYPES: Final = {RESPONSE: RESPONSE + _UTF8, JSON: JSON + _UTF8}

# Trouble of the service itself has its status whatever media type is asked for.
_TROUBLE: Final[Mapping[str, int]] = {"STORE_UNAVAILABLE": 503, "INTERNAL": 500}


@dataclass(slots=True, frozen=True)
class Endpoint:
    """The route `/graphql`."""

    api: Api
    anonymous: Role
    production: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request of any method: what is not allowed is told in the words of this route."""
        response = await self.answer(Request(scope, receive))
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": _METHODS})
        media = accepted(request.headers.get("accept", ""))
        if media is None:
            return _tell(406, JSON, "BAD_USER_INPUT", f"answers are {RESPONSE} or {JSON}")
        if is_cross_site(request) or (self.anonymous is Role.ADMIN and is_strange_host(request)):
            return _tell(403, media, "FORBIDDEN", "requests out of the pages of other sites are not answered")
        try:
            at_least = wanted_revision(request)
            asked = await _read(request)
        except Unreadable as error:
            return _tell(error.status, media, error.code, error.message)
        reply = await self.api.answer(
            asked.query,
            asked.variables,
            asked.operation,
            visibility=decide(self.anonymous),
            introspection=not (self.production and self.anonymous is Role.PUBLIC),
            at_least=at_least,
        )
        headers = None if reply.revision is None else {HEADER: str(reply.revision)}
        return Response(orjson.dumps(reply.body), status_of(reply, media), headers, _TYPES[media])


async def _read(request: Request) -> Parameters:
    match request.method:
        case "POST":
            return await read_post(request)
        case "GET" | "HEAD":
            return read_get(request)
        case _:
            raise Unreadable(405, "BAD_USER_INPUT", f"questions are asked by {_METHODS}")


def status_of(reply: Reply, media: str) -> int:
    """Give the status of a reply: to those who know the newer media type, a refused request is no success."""
    if not reply.refused:
        return 200
    trouble = max((_TROUBLE.get(code, 0) for code in reply.codes), default=0)
    return trouble or (400 if media == RESPONSE else 200)


def _tell(status: int, media: str, code: str, message: str) -> Response:
    headers = {"allow": _METHODS} if status == 405 else None
    return Response(orjson.dumps({"errors": [told(message, code)]}), status, headers, _TYPES[media])


@lru_cache(maxsize=256)
def accepted(header: str) -> str | None:
    """Give the media type to answer in; None when neither of ours is accepted.

    Without a header, or where anything is welcome, it is `application/json`, as older clients expect.
    """
    weights: dict[str, float] = {}
    for part in header.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((_weight(text[2:]) for text in parameters if text.startswith("q=")), 1.0)
        if media:
            weights[media] = max(weight, weights.get(media, 0.0))
    if not weights:
        return JSON
    anything = weights.get("application/*", weights.get("*/*", 0.0))
    plain, newer = weights.get(JSON, anything), weights.get(RESPONSE, 0.0)
    if max(plain, newer) <= 0:
        return None
    # Named at equal weight, the newer one says more.
    return RESPONSE if newer >= plain else JSON


def _weight(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0
