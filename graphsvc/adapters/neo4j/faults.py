"""What the driver says no with, told in the words of the error tree: no error of neo4j leaves this room."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from neo4j.exceptions import (
    AuthError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graphsvc.domain.errors import BadInput, GraphsvcError, StoreError, StoreReadOnly

_NO_MEMORY: Final = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError")
_TRY_AGAIN: Final = frozenset(
    {
        "Neo.ClientError.Statement.EntityNotFound",  # removed by another transaction while ours was under way
        "Neo.ClientError.Schema.ConstraintValidationFailed",  # of a revision that another writer made first
        "Neo.ClientError.Transaction.TransactionMarkedAsFailed",
    }
)
_READ_ONLY: Final = frozenset(
    {
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
        "Neo.ClientError.Statement.AccessMode",
    }
)


def worth_retrying(error: Exception) -> bool:
    """Say whether the same may succeed when it is tried again: a cut connection, a deadlock, a new leader."""
    if isinstance(error, Neo4jError):
        code = error.code or ""
        return not code.endswith(_NO_MEMORY) and (error.is_retryable() or code in _TRY_AGAIN)
    # Whether a commit whose answer was lost was carried out is told by the token of the write, when it is tried again.
    return isinstance(error, DriverError) and (error.is_retryable() or isinstance(error, IncompleteCommit))


def translated(error: Exception, name: str) -> GraphsvcError:
    """Give the error of the tree that tells of an error of the driver; `name` is the server, without a password."""
    match error:
        case OverflowError():
            return BadInput("a number is larger than the store can hold (the largest is 9,223,372,036,854,775,807)")
        case UnicodeEncodeError():
            return BadInput("a text holds half a character (a lone surrogate)")
        case Neo4jError(code=str(code)):
            return _answered(error, code, name)
        case TimeoutError():
            return StoreError(f"{name} does not answer in time")
        case ServiceUnavailable() | SessionExpired() | OSError():
            return StoreError(f"{name} cannot be reached")
        case _:
            return StoreError(f"{name}: the driver failed ({type(error).__name__})")


def _answered(error: Neo4jError, code: str, name: str) -> StoreError:
    """Give the error for what the server itself says no with; its own words may hold what was asked, so they stay."""
    if isinstance(error, AuthError):
        return StoreError(f"{name} does not know this user and password")
    if code in _READ_ONLY or isinstance(error, Forbidden):
        return StoreReadOnly(f"{name} takes no writes of this user")
    if code.endswith(_NO_MEMORY):
        return StoreError(
            f"{name} has not enough memory for so much in one transaction; nothing was written. Give it more "
            f"(server.memory.heap.max_size), import it in parts, or load it offline (export --format neo4j-admin)"
        )
    return StoreError(f"{name}: the server failed ({code})")


@contextmanager
def told(name: str) -> Generator[None]:
    """Turn errors of the driver and of time that leave the block into those of the tree."""
    try:
        yield
    except (DriverError, Neo4jError, OverflowError, UnicodeEncodeError, TimeoutError, OSError) as error:
        raise translated(error, name) from error
