"""A bundle read from its folder: every problem told at once, or rows that are sound together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Final, Self

from graphsvc.bundle.files import Unreadable, open_plain
from graphsvc.bundle.manifest import read_settings
from graphsvc.bundle.records import read_records
from graphsvc.bundle.rows import TableRows
from graphsvc.bundle.spool import Spool
from graphsvc.domain.changes import Settings, Stated
from graphsvc.domain.entities import Membership
from graphsvc.domain.errors import BadInput
from graphsvc.domain.integrity import Integrity
from graphsvc.domain.kinds import Table
from graphsvc.domain.problems import MANIFEST, Code, Problems
from graphsvc.store.port import Progress

_TOLD_EVERY: Final = 5_000


class Bundle:
    """A sound bundle. Its rows are a copy on disk: what happens to the folder after it was read changes nothing."""

    def __init__(self, settings: Settings, spool: Spool, *, states_settings: bool) -> None:
        self.settings = settings
        """What it says of itself; the defaults where it says nothing."""
        self.states_settings = states_settings
        """Whether it has a bundle.json."""
        self.count = spool.count
        """How many rows there are in all tables."""
        self._spool = spool

    def rows(self, table: Table) -> Iterator[Stated]:
        """Stream the rows of a table in their order; may be asked for several times."""
        return self._spool.rows(table)

    def close(self) -> None:
        """Give back the disk space."""
        self._spool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def read_bundle(path: Path, *, progress: Progress | None = None) -> Bundle:
    """Read and check a bundle; the caller closes it.

    BadInput when there is no folder of a bundle at the path; Refused with every problem of the bundle. Rows are
    held on disk, so the memory needed is that of the keys (see `domain.register`).
    """
    names = _names_in(path)
    problems = Problems()
    settings = read_settings(path / MANIFEST, problems) if MANIFEST in names else Settings()
    spool = Spool()
    try:
        integrity = Integrity(problems)
        for table in Table:
            whole = True
            if f"{table}.csv" in names:
                whole = _read_table(path, table, settings, problems, integrity, spool, progress)
            elif table is Table.PLACES:
                whole = False
                problems.add(Code.MISSING_TABLE, table, None, None, None, "a bundle needs the file places.csv")
            integrity.end(table, whole=whole)
        integrity.finish()
        _tell_unknown(names, problems)
        if problems.found:
            raise problems.refused()
        spool.flush()
    except BaseException:
        spool.close()
        raise
    return Bundle(settings, spool, states_settings=MANIFEST in names)


def _names_in(path: Path) -> dict[str, bool]:
    """Give the names in the folder, each with whether it is a folder itself."""
    try:
        with os.scandir(path) as entries:
            return {entry.name: entry.is_dir() for entry in entries}
    except FileNotFoundError:
        raise BadInput(f"there is no bundle at {path}") from None
    except NotADirectoryError:
        if path.suffix.lower() == ".xlsx":
            raise BadInput(f"{path} cannot be read: XLSX is not read yet, wanted is a folder of CSV files") from None
        raise BadInput(f"{path} is no folder of CSV files") from None
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _read_table(
    path: Path,
    table: Table,
    settings: Settings,
    problems: Problems,
    integrity: Integrity,
    spool: Spool,
    progress: Progress | None,
) -> bool:
    """Read one table; say whether it counts as read."""
    rows = TableRows(table, settings.timezone, problems)
    judge = integrity.judge(table)
    membership = table is Table.MEMBERSHIPS
    done = 0
    try:
        # A lone carriage return is no end of a line here: it is told where it stands.
        with TextIOWrapper(open_plain(path / f"{table}.csv"), encoding="utf-8-sig", newline="\n") as file:
            for number, row, texts, broken in rows.read(read_records(file)):
                judge(number, row, texts, broken)
                if not problems.found:
                    # With a post the unit is the post's, also when it is given.
                    known = row._replace(unit=None) if membership and isinstance(row, Membership) and row.post else row
                    spool.add(table, number, known)
                done += 1
                if progress and done % _TOLD_EVERY == 0:
                    progress(table, done, None)
    except UnicodeDecodeError:
        problems.add(Code.BAD_ENCODING, table, None, None, None, "the file is not UTF-8 throughout")
        return False
    except Unreadable as error:
        problems.add(Code.BAD_ENCODING, table, None, None, None, f"the file cannot be read: {error}")
        return False
    if progress:
        progress(table, done, done)
    return rows.whole


def _tell_unknown(names: dict[str, bool], problems: Problems) -> None:
    known = {f"{table}.csv" for table in Table}
    for name, is_folder in names.items():
        if name.lower().endswith(".csv") and name not in known and not is_folder:
            # A name may be no UTF-8; it is told in a form that can be written.
            shown = name.encode(errors="backslashreplace").decode()
            message = f"no table is called so; tables are {', '.join(Table)} (in small letters)"
            problems.add(Code.UNKNOWN_TABLE, shown.removesuffix(".csv"), None, None, None, message)
