"""Cursors: where a page ended, opaque to whoever reads on. They carry the moment and the revision of the first page."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final, NamedTuple

import orjson

from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import BadInput
from graphsvc.domain.validity import from_datetime, to_datetime

_LONGEST: Final = 4_000
_PAGE: Final = range(1, 501)


class Cursor(NamedTuple):
    """The revision and moment of the list, which list it is, and the key after which to read on."""

    revision: int
    at: Moment
    of: str
    key: str


def write_cursor(cursor: Cursor) -> str:
    """Write a cursor."""
    return urlsafe_b64encode(orjson.dumps(tuple(cursor))).decode("ascii")


def read_cursor(text: str, of: str) -> Cursor:
    """Read a cursor of a list; BadInput when this list did not give it."""
    try:
        cells = orjson.loads(urlsafe_b64decode(text.encode("ascii"))) if len(text) <= _LONGEST else None
    except ValueError:
        cells = None
    match cells:
        case [int(revision), int(at), str(told), str(key)] if (
            told == of
            and key
            and _is_number(revision)
            and _tellable(at)
            and write_cursor(Cursor(revision, at, told, key)) == text
        ):
            return Cursor(revision, at, told, key)
        case _:
            raise BadInput("`after` is no cursor that this list gave (take it from `pageInfo.endCursor`)")


def checked_first(first: int | None) -> int:
    """Check how many entries a page is to hold; BadInput in words."""
    if first is None or first not in _PAGE:
        raise BadInput(f"`first` is a number from {_PAGE.start} to {_PAGE.stop - 1}")
    return first


def _is_number(value: int) -> bool:
    return not isinstance(value, bool)  # which is an int to `match`


def _tellable(at: int) -> bool:
    # A moment of ours comes back as itself.
    try:
        return _is_number(at) and from_datetime(to_datetime(at)) == at
    except (OverflowError, ValueError):
        return False
