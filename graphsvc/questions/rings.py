"""Walking outward from a place: what is in it, then what its parent holds besides, and so on up.

Cost: one step for each place above those that are looked for, once; a walk visits what it gives and what is above that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


class Rings:
    """Some places of the tree, given by how near they are to another."""

    __slots__ = ("_beneath", "_here", "_parents")

    def __init__(self, places: Iterable[int], parents: Sequence[int]) -> None:
        self._here = frozenset(places)
        self._parents = parents
        self._beneath: dict[int, list[int]] = {}
        for place in sorted(self._here):
            child = place
            while parent := parents[child]:
                known = parent in self._beneath
                self._beneath.setdefault(parent, []).append(child)
                if known or parent in self._here:
                    break
                child = parent

    def walk(self, origin: int, top: int) -> Iterator[tuple[int, list[int]]]:
        """Give the places in the subtree of `origin`, then those that its parent holds besides, … up to `top`.

        Each ring comes with its number of steps up, in no order within; empty ones are left out.
        """
        came_from, place, steps = 0, origin, 0
        while place:
            ring = self._under(place, came_from)
            if ring:
                yield steps, ring
            if place == top:
                return
            came_from, place, steps = place, self._parents[place], steps + 1

    def _under(self, top: int, besides: int) -> list[int]:
        found: list[int] = []
        ahead = [top]
        while ahead:
            place = ahead.pop()
            if place in self._here:
                found.append(place)
            ahead.extend(child for child in self._beneath.get(place, ()) if child != besides)
        return found


def steps_to_meet(parents: Sequence[int], origin: int, other: int, top: int) -> int | None:
    """Say how many steps up from `origin` the first place is that holds `other`; None when none up to `top` does."""
    above = set()
    while other:
        above.add(other)
        other = parents[other]
    place, steps = origin, 0
    while place:
        if place in above:
            return steps
        if place == top:
            return None
        place, steps = parents[place], steps + 1
    return None
