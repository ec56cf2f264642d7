"""The rules of integrity between the rows that a write states and the rows of a store that it does not mention."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from graphsvc.domain.changes import ChangeSet, Stated
from graphsvc.domain.entities import DATED, Place, Row, Unit, identity
from graphsvc.domain.errors import Problem
from graphsvc.domain.held import Held
from graphsvc.domain.kinds import NODE_KIND_OF, TABLE_OF, Table
from graphsvc.domain.problems import TOLD_AT_ONCE, Code, Earliest, told_in_order
from graphsvc.domain.references import Reference
from graphsvc.domain.rules import may_be_residence, may_stand_under

_PLACE_PARENT: Final = Reference(Table.PLACES, "parent")
_RESIDENCE: Final = Reference(Table.PERSONS, "residence")
_UNIT_PARENT: Final = Reference(Table.UNITS, "parent")
_DEPENDED_ON: Final = frozenset({Table.PLACES, Table.UNITS})


class _Suspect(NamedTuple):
    """A problem that stands unless the write states the held row as well: then that one was judged with the others."""

    problem: Problem
    table: Table
    identity: str


def conflicts(changes: ChangeSet, held: Held) -> Iterator[Problem]:
    """Give what makes rows that are sound together unsound in a store, each at its stated row, the first in order.

    One more than is told at once, when there are that many.
    What is stated names only rows that are stated, so it can clash with a held row in three ways: it takes the key
    of another kind of thing, or changes the kind of a place or the line of a unit on which held rows depend. A held
    row that `replace` deletes is in nobody's way, nor is what names it (see `domain.planning`); one that it ends
    still stands under its key.

    One reading of the stated rows with keys and one look at what is held for each; once more over those tables in
    which a held row seems to break, to leave out the ones that are stated too.
    """
    if held.empty:
        return
    found = Earliest[Problem](TOLD_AT_ONCE + 1, told_in_order)
    suspects: list[_Suspect] = []
    for table in changes.tables:
        node = NODE_KIND_OF.get(table)
        for stated in changes.rows(table) if node is not None else ():
            key = identity(stated.row)
            if table in _DEPENDED_ON and (before := held.current(table, key)) is not None:
                if before != stated.row:
                    suspects += _broken_by(stated, before, changes, held)
                continue
            other = held.kind_of(key)
            if other is not None and other is not node and (not changes.replace or TABLE_OF[other] in DATED):
                message = f"the store holds the key “{key}” as that of a {other}"
                found.add(_problem(Code.DUPLICATE_KEY, table, stated, "key", key, message))
    for problem in _unstated(suspects, changes):
        found.add(problem)
    yield from found.items()


def _broken_by(stated: Stated, before: Row, changes: ChangeSet, held: Held) -> Iterator[_Suspect]:
    """Give the held rows that a changed place or unit would break."""
    row = stated.row
    match row, before:
        case Place(), Place() if row.kind is not before.kind and not changes.replace:
            for child in held.referring(_PLACE_PARENT, row.key):
                if isinstance(child, Place) and not may_stand_under(child.kind, row.kind):
                    message = f"the store holds “{child.key}” under it, a {child.kind}, which must be smaller"
                    problem = _problem(Code.WRONG_LEVEL, Table.PLACES, stated, "kind", row.kind, message)
                    yield _Suspect(problem, Table.PLACES, child.key)
            if not may_be_residence(row.kind):
                for person in held.referring(_RESIDENCE, row.key):
                    message = "the store holds it as a residence, which is no smaller than a building"
                    problem = _problem(Code.WRONG_LEVEL, Table.PLACES, stated, "kind", row.kind, message)
                    yield _Suspect(problem, Table.PERSONS, identity(person))
        case Unit(), Unit() if row.line is not before.line:
            for child in held.referring(_UNIT_PARENT, row.key):
                if isinstance(child, Unit) and child.line is not row.line:
                    message = f"the store holds “{child.key}” under it, a unit of the line {child.line}"
                    problem = _problem(Code.WRONG_KIND, Table.UNITS, stated, "line", row.line, message)
                    yield _Suspect(problem, Table.UNITS, child.key)


def _unstated(suspects: list[_Suspect], changes: ChangeSet) -> Iterator[Problem]:
    """Give the problems with held rows that are not stated, one for each cell."""
    told: set[tuple[str, int | None, str | None]] = set()
    wanted: dict[Table, set[str]] = {}
    for suspect in suspects:
        wanted.setdefault(suspect.table, set()).add(suspect.identity)
    for table, identities in wanted.items():
        if table not in changes.tables:
            continue
        identities.difference_update(
            [own for stated in changes.rows(table) if (own := identity(stated.row)) in identities]
        )
    for problem, table, own in suspects:
        place = (problem.table, problem.row, problem.column)
        if own in wanted[table] and place not in told:
            told.add(place)
            yield problem


def _problem(code: Code, table: Table, stated: Stated, column: str, value: str, message: str) -> Problem:
    return Problem(code.value, table.value, stated.number, column, str(value), message)
