"""The files of an offline load: what stands in their columns, of which type it is, and how a cell is written.

The header of each file names its properties and their types as `neo4j-admin database import` reads them. What is not
given is an empty cell and no property; a text is always in quotes, so an empty one is told from none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self, TypeAlias

from graphsvc.adapters.neo4j.rows import LABEL, TREES
from graphsvc.domain.entities import ROW_TYPE
from graphsvc.domain.kinds import NODE_KIND_OF, Table

ARRAY_DELIMITER: Final = "U+001E"
"""As neo4j-admin is told it; a control character stands in no cell."""

_ITEMS: Final = "\x1e"
_SPACE: Final = "Entity"  # the keys of all rows with keys are one space
_LISTS: Final = frozenset(
    {"aliases", "anc", "counted", "covers", "dotted", "fallback_lines", "needs", "skills", "synonyms", "tags"}
)
_NUMBERS: Final = frozenset(
    {"after", "households", "moment", "number", "one", "part", "parts", "priority", "respond_within", "revision"}
    | {"seats", "since", "sum", "until", "valid_from", "valid_to", "weight"}
)
_TRUTHS: Final = frozenset({"acting", "head", "public_contact", "urgent"})


class Shape(NamedTuple):
    """What a file holds: of which label or type, and the properties with what stands in the header for each."""

    name: str
    label: str
    columns: Mapping[str, str]


NODES: Final[dict[Table, str]] = {table: table.value for table in Table}
"""The files of rows."""

_SIDES: Final = {
    "covering": ("Covering", "unit", "place"),
    "dotted": ("Dotted", "post", "above"),
    "households": ("Households", "place", "sum"),
}
_LOGGED: Final = {
    "revisions": (
        *("Revision", "number", "author", "reason", "moment", "name", "timezone", "fallback_lines", "parts"),
        *("token", "counted", "counts"),
    ),
    "changes": ("Change", "revision", "part", "table", "action", "payload"),
    "store": ("Store", "one", "revision"),
    "published": ("Published", "one", "revision"),
}
LOG: Final = (*_SIDES, *_LOGGED)
"""The files of what is kept beside the rows."""

_TOLD: Final[dict[str, Table]] = {
    "HOLDS": Table.MEMBERSHIPS,
    "MEMBER_OF": Table.MEMBERSHIPS,
    "ESCALATES_TO": Table.ESCALATIONS,
    "PAIRED_WITH": Table.PAIRINGS,
}
LINKS: Final = (
    *("PARENT", "COVERS", "OF_UNIT", "LOCATED_AT", "REPORTS_TO", "DOTTED", "HOME_UNIT", "RESIDES_AT"),
    *("HANDLES", "WITHIN", "FOR", *_TOLD),
)
"""The files of relationships, by their types."""

_ENDS: Final = frozenset({"person", "unit", "post", "from_unit", "to_unit", "helper", "place"})


def _typed(name: str) -> str:
    if name in _LISTS:
        return f"{name}:string[]"
    if name in _NUMBERS:
        return f"{name}:long"
    if name in _TRUTHS:
        return f"{name}:boolean"
    return {"counts": "counts:long[]", "payload": "payload:byte[]"}.get(name, f"{name}:string")


def _shapes() -> Iterator[Shape]:
    for table in Table:
        columns = {name: _typed(name) for name in ROW_TYPE[table]._fields}
        derived = [*(("anc",) if table in TREES else ()), *(("path",) if table is Table.PLACES else ())]
        derived += [*(("scope",) if table is Table.DUTIES else ()), "since", "until", "current"]
        if table in NODE_KIND_OF:
            columns["key"] = f"key:ID({_SPACE})"
        else:
            derived.append("identity")
        label = f"{LABEL[table]}:Entity" if table in NODE_KIND_OF else LABEL[table]
        yield Shape(table.value, label, columns | {name: _typed(name) for name in derived})
    for name, (label, *names) in _SIDES.items():
        yield Shape(name, label, {each: _typed(each) for each in (*names, "since", "until")})
    for name, (label, *names) in _LOGGED.items():
        yield Shape(name, label, {each: _typed(each) for each in names})
    for type_ in LINKS:
        columns = {"source": f":START_ID({_SPACE})", "target": f":END_ID({_SPACE})"}
        if type_ in _TOLD:
            told = [name for name in ROW_TYPE[_TOLD[type_]]._fields if name not in _ENDS]
            columns |= {name: _typed(name) for name in (*told, "identity")}
        yield Shape(type_, type_, columns)


SHAPES: Final = {shape.name: shape for shape in _shapes()}
"""All files by their names."""

Cell: TypeAlias = str | int | bool | bytes | tuple[Any, ...] | list[Any] | None
"""A property as the store keeps it."""


class CsvFile:
    """A file that is written, its header first."""

    def __init__(self, folder: Path, shape: Shape) -> None:
        # Names of types are in capitals, and of tables not: where case is not told apart, they must differ otherwise.
        self.name = f"{'rel_' if shape.name in LINKS else ''}{shape.name.lower()}.csv"
        self._columns = tuple(shape.columns)
        self._file = (folder / self.name).open("w", encoding="utf-8", newline="")
        self._file.write(",".join(shape.columns.values()) + "\n")

    def write(self, cells: Mapping[str, Any]) -> None:
        """Write a line; properties that are no column of the file are left out."""
        self._file.write(",".join([tell(cells.get(name)) for name in self._columns]) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()


def tell(cell: Cell) -> str:
    """Give what stands in a file for a property.

    >>> tell(None), tell('the "old" yard'), tell(True), tell(bytes([255]))
    ('', '"the ""old"" yard"', 'true', '-1')
    """
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case str():
            return _quoted(cell)
        case bytes():
            return _ITEMS.join(map(str, memoryview(cell).cast("b")))
        case _:
            items = _ITEMS.join(str(item) for item in cell)
            return _quoted(items) if cell and isinstance(cell[0], str) else items


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
