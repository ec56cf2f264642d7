"""Reading requests: bounded bodies, strict JSON, and the parameters of GraphQL over HTTP."""

from __future__ import annotations

from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect, Request

MOST_BYTES: Final = 256 * 1024
"""How long a body may be."""

_MOST_FIELDS: Final = 16


class Unreadable(Exception):
    """A request that cannot be understood: the status, the code and the words to tell it with."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


class Parameters(NamedTuple):
    """What is asked."""

    query: str
    variables: dict[str, Any] | None
    operation: str | None


async def read_body(request: Request) -> bytes:
    """Read a body, giving up as soon as it is longer than allowed."""
    told = request.headers.get("content-length", "")
    if told.isascii() and told.isdigit() and (len(told) > 12 or int(told) > MOST_BYTES):
        raise _too_long()
    parts: list[bytes] = []
    length = 0
    try:
        async for part in request.stream():
            length += len(part)
            if length > MOST_BYTES:
                raise _too_long()
            parts.append(part)
    except ClientDisconnect as gone:
        raise _bad("the request was broken off") from gone
    return b"".join(parts)


async def read_post(request: Request) -> Parameters:
    """Read the parameters of a POST."""
    media, _, rest = request.headers.get("content-type", "").partition(";")
    if media.strip().lower() != "application/json" or not _is_utf8(rest):
        raise Unreadable(415, "BAD_USER_INPUT", "the body of a request is application/json in UTF-8")
    return _parameters(_decode(await read_body(request), "the body"))


def read_get(request: Request) -> Parameters:
    """Read the parameters of a GET."""
    try:
        query = request.scope["query_string"].decode("ascii")
        given = dict(parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise _bad("the address is no UTF-8, or has too many parameters") from error
    told: dict[str, Any] = {name: given[name] for name in ("query", "operationName") if given.get(name)}
    for name in ("variables", "extensions"):
        if given.get(name):
            told[name] = _decode(given[name].encode(), f"`{name}`")
    return _parameters(told)


def _decode(body: bytes, what: str) -> object:
    try:
        return orjson.loads(body)
    except (ValueError, RecursionError) as error:
        raise _bad(f"{what} is no JSON in UTF-8") from error


def _parameters(body: object) -> Parameters:
    if isinstance(body, list):
        raise _bad("one question at a time: batches are not answered")
    if not isinstance(body, dict):
        raise _bad("the body is an object with the member `query`")
    query, variables, operation = body.get("query"), body.get("variables"), body.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise _bad("`query` is a text: what is asked")
    if not (variables is None or isinstance(variables, dict)):
        raise _bad("`variables` is an object")
    if not (operation is None or isinstance(operation, str)):
        raise _bad("`operationName` is a text")
    if not isinstance(body.get("extensions") or {}, dict):
        raise _bad("`extensions` is an object")
    return Parameters(query, variables, operation or None)


def _is_utf8(parameters: str) -> bool:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset" and value.strip(' "').lower() not in {"utf-8", "utf8"}:
            return False
    return True


def _bad(message: str) -> Unreadable:
    return Unreadable(400, "BAD_USER_INPUT", message)


def _too_long() -> Unreadable:
    return Unreadable(413, "LIMIT_EXCEEDED", f"a body has {MOST_BYTES // 1024} KiB at most (limit: body)")
