"""Records of a table turned into rows: quickly where nothing is wrong, cell by cell where something is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from graphsvc.bundle.cells import BadCell, clean, parser, plain_together, problem_of, without_forbidden
from graphsvc.bundle.records import BrokenRecord
from graphsvc.bundle.tables import COLUMNS, Cell
from graphsvc.domain.entities import ROW_TYPE, Row
from graphsvc.domain.errors import BadInput
from graphsvc.domain.kinds import Table
from graphsvc.domain.problems import Code, Problems

_NOTHING_BROKEN: Final[frozenset[str]] = frozenset()


class ReadRow(NamedTuple):
    """A row with the texts of its cells, in the order of the table's columns.

    Cells named in `broken` could not be read: what the row holds for them is no more than a default.
    """

    number: int
    row: Row
    texts: Sequence[str]
    broken: frozenset[str]


class TableRows:
    """Reads the records of one table; tells problems, and hands on rows with broken cells as far as they are read."""

    def __init__(self, table: Table, timezone: str, problems: Problems) -> None:
        self._table = table
        self._problems = problems
        self._columns = COLUMNS[table]
        self._make = ROW_TYPE[table]._make
        defaults = ROW_TYPE[table]._field_defaults
        self._defaults = [defaults.get(column.name) for column in self._columns]
        self._parsers = [parser(column.cell, timezone) for column in self._columns]
        self._required = [place for place, column in enumerate(self._columns) if column.required]
        self._absent: set[str] = set()
        self.whole = True
        """False as soon as something keeps the table from counting as read."""

    def read(self, records: Iterator[list[str] | BrokenRecord]) -> Iterator[ReadRow]:
        """Read the header and then every row that is not empty."""
        header = next(records, [])
        if isinstance(header, BrokenRecord):
            self._tell_broken(1, header)
            return
        width = len(header)
        places = self._places(header)
        if not header:
            return
        in_order = places == list(range(width))
        for number, record in enumerate(records, start=2):
            if isinstance(record, BrokenRecord):
                self._tell_broken(number, record)
            elif len(record) != width:
                if any(text.strip() for text in record):
                    self._tell_broken(number, BrokenRecord(f"the row has {len(record)} cells, the header {width}"))
            else:
                if not in_order:
                    # A column that is not there is read from the empty cell at the end.
                    record.append("")
                    texts = [record[place] for place in places]
                else:
                    texts = record
                row = self._read_row(number, texts)
                if row is not None:
                    yield row

    def _places(self, header: list[str]) -> list[int]:
        """Say where each column of the table stands in the file; -1 for one that is not there."""
        names: dict[str, int] = {}
        known = {column.name for column in self._columns}
        for place, cell in enumerate(header):
            try:
                name = clean(cell)
            except BadCell:
                name = cell
            if name not in known:
                self._tell_column(
                    Code.UNKNOWN_COLUMN, 1, name, f"the table has no such column; it has {self._listed()}"
                )
            elif name in names:
                self._tell_column(Code.UNKNOWN_COLUMN, 1, name, "the column stands twice")
            else:
                names[name] = place
        for column in self._columns:
            if column.required and column.name not in names:
                self.whole = False
                self._absent.add(column.name)
                self._tell_column(Code.MISSING_COLUMN, None, column.name, "the table needs this column")
        return [names.get(column.name, -1) for column in self._columns]

    def _read_row(self, number: int, texts: list[str]) -> ReadRow | None:
        if plain_together(texts):
            texts = [text.strip() for text in texts]
            if all([texts[place] for place in self._required]):  # noqa: C419  (a list is quicker than a generator)
                try:
                    values = [
                        parse(text) if text else default
                        for text, parse, default in zip(texts, self._parsers, self._defaults, strict=True)
                    ]
                except (BadCell, BadInput):
                    pass
                else:
                    return ReadRow(number, self._make(values), texts, _NOTHING_BROKEN)
        return self._read_carefully(number, texts)

    def _read_carefully(self, number: int, texts: list[str]) -> ReadRow | None:
        values: list[Any] = []
        cleaned: list[str] = []
        broken: set[str] = set()
        missing: list[str] = []
        for (name, cell, required), text, parse, default in zip(
            self._columns, texts, self._parsers, self._defaults, strict=True
        ):
            value, plain = default, text
            try:
                plain = clean(text)
                if plain:
                    value = parse(plain)
                elif required:
                    broken.add(name)
                    missing.append(name)
            except (BadCell, BadInput) as error:
                code, message = problem_of(error)
                self._problems.add(code, self._table, number, name, plain, message)
                broken.add(name)
                if cell is Cell.KEY:
                    # Rows that name the key as it was meant are not at fault.
                    value = without_forbidden(text)
            values.append(value)
            cleaned.append(plain)
        if not any(cleaned):
            return None
        for name in missing:
            if name not in self._absent:
                self._problems.add(Code.REQUIRED, self._table, number, name, "", "the cell must not be empty")
        return ReadRow(number, self._make(values), cleaned, frozenset(broken) or _NOTHING_BROKEN)

    def _tell_broken(self, number: int, record: BrokenRecord) -> None:
        self.whole = False
        self._problems.add(Code.BAD_ROW, self._table, number, None, None, record.message)

    def _tell_column(self, code: Code, row: int | None, name: str, message: str) -> None:
        self._problems.add(code, self._table, row, name, None, message)

    def _listed(self) -> str:
        return ", ".join(column.name for column in self._columns)
