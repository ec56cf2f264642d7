"""Opening the files of a bundle, whatever stands under their names."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO


class Unreadable(Exception):
    """A file cannot be read; the message says why."""


def open_plain(path: Path) -> BinaryIO:
    """Open a plain file for reading; Unreadable when it is none. A pipe is not waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Unreadable(error.strerror) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("it is no plain file")
    return os.fdopen(descriptor, "rb", buffering=1 << 16)
