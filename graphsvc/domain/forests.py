"""Cycles in a structure in which everything has one parent at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def find_cycles(parents: Sequence[int], starts: Iterable[int]) -> Iterator[list[int]]:
    """Give each cycle that can be reached upwards from `starts` once, as the numbers of its members.

    `parents[n]` is the number of the parent of n, negative when there is none. Every number is visited once, so
    the cost is that of the lineages visited; the memory is one byte for each number.

    >>> list(find_cycles([1, 2, 0, 0, -1], [3, 4]))
    [[0, 1, 2]]
    """
    on_this_walk, done = 1, 2
    seen = bytearray(len(parents))
    for start in starts:
        walk: list[int] = []
        number = start
        while number >= 0 and not seen[number]:
            seen[number] = on_this_walk
            walk.append(number)
            number = parents[number]
        if number >= 0 and seen[number] == on_this_walk:
            yield walk[walk.index(number) :]
        for number in walk:
            seen[number] = done
