"""The file's version: new files are made, older ones brought forward, newer and foreign ones refused."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import apsw

from graphsvc.domain.errors import StoreDamaged, StoreTooNew

APPLICATION_ID: Final = 0x67737663  # "gsvc", in the file's header
"""Tells a file of this store from other SQLite files."""


def version_of(connection: apsw.Connection, name: str, newest: int) -> int:
    """Give the version of the file, 0 for a new one; refuses a newer one and a file of another program."""
    version = int(connection.pragma("user_version"))
    application = int(connection.pragma("application_id"))
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").get
    if application != APPLICATION_ID and (tables or version or application):
        raise StoreDamaged(f"{name} is an SQLite file of another program, not a store of graphsvc")
    if version > newest:
        raise StoreTooNew(
            f"{name} was written by a newer release (its version is {version}, this one knows up to {newest}); "
            f"use that release, or export a bundle with it and import it here"
        )
    return version


def check_whole(path: Path) -> None:
    """Refuse a file that is shorter than its header says: of the last page SQLite itself takes any part for the whole.

    While there is a log beside it, pages may still be on their way from there into the file.
    """
    log = path.with_name(path.name + "-wal")
    if not path.is_file() or (log.exists() and log.stat().st_size):
        return
    with path.open("rb") as file:
        header = file.read(32)
        size = os.fstat(file.fileno()).st_size
    # Bytes 16 and 17 hold the size of a page (1 stands for 65,536), bytes 28 to 31 how many there are.
    page = int.from_bytes(header[16:18])
    if size < (65_536 if page == 1 else page) * int.from_bytes(header[28:32]):
        raise StoreDamaged(f"{path} is damaged: it was cut short; nothing of it is served. Restore it from a backup")


def migrate(connection: apsw.Connection, name: str, scripts: Sequence[str]) -> None:
    """Bring the file forward to the newest version, all steps in one transaction."""
    version = version_of(connection, name, len(scripts))
    if version == len(scripts):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in scripts[version:]:
            connection.execute(script)
        connection.pragma("application_id", APPLICATION_ID)
        connection.pragma("user_version", len(scripts))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
