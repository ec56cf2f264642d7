"""The records of a CSV file by RFC 4180, one after the other, with what is broken told in its place."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Final, NamedTuple, TextIO

_LONGEST_LINE: Final = 1 << 26
_QUOTED: Final = re.compile(r'"([^"]*(?:""[^"]*)*)"')


class BrokenRecord(NamedTuple):
    """A record that is no row of cells."""

    message: str


def read_records(file: TextIO) -> Iterator[list[str] | BrokenRecord]:
    """Give the cells of each record; the first one is the header, an empty line has no cells.

    The file must be opened with a line feed for its `newline`, so that a lone carriage return does not end a record.
    """
    lines = _Lines(file)
    reader = csv.reader(lines, strict=True)
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _recover(lines, str(error))
        else:
            # The csv module takes a quote inside a bare cell as it stands; by the RFC it is broken.
            loose = (
                '"' in lines.taken[0] and any('"' in cell for cell in cells) and _split("".join(lines.taken)) is None
            )
            yield BrokenRecord("a quote stands in a cell that is not quoted itself") if loose else cells


class _Lines:
    """The lines of a file; those of the record that is being read are kept, for when it is broken."""

    def __init__(self, file: TextIO) -> None:
        self._readline = file.readline
        self.taken: list[str] = []
        self.over = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = "" if self.over else self._readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line


def _recover(lines: _Lines, told: str) -> list[str] | BrokenRecord:
    """Say what is wrong with the record that the csv module gave up.

    It gives up a field of more than 131,072 characters, which may be a large cell, or all that follows an unclosed
    quote. After an unclosed quote nothing of the file can be told, so reading ends there.
    """
    if "field larger" in told:
        cells = _split(lines.taken[0]) if len(lines.taken) == 1 else None
        if cells is not None:
            return cells
        told = "unexpected end of data"
    if "unexpected end" in told:
        lines.over = True
        return BrokenRecord("a quote is opened here and not closed")
    if "expected after" in told:
        return BrokenRecord("a closing quote is followed by more than a comma (a quote inside a cell is doubled)")
    if "new-line" in told:
        return BrokenRecord("a carriage return stands alone (lines end with LF or CRLF)")
    return BrokenRecord("the row cannot be read as CSV")


def _split(record: str) -> list[str] | None:
    """Split a record of any length into cells; None when a quote stays open or it is not well formed."""
    if len(record) >= _LONGEST_LINE:
        return None
    body = record.rstrip("\r\n")
    cells: list[str] = []
    at = 0
    while True:
        if body.startswith('"', at):
            quoted = _QUOTED.match(body, at)
            if quoted is None:
                return None
            cells.append(quoted.group(1).replace('""', '"'))
            at = quoted.end()
        else:
            comma = body.find(",", at)
            end = comma if comma >= 0 else len(body)
            if '"' in body[at:end]:
                return None
            cells.append(body[at:end])
            at = end
        if at == len(body):
            return cells
        if body[at] != ",":
            return None
        at += 1
