"""The header that tells a revision: in a request the one that must be seen, in an answer the one that it shows."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

from graphsvc.web.bodies import Unreadable

HEADER: Final = "X-Graphsvc-Revision"
"""The name of the header."""

_LONGEST: Final = 15  # digits


def wanted_revision(request: Request) -> int:
    """Read which revision an asker must see at least; 0 when the header is not there."""
    given = request.headers.getlist(HEADER)
    if not given:
        return 0
    number = given[0].strip()
    if len(given) > 1 or not (number.isascii() and number.isdigit() and len(number) <= _LONGEST):
        raise Unreadable(400, "BAD_USER_INPUT", f"the header {HEADER} holds the number of one revision, such as 12")
    return int(number)
