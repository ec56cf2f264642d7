"""Connections to the SQLite file: how they are set up, and who may use which when."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import quote

import apsw

from graphsvc.domain.errors import StoreMissing

_PATIENCE_MS: Final = 5_000  # for the moment in which another process folds the log into the file
_READ_CACHE_KIB: Final = 4_096
_WRITE_CACHE_KIB: Final = 8_192
_PAGES_WORTH_FOLDING: Final = 1_000  # of 4 KiB
_PAGES_TOO_MANY: Final = 16_000  # so large a log is kept on disk no longer than needed


def connect(path: Path | None, *, writing: bool) -> apsw.Connection:
    """Open the file (None: a new database in memory) as this store wants it; errors are those of apsw."""
    if path is None:
        connection = apsw.Connection(":memory:")
    elif writing:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)
    else:
        connection = _connect_reading(path)
    try:
        connection.set_busy_timeout(_PATIENCE_MS)
        connection.pragma("temp_store", "memory")
        connection.pragma("cache_size", -(_WRITE_CACHE_KIB if writing else _READ_CACHE_KIB))
        connection.pragma("cell_size_check", True)  # noqa: FBT003
        connection.pragma("trusted_schema", False)  # noqa: FBT003
        if writing:
            connection.pragma("secure_delete", True)  # noqa: FBT003
        else:
            connection.pragma("query_only", True)  # noqa: FBT003
    except BaseException:
        connection.close()
        raise
    return connection


def prepare_writing(connection: apsw.Connection) -> None:
    """Turn a file's log on, as this store wants it: a write is on disk when it is told to be."""
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "full")
    connection.wal_autocheckpoint(0)  # `Log` does it, when no reader waits for the write to be finished


class Log:
    """SQLite's own log beside the file: folded into it once that is worth it, not in the middle of a write."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._pages = 0
        self._tried = 0
        connection.set_wal_hook(self._note)

    def fold(self) -> None:
        """Fold the log when it has grown enough since the last time; what cannot be folded yet stays for later."""
        if self._pages < self._tried:  # it was folded, and begun anew
            self._tried = 0
        if self._pages - self._tried < _PAGES_WORTH_FOLDING:
            return
        self._tried = self._pages
        mode = apsw.SQLITE_CHECKPOINT_TRUNCATE if self._pages > _PAGES_TOO_MANY else apsw.SQLITE_CHECKPOINT_PASSIVE
        # What was written is safe in the log; the next write tells when the disk is at fault.
        with suppress(apsw.Error):
            self._connection.wal_checkpoint(mode=mode)

    def _note(self, _connection: apsw.Connection, _database: str, pages: int) -> int:
        self._pages = pages
        return apsw.SQLITE_OK


def _connect_reading(path: Path) -> apsw.Connection:
    if not path.is_file():
        raise StoreMissing(f"there is no store at {path}")
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        connection.pragma("schema_version")
    except (apsw.CantOpenError, apsw.ReadOnlyError):
        connection.close()
        if path.with_name(path.name + "-wal").exists():
            raise
        # On a disk that takes no writes no index of the log can be made beside the file; without a log none is needed.
        uri = f"file:{quote(str(path.absolute()))}?immutable=1"
        return apsw.Connection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    except BaseException:
        connection.close()
        raise
    return connection


class Connections(Protocol):
    """Lends connections for reading."""

    alone: bool
    """Whether there is but one connection, so that what a write has not finished would be seen through it."""

    @contextmanager
    def lease(self) -> Iterator[apsw.Connection]:
        """Lend a connection for one query; waits when there is but one and it is in use."""

    def busy(self) -> bool:
        """Say whether a lease would have to wait."""

    def close(self) -> None:
        """Close those that were not lent."""


class Pool:
    """As many connections to a file as are in use at once."""

    alone = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[apsw.Connection] = []
        self._closed = False

    @contextmanager
    def lease(self) -> Iterator[apsw.Connection]:
        """Lend an idle connection or a new one."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = connect(self._path, writing=False)
        try:
            yield connection
        finally:
            if self._closed:
                connection.close()
            else:
                self._idle.append(connection)

    def busy(self) -> bool:
        """Never: there is always one more."""
        return False

    def close(self) -> None:
        """Close the idle ones; those that are lent follow when they come back."""
        self._closed = True
        while self._idle:
            self._idle.pop().close()


class Single:
    """One connection that all share: a database in memory, or a file seen as it was when it was opened."""

    alone = True

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()

    @contextmanager
    def lease(self) -> Iterator[apsw.Connection]:
        """Lend the connection, after whoever has it."""
        with self._lock:
            yield self._connection

    def busy(self) -> bool:
        """Say whether somebody has it now."""
        if self._lock.acquire(blocking=False):
            self._lock.release()
            return False
        return True

    def close(self) -> None:
        """Close it."""
        with self._lock:
            self._connection.close()
