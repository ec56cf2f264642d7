"""What is asked of a report, and what is wrong with a request for one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request

from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import BadInput
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import Visibility
from graphsvc.graphql.api import Clock
from graphsvc.web.bodies import Unreadable
from graphsvc.web.revision import HEADER, wanted_revision
from graphsvc.wording.names import Lang

_LONGEST: Final = 2_000


class Asked(NamedTuple):
    """What is asked for."""

    form: str
    lang: Lang
    within: str | None
    at: Moment
    visibility: Visibility


class Wrong(Exception):
    """Why there is no report: the status, the code, and the name of the words with what fills them."""

    def __init__(
        self, status: int, code: str, name: str, *values: object, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(name)
        self.status = status
        self.code = code
        self.name = name
        self.values = values
        self.headers = dict(headers or {})


def parameters(request: Request) -> dict[str, str]:
    """Read what the address says, each name once and none that is not known."""
    query = request.scope["query_string"]
    try:
        if len(query) > _LONGEST:
            raise ValueError
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=16)
    except ValueError:
        raise Wrong(400, "BAD_USER_INPUT", "wrong_encoding") from None
    given = dict(pairs)
    if len(given) < len(pairs) or not given.keys() <= {"within", "at", "lang"}:
        raise Wrong(400, "BAD_USER_INPUT", "wrong_parameter")
    return given


def at_least_revision(request: Request) -> int:
    """Read the revision that the asker has seen; 0 for none."""
    try:
        return wanted_revision(request)
    except Unreadable as unreadable:
        raise Wrong(400, "BAD_USER_INPUT", "wrong_revision", HEADER) from unreadable


def language(given: Mapping[str, str]) -> Lang:
    """Give the language that is asked for."""
    try:
        return Lang(given.get("lang", Lang.ZH))
    except ValueError:
        raise Wrong(400, "BAD_USER_INPUT", "wrong_lang") from None


def moment_of(text: str | None, timezone: str, clock: Clock) -> Moment:
    """Give the moment that is asked about, now when none is."""
    if text is None:
        return clock()
    try:
        return read_moment(text, timezone)
    except BadInput:
        raise Wrong(400, "BAD_USER_INPUT", "wrong_at", text[:60]) from None
