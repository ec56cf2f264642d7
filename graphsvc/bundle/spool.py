"""Rows that were read once and wait, on disk, to be written: a bundle may be larger than the memory."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Iterator
from typing import Any, Final

from graphsvc.domain.changes import Stated
from graphsvc.domain.entities import ROW_TYPE, Row
from graphsvc.domain.errors import StoreError
from graphsvc.domain.kinds import Table

_BATCH: Final = 1_000


class Spool:
    """Rows by table, in a file without a name that only this process can read and that goes with it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="graphsvc-")  # noqa: SIM115  (closed by close)
        self._batches: dict[Table, list[tuple[int, int]]] = {table: [] for table in Table}
        self._waiting: list[tuple[Any, ...]] = []
        self._table = Table.PLACES
        self._end = 0
        self.count = 0
        """How many rows are held."""

    def add(self, table: Table, number: int, row: Row) -> None:
        """Put a row at the end of its table; `number` is the row of the spreadsheet."""
        if table is not self._table or len(self._waiting) == _BATCH:
            self.flush()
            self._table = table
        # A plain tuple is pickled in a fraction of the time of a named one.
        self._waiting.append((number, *row))
        self.count += 1

    def flush(self) -> None:
        """Write out what waits; asked for once more when everything is added."""
        if not self._waiting:
            return
        batch = pickle.dumps(self._waiting, pickle.HIGHEST_PROTOCOL)
        try:
            self._file.write(batch)
            self._file.flush()
        except OSError as error:
            raise StoreError(f"there is no room for temporary files: {error.strerror}") from error
        self._batches[self._table].append((self._end, len(batch)))
        self._end += len(batch)
        self._waiting.clear()

    def rows(self, table: Table) -> Iterator[Stated]:
        """Stream the rows of a table in the order in which they were added; may be asked for several times."""
        make = ROW_TYPE[table]._make
        for offset, length in self._batches[table]:
            # Bytes of this very process: nobody else can reach the file.
            for number, *values in pickle.loads(os.pread(self._file.fileno(), length, offset)):  # noqa: S301
                yield Stated(number, make(values))

    def close(self) -> None:
        """Give back the disk space."""
        self._file.close()
