"""Cycles: each is found once, whatever hangs on it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graphsvc.domain.forests import find_cycles


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.integers(-2, n - 1), min_size=n, max_size=n)))
def test_every_cycle_is_found_once_and_nothing_else(parents: list[int]) -> None:
    def on_a_cycle(number: int) -> bool:
        step = number
        for _ in parents:
            step = parents[step]
            if step < 0:
                return False
            if step == number:
                return True
        return False

    cycles = list(find_cycles(parents, range(len(parents))))
    found = [number for cycle in cycles for number in cycle]
    assert sorted(found) == [number for number in range(len(parents)) if on_a_cycle(number)]
    for cycle in cycles:
        assert [parents[number] for number in cycle] == [*cycle[1:], cycle[0]]


def test_only_what_stands_above_the_starts_is_looked_at() -> None:
    assert list(find_cycles([0, 2, 1, -1], [3])) == []
    assert list(find_cycles([0, 2, 1, 0], [3])) == [[0]]
