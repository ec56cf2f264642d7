"""What an asker is told when something is wrong: words and a stable code, never the insides of the program.

Our own errors are told as they are. Whatever else goes wrong is a fault of the program: it is told as one plain
sentence and logged by its type and the lines it went through, without its message, which may hold personal data.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from enum import Enum
from typing import Any, Final, TypeAlias

from graphql import GraphQLError, GraphQLSyntaxError
from graphql.validation.validate import ValidationAbortedError

from graphsvc.domain.errors import GraphsvcError, RevisionAhead, StoreError

_log = logging.getLogger(__name__)

FAULT: Final = "the service made a mistake; it was noted"
"""All that is told of a fault of the program."""

UNAVAILABLE: Final = "the store does not answer now; try again later"
"""All that is told of trouble with the store."""

_LONGEST: Final = 600
_MOST: Final = 50


Told: TypeAlias = dict[str, Any]
"""An error as it stands in an answer."""


class Stage(Enum):
    """How far a request has come; the code of the framework's own errors."""

    PARSING = "GRAPHQL_PARSE_FAILED"
    VALIDATION = "GRAPHQL_VALIDATION_FAILED"
    EXECUTION = "BAD_USER_INPUT"


def told(message: str, code: str) -> Told:
    """Write an error that belongs to no place in the document."""
    return {"message": _short(message), "extensions": {"code": code}}


def tell_all(errors: Sequence[GraphQLError], stage: Stage) -> list[Told]:
    """Write the errors of an answer, the first of them when they are many."""
    # That validation was broken off is worth telling only when nothing tells why.
    telling = [error for error in errors if not isinstance(error, ValidationAbortedError)]
    if not telling:
        return [told("fields stand in one another too deep (limit: depth)", "LIMIT_EXCEEDED")]
    return [tell(error, stage) for error in telling[:_MOST]]


def tell(error: GraphQLError, stage: Stage) -> Told:
    """Write an error as it stands in an answer."""
    cause = _cause(error)
    if isinstance(cause, StoreError) and not isinstance(cause, RevisionAhead):
        # Its words are for who runs the service: they may name files.
        _log.warning("the store does not answer: %s", cause.message)
        shown = told(UNAVAILABLE, cause.code)
    elif isinstance(cause, GraphsvcError):
        shown = told(cause.message, cause.code)
    elif cause is not None:
        log_fault(cause)
        shown = told(FAULT, "INTERNAL")
    else:
        shown = told(error.message, _code(error, stage))
    if error.locations:
        shown["locations"] = [{"line": place.line, "column": place.column} for place in error.locations[:10]]
    if error.path is not None:
        shown["path"] = error.path
    return shown


def log_fault(fault: BaseException) -> None:
    """Log a fault of the program: its type and where it came by."""
    frames = traceback.extract_tb(fault.__traceback__)
    way = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    _log.error("fault %s in %s", type(fault).__name__, way)


def _cause(error: GraphQLError) -> BaseException | None:
    """Give the error of a resolver or scalar; None when the framework itself says no."""
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _code(error: GraphQLError, stage: Stage) -> str:
    own = (error.extensions or {}).get("code")
    if isinstance(own, str):
        return own
    if isinstance(error, GraphQLSyntaxError):
        # Both are limits of the parser that it tells as errors of syntax.
        limit = "more than" in error.message or "nested too deeply" in error.message
        return "LIMIT_EXCEEDED" if limit else Stage.PARSING.value
    return stage.value


def _short(message: str) -> str:
    return message if len(message) <= _LONGEST else message[: _LONGEST - 1] + "…"
