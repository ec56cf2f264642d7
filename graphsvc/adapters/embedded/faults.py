"""What SQLite says no with, told in the words of the error tree: no error of apsw leaves this room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import apsw

from graphsvc.domain.errors import BadInput, GraphsvcError, StoreDamaged, StoreError, StoreReadOnly

DAMAGED: Final = (apsw.CorruptError, apsw.NotADBError, apsw.FormatError)
"""The file is not what was written."""

REFUSES_WRITES: Final = (apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError)
"""The file or the disk takes no writes."""

_IN_WORDS: Final[dict[type[apsw.Error], str]] = {
    apsw.FullError: "the disk is full; nothing was written",
    apsw.CantOpenError: "the file, or one beside it, cannot be opened (does the folder exist, may it be written?)",
    apsw.BusyError: "another program keeps the file busy",
    apsw.LockedError: "another program keeps the file busy",
    apsw.NoMemError: "there is not enough memory",
    apsw.TooBigError: "a row is larger than the store can hold",
    apsw.InterruptError: "the query was interrupted",
    apsw.IOError: "the disk does not read or write as it should",
    apsw.ConstraintError: "the rows break a rule of the file; nothing was written",
    apsw.ProtocolError: "the file's locks do not work (is it on a network disk?)",
    apsw.ConnectionClosedError: "it is closed",
}


def translated(error: Exception, name: str) -> GraphsvcError:
    """Give the error of the tree that tells of an error of apsw; `name` is the file."""
    if isinstance(error, DAMAGED):
        return StoreDamaged(
            f"{name} is damaged or no store of graphsvc; nothing of it is served. Restore it from a backup, or import "
            f"the bundle into a new file"
        )
    if isinstance(error, REFUSES_WRITES):
        return StoreReadOnly(f"{name} takes no writes (a read-only file, folder or disk)")
    if isinstance(error, OverflowError):
        return BadInput("a number is larger than the store can hold (the largest is 9,223,372,036,854,775,807)")
    if isinstance(error, UnicodeEncodeError):
        return BadInput("a text holds half a character (a lone surrogate)")
    for kind, words in _IN_WORDS.items():
        if isinstance(error, kind):
            return StoreError(f"{name}: {words}")
    return StoreError(f"{name}: the store failed ({type(error).__name__})")


@contextmanager
def told(name: str) -> Iterator[None]:
    """Turn errors of apsw and of the disk that leave the block into those of the tree."""
    try:
        yield
    except (apsw.Error, OverflowError, UnicodeEncodeError) as error:
        raise translated(error, name) from error
    except MemoryError as error:
        raise StoreError(f"{name}: there is not enough memory") from error
