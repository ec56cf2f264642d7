"""Places that bear duties, as a forest of their own: what holds at one of them holds down to the next.

Cost: a few steps up for each place with duties, once for a revision.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TypeVar

_State = TypeVar("_State")


class Scopes:
    """Some places with duties, each under the nearest one above it."""

    __slots__ = ("_above", "_beneath", "parents")

    def __init__(self, places: Collection[int], parents: Sequence[int]) -> None:
        self.parents = parents
        self._above: dict[int, int] = {}
        self._beneath: dict[int, list[int]] = {}
        for place in places:
            above = parents[place]
            while above and above not in places:
                above = parents[above]
            self._above[place] = above
            self._beneath.setdefault(above, []).append(place)

    def nearest(self, place: int) -> int:
        """Give the place itself or the nearest one above it that bears duties; 0 when there is none."""
        while place and place not in self._above:
            place = self.parents[place]
        return place

    def chain(self, place: int) -> list[int]:
        """Give the places at and above one that bear duties, largest first."""
        found = []
        place = self.nearest(place)
        while place:
            found.append(place)
            place = self._above[place]
        return found[::-1]

    def has_beneath(self, place: int) -> bool:
        """Say whether there are others in the subtree of one of these places."""
        return place in self._beneath

    def joined(self, of: Callable[[int], int]) -> dict[int, int]:
        """Give, for each place, the sets of leaves of it and of all in its subtree, joined."""
        found: dict[int, int] = {}
        for place, _, _ in reversed(list(self.spread(None, lambda _, _place: None))):
            joined = of(place)
            for child in self._beneath.get(place, ()):
                joined |= found[child]
            found[place] = joined
        return found

    def spread(
        self,
        start: _State,
        step: Callable[[_State, int], _State],
        within: int = 0,
        enter: Callable[[int, _State], bool] | None = None,
    ) -> Iterator[tuple[int, _State, _State]]:
        """Carry a state from large places to small ones: each place where it may change, the state above and its own.

        `step` makes the state of a place with duties out of the one above. With `within`, that place comes first, as if
        nothing was above it, then those in its subtree. A place and all under it are passed over when `enter`, told the
        place and the state above it, says no.
        """
        ahead: list[tuple[int, _State]] = []
        if within:
            state = start
            for place in self.chain(within):
                state = step(state, place)
            yield within, start, state
            nearest = self.nearest(within)
            ahead.extend(
                (place, state)
                for place in self._beneath.get(nearest, ())
                if (enter is None or enter(place, state))
                and (nearest == within or self._is_under(place, within, nearest))
            )
        else:
            ahead.extend((place, start) for place in self._beneath.get(0, ()))
        beneath = self._beneath
        while ahead:
            place, above = ahead.pop()
            state = step(above, place)
            yield place, above, state
            if place in beneath:
                below = beneath[place]
                ahead.extend((child, state) for child in below if enter is None or enter(child, state))

    def _is_under(self, place: int, top: int, end: int) -> bool:
        while place not in {top, end, 0}:
            place = self.parents[place]
        return place == top
