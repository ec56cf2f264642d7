"""Whether places lie in the subtree of a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Inside:
    """The subtree of a place; 0 stands for everywhere, to which things without a place belong too."""

    __slots__ = ("_parents", "top")

    def __init__(self, top: int, parents: Sequence[int]) -> None:
        self.top = top
        self._parents = parents

    def holds(self, place: int) -> bool:
        """Say whether a place lies in the subtree; 0, no place, lies everywhere only."""
        top, parents = self.top, self._parents
        while place and place != top:
            place = parents[place]
        return place == top

    def holds_any(self, places: Iterable[int]) -> bool:
        """Say whether one of several places does; nothing at all lies everywhere."""
        return not self.top or any(map(self.holds, places))
