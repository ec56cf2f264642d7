"""Neighbourhoods and ways: what hangs together with a node hop by hop, and how two nodes hang together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import networkx as nx

from graphsvc.domain.entities import Moment
from graphsvc.domain.facts import Link, NodeFact
from graphsvc.domain.validity import is_valid


class Neighbourhood(NamedTuple):
    """The nodes by (distance, key), the links between them, and whether something was left out."""

    nodes: tuple[NodeFact, ...]
    links: tuple[Link, ...]
    truncated: bool


def neighbourhood(
    of: str, nodes: Mapping[str, NodeFact], links: Iterable[Link], *, hops: int, limit: int, at: Moment
) -> Neighbourhood:
    """Give what is at most `hops` links away from a node at a moment, nearest first, at most `limit` nodes.

    Links that do not hold at the moment, and nodes that are not there then, are not followed. A node that is not
    in `nodes` may not be seen, or was not loaded since the limit was reached.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node(of)
    holding = [link for link in links if is_valid(link.valid_from, link.valid_to, at)]
    there = {key for key, node in nodes.items() if key == of or is_valid(node.valid_from, node.valid_to, at)}
    graph.add_edges_from((link.source, link.target) for link in holding if {link.source, link.target} <= there)
    distance = nx.single_source_shortest_path_length(graph, of, cutoff=hops)
    ordered = sorted(distance, key=lambda key: (distance[key], key))
    kept = ordered[:limit]
    shown = set(kept)
    ties = {(link.type.name, link.source, link.target): link for link in holding if {link.source, link.target} <= shown}
    return Neighbourhood(
        tuple(nodes[key] for key in kept),
        tuple(ties[tie] for tie in sorted(ties)),
        len(ordered) > limit,
    )


def way(of: str, to: str, nodes: Mapping[str, NodeFact], links: Iterable[Link], *, at: Moment) -> tuple[str, ...]:
    """Give the keys along a shortest way between two nodes at a moment, the same one each time; none when none leads.

    Links that do not hold at the moment, and nodes that are not there then, lead nowhere. Costs a step for each link.
    """
    there = {key for key, node in nodes.items() if key in {of, to} or is_valid(node.valid_from, node.valid_to, at)}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((of, to))
    graph.add_edges_from(
        sorted(
            (link.source, link.target)
            for link in links
            if {link.source, link.target} <= there and is_valid(link.valid_from, link.valid_to, at)
        )
    )
    try:
        return tuple(nx.bidirectional_shortest_path(graph, of, to))
    except nx.NetworkXNoPath:
        return ()


def frontier(reached: Collection[str], links: Sequence[Link], *, at: Moment) -> list[str]:
    """Give the keys that the links lead to and that are not reached yet, in key order."""
    return sorted(
        {
            end
            for link in links
            if is_valid(link.valid_from, link.valid_to, at)
            for end in (link.source, link.target)
            if end not in reached
        }
    )
