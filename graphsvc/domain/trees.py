"""The trees of a bundle: places, categories, units, and the solid reporting links of posts."""

from __future__ import annotations

from array import array
from typing import Final

from graphsvc.domain.forests import find_cycles
from graphsvc.domain.kinds import PlaceKind, Table
from graphsvc.domain.leads import WAYS, Lead, Leads, Way
from graphsvc.domain.problems import Code, Problems
from graphsvc.domain.references import Reference
from graphsvc.domain.register import NOT_JUDGED, PLACE_CODE, ROOT, WHATS, Register
from graphsvc.domain.rules import may_be_root, may_stand_under

UPWARD: Final[dict[Table, Way]] = {
    table: WAYS[Reference(table, column)]
    for table, column in (
        (Table.PLACES, "parent"),
        (Table.CATEGORIES, "parent"),
        (Table.UNITS, "parent"),
        (Table.POSTS, "reports_to"),
    )
}
"""The column that leads upwards in each table whose rows form trees."""

# A place that stands under a larger one is in no cycle, and nearly all do: only the others are looked into.
_STANDS_WELL: Final = frozenset(
    (code, above)
    for kind, code in PLACE_CODE.items()
    for larger, above in PLACE_CODE.items()
    if may_stand_under(kind, larger)
)


class Trees:
    """Keeps the parents of the rows of a table, and judges them when all of the table is read."""

    def __init__(self, register: Register, leads: Leads, problems: Problems) -> None:
        self._register = register
        self._leads = leads
        self._problems = problems
        self._members = array("i")

    def plant(self, number: int, parent: str | None, *, judged: bool) -> None:
        """Note the parent of a row; it may be read later. `judged` is False when the cell could not be read."""
        self._members.append(number)
        if parent is not None:
            self._register.parents[number] = self._register.number(parent)
        elif not judged:
            self._register.parents[number] = NOT_JUDGED

    def judge(self, way: Way) -> None:
        """Judge the parents in a table that has ended: that they are there, fit, and lead up to a root."""
        codes, parents = self._register.codes, self._register.parents
        doubtful = array("i")
        for number in self._members:
            parent = parents[number]
            if parent >= 0:
                if codes[parent] not in way.codes:
                    parents[number] = NOT_JUDGED
                    if not self._leads.fits(parent, way):
                        key = self._register.key(parent)
                        self._leads.stray(Lead(way, self._register.rows[number], key, key))
                elif (codes[number], codes[parent]) not in _STANDS_WELL:
                    doubtful.append(number)
            elif parent == ROOT:
                self._judge_root(way, number)
        turning: set[int] = set()
        for cycle in find_cycles(parents, doubtful):
            turning.update(cycle)
            self._tell_cycle(way, cycle)
        for number in doubtful:
            self._judge_pair(way, number, turning=number in turning)
        self._members = array("i")

    def _judge_root(self, way: Way, number: int) -> None:
        kind = WHATS[self._register.codes[number]].place
        if kind is not None and not may_be_root(kind):
            self._tell(Code.WRONG_LEVEL, way, number, None, "a facility stands in a place; name it as the parent")

    def _judge_pair(self, way: Way, number: int, *, turning: bool) -> None:
        parent = self._register.parents[number]
        _, kind, line = WHATS[self._register.codes[number]]
        _, above, above_line = WHATS[self._register.codes[parent]]
        if kind and above and not turning and not may_stand_under(kind, above):
            wanted = "which holds nothing" if above is PlaceKind.FACILITY else "a larger place is wanted"
            message = f"a {kind} cannot stand under a {above}: {wanted}"
            self._tell(Code.WRONG_LEVEL, way, number, self._register.key(parent), message)
        if line and above_line and line is not above_line:
            message = f"the parent is of the line {above_line}, this unit of the line {line}"
            self._tell(Code.WRONG_KIND, way, number, self._register.key(parent), message)

    def _tell_cycle(self, way: Way, cycle: list[int]) -> None:
        keys = [self._register.key(number) for number in cycle]
        first = keys.index(min(keys))
        keys = keys[first:] + keys[:first] + [keys[first]]
        path = " › ".join(keys if len(keys) <= 8 else [*keys[:6], "…", keys[-1]])
        what = "reporting links" if way.reference.table is Table.POSTS else "parents"
        self._tell(Code.CYCLE, way, cycle[first], keys[1], f"the {what} lead in a circle: {path}")

    def _tell(self, code: Code, way: Way, number: int, value: str | None, message: str) -> None:
        table, column = way.reference
        self._problems.add(code, table, self._register.rows[number], column, value, message)
