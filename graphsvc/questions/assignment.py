"""Giving tasks to helpers: as much weight as possible first, at the least cost second; exact, as a flow.

A flow goes from each task through one helper of its own to the end. What it costs to leave a task open outweighs every
difference of cost, so the flow of least cost is the one wanted. Whole numbers of any size are used: nothing is rounded.
Tasks that share no helper and no group are solved apart, and those are many small ones in a town.

Cost: a network simplex for each group of tasks that hang together: some seconds when two thousand of them all do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx


class Option(NamedTuple):
    """A helper for a task: what it costs, number by number, the first one counting most."""

    helper: str
    cost: tuple[int, ...]


class Task(NamedTuple):
    """Something to be given to as many different helpers as it has seats."""

    weight: int
    seats: int
    options: tuple[Option, ...]
    group: str | None = None
    """The group that it belongs to, of which only so many seats may be filled."""
    heavy: bool = False
    """Of heavy tasks a helper takes one at most."""


class Helper(NamedTuple):
    """How much more a helper can take (None: any number), and how much he, she or it has already."""

    room: int | None
    load: int = 0


def assign(tasks: Sequence[Task], helpers: Mapping[str, Helper], groups: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Give for each task the helpers that take it, by key.

    Among all ways that keep to the rooms of helpers and groups, the one with the most weight of seats filled, then
    that with the least costs: the sums of their first numbers, then of the second, …, and at last of the loads: a
    helper who takes k things costs load + 1, load + 2, …, load + k, so that things are spread.
    """
    found: list[tuple[str, ...]] = [()] * len(tasks)
    for members in _connected(tasks):
        flow = _solve([tasks[member] for member in members], helpers, groups)
        for member, taken in zip(members, flow, strict=True):
            found[member] = taken
    return found


def _connected(tasks: Sequence[Task]) -> list[list[int]]:
    """Give the tasks that hang together by a helper or a group, in their order."""
    graph: Any = nx.Graph()
    for number, task in enumerate(tasks):
        if task.options:
            graph.add_node(number)
            graph.add_edges_from((number, ("helper", option.helper)) for option in task.options)
            if task.group is not None:
                graph.add_edge(number, ("group", task.group))
    parts = (sorted(node for node in part if isinstance(node, int)) for part in nx.connected_components(graph))
    return sorted(parts)


def _solve(tasks: Sequence[Task], helpers: Mapping[str, Helper], groups: Mapping[str, int]) -> list[tuple[str, ...]]:
    network = _Network(tasks, helpers)
    for number, task in enumerate(tasks):
        network.add(number, task, groups)
    taken: list[list[str]] = [[] for _ in tasks]
    for number, helper in network.solved():
        taken[number].append(helper)
    return [tuple(sorted(keys)) for keys in taken]


class _Network:
    """The flow from the beginning through groups, tasks and helpers to the end, and back."""

    def __init__(self, tasks: Sequence[Task], helpers: Mapping[str, Helper]) -> None:
        self._graph: Any = nx.MultiDiGraph()
        self._seats = sum(task.seats for task in tasks)
        options = [option for task in tasks for option in task.options]
        wanted = Counter(option.helper for option in options)
        self._columns = max((len(option.cost) for option in options), default=0)
        largest = max((number for option in options for number in option.cost), default=0)
        heaviest = max((helpers[key].load + most for key, most in wanted.items()), default=0)
        # A digit that no sum of one column can overflow into the next.
        self._base = self._seats * max(largest, heaviest) + 1
        self._graph.add_edge("end", "begin", capacity=self._seats, weight=0)
        for key, most in sorted(wanted.items()):
            room, load = helpers[key]
            if room is None:
                self._graph.add_edge(("helper", key), "end", capacity=most, weight=0)
            for more in range(1, min(most, room or 0) + 1):
                self._graph.add_edge(("helper", key), "end", capacity=1, weight=load + more)

    def add(self, number: int, task: Task, groups: Mapping[str, int]) -> None:
        """Add a task with its options."""
        graph, source = self._graph, "begin" if task.group is None else ("group", task.group)
        if task.group is not None and source not in graph:
            graph.add_edge("begin", source, capacity=groups[task.group], weight=0)
        # To leave a seat open outweighs every cost.
        filled = -task.weight * self._base ** (self._columns + 1)
        graph.add_edge(source, number, capacity=task.seats, weight=filled)
        for option in task.options:
            target = ("helper", option.helper)
            if task.heavy:
                if ("heavy", option.helper) not in graph:
                    graph.add_edge(("heavy", option.helper), target, capacity=1, weight=0)
                target = ("heavy", option.helper)
            # The last digit is left to the loads.
            digits = 0
            for digit in (*option.cost, *(0,) * (self._columns + 1 - len(option.cost))):
                digits = digits * self._base + digit
            graph.add_edge(number, target, key=(number, option.helper), capacity=1, weight=digits)

    def solved(self) -> Iterator[tuple[int, str]]:
        """Find the flow of least cost: the tasks and helpers that it joins."""
        _, flow = nx.network_simplex(self._graph)
        for targets in flow.values():
            for edges in targets.values():
                for key, amount in edges.items():
                    if amount and isinstance(key, tuple):
                        yield key
