"""The tables in SQL: how rows are selected, written, and found by what they refer to. All texts are fixed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphsvc.domain.entities import ROW_TYPE
from graphsvc.domain.kinds import NODE_KIND_OF, NodeKind, Table
from graphsvc.domain.references import LEADS_TO, Reference

# Columns whose name in SQL differs from that of the row: `number` is the rowid of tables without keys.
_RENAMED: Final = {Reference(Table.POLICY, "number"): "amount"}

# Lists of keys stand in tables of their own: (table, column of the row, column of the item).
SIDES: Final[dict[Table, tuple[str, str, str, str]]] = {
    Table.UNITS: ("covers", "covers", "unit", "place"),
    Table.POSTS: ("dotted", "dotted", "post", "above"),
}
"""For a table with a list of keys: the list's name, its table, the column of the row's id and that of the item's."""

_NODES_IN: Final[dict[NodeKind, str]] = {kind: table.value for table, kind in NODE_KIND_OF.items()}


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's texts. `handle` is the column that a row is found by: `key` or `identity`."""

    table: Table
    handle: str
    columns: tuple[str, ...]
    select: str
    insert: str
    update: str
    delete: str
    side_insert: str | None
    side_delete: str | None

    def where(self, condition: str) -> str:
        """Give the query for rows (`t`) that fulfil a condition, ordered by identity."""
        return f"{self.select} WHERE {condition} ORDER BY t.{self.handle}"


def _lay_out(table: Table) -> Layout:
    name, fields = table.value, ROW_TYPE[table]._fields
    keyed = table in NODE_KIND_OF
    side = SIDES.get(table)
    columns = tuple(
        _RENAMED.get(Reference(table, field), field) for field in fields if side is None or field != side[0]
    )
    by = "id" if keyed else "identity"
    selected = ", ".join(_expression(table, field) for field in fields)
    every = (*columns, by)
    marks = ", ".join("?" * len(every))
    settings = ", ".join(f"{column} = ?" for column in columns)
    return Layout(
        table=table,
        handle="key" if keyed else "identity",
        columns=columns,
        select=f"SELECT {selected} FROM {name} AS t",  # noqa: S608  (all parts are constants of the program)
        insert=f"INSERT INTO {name} ({', '.join(every)}) VALUES ({marks})",  # noqa: S608
        update=f"UPDATE {name} SET {settings} WHERE {by} = ?",  # noqa: S608
        delete=f"DELETE FROM {name} WHERE {by} = ?",  # noqa: S608
        side_insert=f"INSERT INTO {side[1]} ({side[2]}, {side[3]}) VALUES (?, ?)" if side else None,  # noqa: S608
        side_delete=f"DELETE FROM {side[1]} WHERE {side[2]} = ?" if side else None,  # noqa: S608
    )


def _expression(table: Table, field: str) -> str:
    """Give what to select for a field: keys in place of ids."""
    side = SIDES.get(table)
    if side is not None and field == side[0]:
        _, name, row, item = side
        target = "places" if item == "place" else "posts"
        return (
            f"(SELECT group_concat(n.key, char(31) ORDER BY n.key) FROM {name} AS s "  # noqa: S608
            f"JOIN {target} AS n ON n.id = s.{item} WHERE s.{row} = t.id)"
        )
    leads_to = LEADS_TO.get(Reference(table, field))
    if leads_to is None:
        return f"t.{_RENAMED.get(Reference(table, field), field)}"
    lookups = [f"(SELECT n.key FROM {_NODES_IN[kind]} AS n WHERE n.id = t.{field})" for kind in sorted(leads_to)]  # noqa: S608
    return lookups[0] if len(lookups) == 1 else f"coalesce({', '.join(lookups)})"


LAYOUTS: Final[dict[Table, Layout]] = {table: _lay_out(table) for table in Table}
"""The texts of every table."""


def by_ids(table: Table, select: str) -> str:
    """Give the query for the rows (`t`) with any of many ids (a JSON list); an IN would build a Bloom filter first."""
    name = table.value
    return select.replace(f" FROM {name} AS t", f" FROM json_each(?) AS r CROSS JOIN {name} AS t ON t.id = r.value")


def referring_condition(reference: Reference) -> str:
    """Give the condition that a row `t` holds the id `?` in that column; lists are asked through their own table."""
    side = SIDES.get(reference.table)
    if side is not None and reference.column == side[0]:
        _, name, row, item = side
        return f"t.id IN (SELECT s.{row} FROM {name} AS s WHERE s.{item} = ?)"  # noqa: S608
    return f"t.{reference.column} = ?"


def referring_query(reference: Reference) -> str:
    """Give the query for the rows that hold any of many ids (a JSON list) in a column: the id, then the row."""
    layout = LAYOUTS[reference.table]
    table = reference.table.value
    joined = f"CROSS JOIN {table} AS t ON t.{reference.column} = r.value"
    side = SIDES.get(reference.table)
    if side is not None and reference.column == side[0]:
        _, name, row, item = side
        joined = f"CROSS JOIN {name} AS s ON s.{item} = r.value CROSS JOIN {table} AS t ON t.id = s.{row}"
    source = layout.select.replace("SELECT ", "SELECT r.value, ", 1).replace(
        f" FROM {table} AS t", f" FROM json_each(?) AS r {joined}"
    )
    return f"{source} ORDER BY t.{layout.handle}"


def within_query(reference: Reference) -> str:
    """Give the query for the rows that hold a place of the subtree of the place with the id `?`.

    CROSS JOIN and INDEXED BY fix the plan: from the places downward by index, whatever the statistics say. Left to
    itself SQLite may build a Bloom filter or an index over a whole table on each call.
    """
    layout = LAYOUTS[reference.table]
    subtree = (
        "WITH RECURSIVE subtree (id) AS (VALUES (?) UNION ALL "
        "SELECT p.id FROM subtree AS s CROSS JOIN places AS p INDEXED BY places_parent ON p.parent = s.id) "
    )
    side = SIDES.get(reference.table)
    if side is not None and reference.column == side[0]:
        _, name, row, item = side
        found = (
            f"SELECT DISTINCT s.{row} FROM subtree AS r CROSS JOIN {name} AS s INDEXED BY {name}_{item}"  # noqa: S608
            f" ON s.{item} = r.id"
        )
        return f"{subtree}{layout.select} WHERE t.id IN ({found}) ORDER BY t.{layout.handle}"
    index = f"{reference.table.value}_{reference.column}"
    table = reference.table.value
    source = layout.select.replace(
        f"FROM {table} AS t",
        f"FROM subtree AS r CROSS JOIN {table} AS t INDEXED BY {index} ON t.{reference.column} = r.id",
    )
    return f"{subtree}{source} ORDER BY t.{layout.handle}"
