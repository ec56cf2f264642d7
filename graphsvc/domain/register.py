"""The keys of a bundle and the little that the rules of other rows need to know of each."""

from __future__ import annotations

from array import array
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from graphsvc.domain.kinds import Line, NodeKind, PlaceKind

ROOT: Final = -1
"""In place of a parent: there is none."""

NOT_JUDGED: Final = -2
"""In place of a parent: what stands there is broken and told already."""


class What(NamedTuple):
    """What a key is the key of; of a place or unit with its kind or line, None when that could not be read."""

    node: NodeKind | None
    place: PlaceKind | None = None
    line: Line | None = None


WHATS: Final[tuple[What, ...]] = (
    What(None),
    *(What(NodeKind.PLACE, place=kind) for kind in (*PlaceKind, None)),
    *(What(NodeKind.UNIT, line=line) for line in (*Line, None)),
    *(What(node) for node in NodeKind if node not in {NodeKind.PLACE, NodeKind.UNIT}),
)
"""Everything that a key can be, by its code: one byte. The first is a key that was named but not read."""

CODE_OF: Final[dict[What, int]] = {what: code for code, what in enumerate(WHATS)}
"""The code of everything that a key can be."""

NODE_OF: Final[tuple[NodeKind | None, ...]] = tuple(what.node for what in WHATS)
"""The kind of node for each code."""

PLACE_CODE: Final[dict[PlaceKind, int]] = {kind: CODE_OF[What(NodeKind.PLACE, place=kind)] for kind in PlaceKind}
"""The code of each kind of place."""


class Register:
    """Gives each key a number, in the order in which keys are named, and keeps what is known by number.

    A dict and three arrays: some 180 bytes for each key of a dozen characters, nearly all of it in the dict.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.codes = bytearray()
        """What each key is; 0 as long as its row was not read."""
        self.parents = array("i")
        """The number of the row's parent; ROOT or NOT_JUDGED where there is none."""
        self.rows = array("i")
        """The row of the spreadsheet in which the key stands."""
        self._also: dict[int, set[NodeKind]] = {}
        self._misspelt: set[int] = set()
        self._keys: list[str] = []

    def number(self, key: str) -> int:
        """Give the number of a key, a new one when it was not named before."""
        number = self.numbers.setdefault(key, len(self.codes))
        if number == len(self.codes):
            self.codes.append(0)
            self.parents.append(ROOT)
            self.rows.append(0)
        return number

    def take(self, key: str, code: int, row: int, *, misspelt: bool) -> int | None:
        """Register a row under its key; None when the key is another row's.

        A key that was read from a broken cell is held as well, so that rows which name it are not at fault, but
        makes way for a row whose key is sound.
        """
        number = self.number(key)
        if self.codes[number] and (misspelt or number not in self._misspelt):
            self._claim(number, code)
            return None
        if self.codes[number]:
            self._claim(number, self.codes[number])
            self._misspelt.discard(number)
        elif misspelt:
            self._misspelt.add(number)
        self.codes[number] = code
        self.rows[number] = row
        return number

    def also(self, number: int) -> AbstractSet[NodeKind]:
        """Give the kinds of nodes for which further rows wrongly claim the same key."""
        return self._also.get(number, frozenset())

    def node(self, key: str) -> NodeKind | None:
        """Say what a key is the key of, by the rows read so far."""
        number = self.numbers.get(key)
        return None if number is None else NODE_OF[self.codes[number]]

    def key(self, number: int) -> str:
        """Give the key that has a number; slow the first time."""
        if len(self._keys) != len(self.numbers):
            self._keys = list(self.numbers)
        return self._keys[number]

    def _claim(self, number: int, code: int) -> None:
        if (node := NODE_OF[code]) is not None:
            self._also.setdefault(number, set()).add(node)
