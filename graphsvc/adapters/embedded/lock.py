"""One writer for each file: an advisory lock beside it that tells who holds it."""

from __future__ import annotations

import fcntl
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graphsvc.domain.errors import StoreError, StoreLocked, StoreReadOnly

_LONGEST_NOTE: Final = 400


class WriterLock:
    """The right to write a file, held until released or until the process ends, however it ends."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, file: Path) -> WriterLock:
        """Take the lock at once, or raise StoreLocked naming the holder."""
        beside = file.with_name(file.name + ".lock")
        try:
            descriptor = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except PermissionError as error:
            raise StoreReadOnly(f"{beside} cannot be opened for writing") from error
        except OSError as error:
            raise _unusable(beside, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = _read_note(descriptor)
            os.close(descriptor)
            raise StoreLocked(
                f"{file} is being written by {holder}; reading commands work beside it", holder
            ) from error
        except OSError as error:
            os.close(descriptor)
            raise _unusable(beside, error) from error
        # The file stays when the lock is let go: removing it could take a new holder's lock away.
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, _note().encode(), 0)
        return cls(descriptor)

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None


def _note() -> str:
    # Only the command's name and subcommand: further arguments may hold what is nobody's business.
    words = [Path(sys.argv[0]).name or "python", *(word for word in sys.argv[1:2] if word.isalpha())]
    return f"process {os.getpid()} on {socket.gethostname()} ({' '.join(words)})"


def _read_note(descriptor: int) -> str:
    note = os.pread(descriptor, _LONGEST_NOTE, 0).decode(errors="replace").strip()
    since = datetime.fromtimestamp(os.fstat(descriptor).st_mtime, UTC).isoformat(timespec="seconds")
    return f"{note or 'another process'}, since {since}"


def _unusable(beside: Path, error: OSError) -> StoreError:
    if isinstance(error, FileNotFoundError):
        return StoreError(f"{beside.parent} is no folder: there can be no store in it")
    kind = StoreReadOnly if error.errno in {30, 13} else StoreError  # EROFS, EACCES
    return kind(f"{beside} cannot be used as a lock ({error.strerror})")
