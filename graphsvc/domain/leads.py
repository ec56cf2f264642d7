"""Keys that lead to other rows: whether the row is there and of a kind that the column may lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from graphsvc.domain.entities import ROW_TYPE
from graphsvc.domain.kinds import NODE_KIND_OF, NodeKind, Table
from graphsvc.domain.problems import TOLD_AT_ONCE, Code, Earliest, Problems, problem_order
from graphsvc.domain.references import LEADS_TO, Reference
from graphsvc.domain.register import NODE_OF, Register


class Way(NamedTuple):
    """A column that holds keys, with what is asked of them in a form that is quick to look up."""

    reference: Reference
    field: int
    """Where the column stands in its table."""
    nodes: frozenset[NodeKind]
    codes: frozenset[int]
    """The codes of everything that the keys may be the keys of."""


class Lead(NamedTuple):
    """A key in a cell that leads to no row which it may lead to, as far as is known."""

    way: Way
    row: int
    key: str
    text: str


WAYS: Final[dict[Reference, Way]] = {
    reference: Way(
        reference,
        ROW_TYPE[reference.table]._fields.index(reference.column),
        nodes,
        frozenset(code for code, node in enumerate(NODE_OF) if node in nodes),
    )
    for reference, nodes in LEADS_TO.items()
}
"""Every column that holds keys."""


class Leads:
    """Follows keys to rows that were read, and keeps those that lead to none until it is known what they are."""

    def __init__(self, register: Register, problems: Problems) -> None:
        self._register = register
        self._problems = problems
        self._ended: set[NodeKind] = set()
        self._unread: set[NodeKind] = set()
        self._waiting: list[Lead] = []
        # All keys must be known to tell a key of nothing from one of the wrong kind; many may be wrong till then.
        self._astray = Earliest[Lead](TOLD_AT_ONCE + 1, _order_of)

    def follow(self, way: Way, row: int, key: str | None, texts: Sequence[str]) -> int | None:
        """Give the number of the row that a key leads to; None when there is none of a right kind yet."""
        if not key:
            return None
        found = self._register.numbers.get(key)
        if found is not None and self.fits(found, way):
            return found
        lead = Lead(way, row, key, texts[way.field])
        if way.nodes <= self._ended:
            self.stray(lead)
        else:
            self._waiting.append(lead)
        return None

    def fits(self, number: int, way: Way) -> bool:
        """Say whether a key is that of a right kind, be it of a row that wrongly claims it as well."""
        return self._register.codes[number] in way.codes or not way.nodes.isdisjoint(self._register.also(number))

    def stray(self, lead: Lead) -> None:
        """Note a key that leads to no right row, unless that row may stand in a table that could not be read."""
        if self._register.node(lead.key) or self._unread.isdisjoint(lead.way.nodes):
            self._astray.add(lead)

    def wait(self, lead: Lead) -> None:
        """Judge a key when its table ends."""
        self._waiting.append(lead)

    def end(self, table: Table, *, whole: bool) -> None:
        """Take a table as read; keys that may stand in one which could not be read as a whole are not missed."""
        node = NODE_KIND_OF.get(table)
        if node is not None:
            self._ended.add(node)
            if not whole:
                self._unread.add(node)

    def settle(self) -> None:
        """Judge the keys of the table that has ended which led to no row above them."""
        for lead in self._waiting:
            found = self._register.numbers.get(lead.key)
            if found is None or not self.fits(found, lead.way):
                self.stray(lead)
        self._waiting.clear()

    def finish(self) -> None:
        """Tell the keys that lead to nothing or to something else, now that all keys are known."""
        for way, row, key, text in self._astray.items():
            table, column = way.reference
            wanted = " or ".join(sorted(way.nodes))
            node = self._register.node(key)
            if node is None:
                message = f"no row has the key “{key}” (wanted is a {wanted})"
                self._problems.add(Code.UNKNOWN_KEY, table, row, column, text, message)
            else:
                message = f"“{key}” is the key of a {node} (wanted is a {wanted})"
                self._problems.add(Code.WRONG_KIND, table, row, column, text, message)


def _order_of(lead: Lead) -> tuple[int, str, int, int]:
    return problem_order(lead.way.reference.table, lead.row, lead.way.reference.column)
