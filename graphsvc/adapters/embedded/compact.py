"""Containers by id that cost a fraction of a dict or a list of numbers, for an index of millions of nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Final, TypeVar

_Fact = TypeVar("_Fact")

_ELSEWHERE: Final = 255


class Facts(MutableMapping[int, _Fact]):
    """Facts by id. Those of one table have ids in one row when a file is loaded, so a list holds them: 8 bytes each."""

    __slots__ = ("_count", "_first", "_later", "_row")

    def __init__(self, facts: Mapping[int, _Fact] | None = None) -> None:
        self._row: list[_Fact | None] = []
        self._later: dict[int, _Fact] = {}
        self._first = self._count = 0
        if not facts:
            return
        self._first = min(facts)
        width = max(facts) + 1 - self._first
        if width > 4 * len(facts):  # written a few at a time, between others
            self._later.update(facts)
            return
        self._row = [None] * width
        for node, fact in facts.items():
            self._row[node - self._first] = fact
        self._count = len(facts)

    def __getitem__(self, node: int) -> _Fact:
        at = node - self._first
        if 0 <= at < len(self._row):
            fact = self._row[at]
            if fact is None:
                raise KeyError(node)
            return fact
        return self._later[node]

    def __setitem__(self, node: int, fact: _Fact) -> None:
        at = node - self._first
        if 0 <= at < len(self._row):
            self._count += self._row[at] is None
            self._row[at] = fact
        else:
            self._later[node] = fact

    def __delitem__(self, node: int) -> None:
        at = node - self._first
        if 0 <= at < len(self._row):
            if self._row[at] is None:
                raise KeyError(node)
            self._row[at] = None
            self._count -= 1
        else:
            del self._later[node]

    def __iter__(self) -> Iterator[int]:
        for at, fact in enumerate(self._row):
            if fact is not None:
                yield self._first + at
        yield from self._later

    def __len__(self) -> int:
        return self._count + len(self._later)


class Counts:
    """Numbers by id, most of them small: a byte each, and a dict for the others. -1 is allowed."""

    __slots__ = ("_large", "_small")

    def __init__(self, small: bytearray) -> None:
        self._small = small
        self._large: dict[int, int] = {}

    def __getitem__(self, node: int) -> int:
        count = self._small[node]
        return count if count != _ELSEWHERE else self._large[node]

    def __setitem__(self, node: int, count: int) -> None:
        if 0 <= count < _ELSEWHERE:
            self._small[node] = count
            self._large.pop(node, None)
        else:
            self._small[node] = _ELSEWHERE
            self._large[node] = count

    def __len__(self) -> int:
        return len(self._small)

    def __eq__(self, other: object) -> bool:
        """Compare number by number; ids beyond the shorter one count as 0."""
        if not isinstance(other, Counts):
            return NotImplemented
        width = max(len(self), len(other))
        return self._large == other._large and (self._small.ljust(width, b"\0") == other._small.ljust(width, b"\0"))

    __hash__ = None  # type: ignore[assignment]  # it changes

    def grow(self, more: int) -> None:
        """Make room for more ids; they count 0."""
        self._small.extend(bytes(more))
