"""What a change set does to what is held: one plan, carried out by every store (docs/rules.md, section 4).

Stated rows that are not held are added, different ones changed, equal ones passed over. With `replace`, what is not
stated is ended at the write's moment where it bears dates, else deleted; what cannot stand without a deleted row
goes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphsvc.domain.changes import Action, Change, ChangeSet, Outcome
from graphsvc.domain.entities import DATED, Moment, Row, identity
from graphsvc.domain.held import Held
from graphsvc.domain.kinds import NODE_KIND_OF, Table
from graphsvc.domain.references import LEADS_TO, Reference

LOSES_ITEM: Final = frozenset({Reference(Table.UNITS, "covers"), Reference(Table.POSTS, "dotted")})
"""Lists: a deleted key is taken out of them."""

BECOMES_EMPTY: Final = frozenset(
    {
        Reference(Table.UNITS, "parent"),
        Reference(Table.POSTS, "place"),
        Reference(Table.POSTS, "reports_to"),
        Reference(Table.PERSONS, "home_unit"),
        Reference(Table.PERSONS, "residence"),
    }
)
"""Columns whose row means the same without them. With any other column the row itself goes: an escalation without its
category, to name one, would hold for every matter."""

_TABLES: Final = tuple(Table)
_COLUMNS: Final[dict[Table, tuple[Reference, ...]]] = {
    table: tuple(reference for reference in LEADS_TO if reference.table is table) for table in Table
}


def plan(changes: ChangeSet, held: Held, outcome: Outcome) -> Iterator[Change]:
    """Stream what is to be done, each row at most once, and count it in `outcome` (with what stays as it is).

    `held` has to show the rows as they were before the write until the last change was taken. Only with `replace`
    are the identities of the stated rows collected.
    """
    replacing = changes.replace
    if held.empty:
        yield from _filled(changes, outcome)
        return
    stated: dict[Table, set[str]] = {table: set() for table in _TABLES} if replacing else {}
    for table in changes.tables:
        for _, row in changes.rows(table):
            known_by = identity(row)
            if replacing:
                stated[table].add(known_by)
            before = held.current(table, known_by)
            if before == row:
                outcome.unchanged += 1
                continue
            action: Action = "added" if before is None else "changed"
            outcome.count(table, action)
            yield Change(table, action, before, row)
    if replacing:
        yield from _replaced(held, stated, changes.moment, outcome)


def _filled(changes: ChangeSet, outcome: Outcome) -> Iterator[Change]:
    for table in changes.tables:
        rows = 0
        for _, row in changes.rows(table):
            yield Change(table, "added", None, row)
            rows += 1
        if rows:
            outcome.count(table, "added", rows)


def _replaced(held: Held, stated: dict[Table, set[str]], moment: Moment, outcome: Outcome) -> Iterator[Change]:
    gone: set[str] = set()
    # Persons bear no dates, so it is known at once which of them go; every other reference leads to an earlier table.
    for table in Table:
        for row in held.rows(table):
            if identity(row) in stated[table]:
                continue
            change = unstated(table, row, gone, moment)
            if change is None:
                continue
            if change.after is None and table in NODE_KIND_OF:
                gone.add(identity(row))
            outcome.count(table, change.action)
            yield change


def unstated(table: Table, row: Row, gone: set[str], moment: Moment) -> Change | None:
    """Say what becomes of a row that is held but not stated, when the keys in `gone` are deleted; None: nothing.

    >>> from graphsvc.domain.entities import Absence
    >>> unstated(Table.ABSENCES, Absence("li", valid_from=5), set(), 9).after
    Absence(person='li', valid_from=5, valid_to=9)
    """
    if table not in DATED:
        return Change(table, "deleted", row, None)
    after = without(table, row, gone)
    if after is None:
        return Change(table, "deleted", row, None)
    begins: Moment | None = getattr(row, "valid_from")  # noqa: B009  (rows of dated tables have it)
    ends: Moment | None = getattr(row, "valid_to")  # noqa: B009
    end = moment if begins is None else max(moment, begins)
    if ends is None or ends > end:
        return Change(table, "ended", row, _with(after, "valid_to", end))
    return None if after == row else Change(table, "changed", row, after)


def without(table: Table, row: Row, gone: set[str]) -> Row | None:
    """Give the row as it stands when the keys in `gone` are deleted; None when it cannot stand."""
    if not gone:
        return row
    for reference in _COLUMNS[table]:
        value: str | tuple[str, ...] | None = getattr(row, reference.column)
        if isinstance(value, tuple):
            if not gone.isdisjoint(value):
                row = _with(row, reference.column, tuple(key for key in value if key not in gone))
        elif value is not None and value in gone:
            if reference not in BECOMES_EMPTY:
                return None
            row = _with(row, reference.column, None)
    return row


def _with(row: Row, column: str, value: object) -> Row:
    changed: Row = row._replace(**{column: value})  # type: ignore[arg-type]  # the column's own type, read from the row
    return changed
