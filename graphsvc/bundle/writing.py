"""Bundles written as folders: what was read is written back as the same rows, always in the same form."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from graphsvc.bundle.cells import teller
from graphsvc.bundle.manifest import tell_settings
from graphsvc.bundle.tables import COLUMNS, header
from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import Row
from graphsvc.domain.errors import BadInput, StoreError
from graphsvc.domain.kinds import Table
from graphsvc.domain.problems import MANIFEST

_FILES: Final = frozenset({MANIFEST, *(f"{table}.csv" for table in Table)})


def write_folder(
    out: Path,
    manifest: Mapping[str, object],
    tables: Iterable[tuple[str, Iterable[Mapping[str, str]]]],
) -> None:
    """Write a bundle from the raw cells of its tables; cells that a row does not name are empty.

    Every column stands in the header, lines end with LF. The folder appears when it is complete; a folder that holds
    a bundle and nothing else is replaced, BadInput tells of any other one. Cells are not checked.
    """
    with _new_folder(out) as folder:
        _write_text(folder / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
        for name, rows in tables:
            names = header(Table(name))
            with _table_file(folder, Table(name)) as write:
                for row in rows:
                    if not row.keys() <= set(names):
                        raise ValueError(f"{name} has no columns {sorted(row.keys() - set(names))}")
                    write([row.get(column, "") for column in names])


async def export_folder(out: Path, settings: Settings, rows: Callable[[Table], AsyncIterator[Row]]) -> None:
    """Write a bundle from typed rows, all tables in the order in which their rows come.

    Its form is canonical: defaults are written out, moments in the bundle's time zone (a bare date for 00:00),
    durations in days and smaller, the unit of a membership with a post left empty. So to import it changes nothing,
    and to export that again gives the same files. The folder appears as in `write_folder`.
    """
    with _new_folder(out) as folder:
        _write_text(folder / MANIFEST, tell_settings(settings))
        for table in Table:
            tellers = [teller(column.cell, settings.timezone) for column in COLUMNS[table]]
            with _table_file(folder, table) as write:
                async for row in rows(table):
                    values: tuple[Any, ...] = row
                    write(["" if value is None else tell(value) for value, tell in zip(values, tellers, strict=True)])


@contextmanager
def _new_folder(out: Path) -> Iterator[Path]:
    """Give a folder to fill, which takes its place when all went well and is gone when not."""
    place = out.resolve()
    partial = place.with_name(f".{place.name}.{token_hex(4)}.partial") if place.name else place
    _refuse_foreign(out, place)
    try:
        partial.parent.mkdir(parents=True, exist_ok=True)
        partial.mkdir()
    except OSError as error:
        raise BadInput(f"{out} cannot be written: {error.strerror}") from error
    try:
        yield partial
        _move(partial, place)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise StoreError(f"{out} could not be written: {error.strerror}") from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


def _refuse_foreign(out: Path, place: Path) -> None:
    """Refuse to replace what is no bundle: its files would be lost."""
    try:
        others = sorted(set(os.listdir(place)) - _FILES)  # noqa: PTH208  (names are all that is needed)
    except FileNotFoundError:
        return
    except OSError as error:
        raise BadInput(f"{out} cannot be written: {error.strerror}") from error
    if others:
        raise BadInput(f"{out} holds other files than those of a bundle, such as {others[0]}; name another folder")


def _move(partial: Path, place: Path) -> None:
    """Put the finished folder in its place; a former bundle goes when the new one stands there."""
    if not place.exists():
        partial.rename(place)
        return
    former = partial.with_suffix(".former")
    place.rename(former)
    try:
        partial.rename(place)
    except OSError:
        former.rename(place)
        raise
    shutil.rmtree(former)


@contextmanager
def _table_file(folder: Path, table: Table) -> Iterator[Callable[[list[str]], object]]:
    """Give what writes the rows of a table; the header is written already."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header(table))
        yield writer.writerow
        file.flush()
        os.fsync(file.fileno())


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
