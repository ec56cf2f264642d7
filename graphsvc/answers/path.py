"""How two nodes hang together: loads links outward from both until they meet, then lets questions/paths decide."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Final

from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import Link, NodeFact
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.validity import is_valid
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.paths import Neighbourhood, frontier, way
from graphsvc.store.port import FactReader

MOST_STEPS: Final = 12
"""How many links long a way is at most."""

MOST_REACHED: Final = 20_000
"""How many nodes are looked at before a search is given up."""

MOST_LINKS: Final = 1_000
"""How many links of a type are followed from one node."""


class _Side:
    """What was reached from one of the two ends."""

    def __init__(self, end: str) -> None:
        self.reached = {end}
        self.newest = [end]


async def path(reader: FactReader, of: str, to: str, *, at: Moment, visibility: Visibility) -> Neighbourhood:
    """Give a shortest way from one node to another, its nodes in their order; NotFound when an end is not to be seen.

    Categories are no way: nearly everything hangs together with them. Two store calls for each hop, which goes out
    from the end that has fewer nodes to go on from. `truncated` tells that a limit was reached, so that there may be
    a way, or a shorter one, that was not found.
    """
    nodes = await _seen(reader, [of, to], visibility)
    links: set[Link] = set()
    for end in (of, to):
        if end not in nodes:
            raise NotFound("node", end)
    sides = (_Side(of), _Side(to))
    cut = False
    for _ in range(MOST_STEPS):
        if not sides[0].reached.isdisjoint(sides[1].reached) or not all(side.newest for side in sides):
            break
        side = min(sides, key=lambda each: len(each.newest))
        found = await reader.links(side.newest, MOST_LINKS, visibility)
        links.update(found)
        cut = cut or _is_cut(found)
        ahead = frontier(side.reached, found, at=at)
        if len(nodes) + len(ahead) > MOST_REACHED:
            cut = True
            break
        nodes.update(await _seen(reader, [key for key in ahead if key not in nodes], visibility))
        side.newest = [key for key in ahead if (fact := nodes.get(key)) and (key in {of, to} or _leads_on(fact, at))]
        side.reached.update(side.newest)
    else:
        cut = True
    passable = {key: fact for key, fact in nodes.items() if key in {of, to} or _leads_on(fact, at)}
    keys = way(of, to, passable, links, at=at)
    pairs = {frozenset(pair) for pair in pairwise(keys)}
    ties = {
        (link.type.name, link.source, link.target): link
        for link in links
        if frozenset((link.source, link.target)) in pairs and is_valid(link.valid_from, link.valid_to, at)
    }
    return Neighbourhood(tuple(nodes[key] for key in keys), tuple(ties[tie] for tie in sorted(ties)), cut)


async def _seen(reader: FactReader, keys: list[str], visibility: Visibility) -> dict[str, NodeFact]:
    facts = await reader.nodes(keys)
    return {key: fact for key, fact in facts.items() if fact.public or visibility.every_person}


def _leads_on(fact: NodeFact, at: Moment) -> bool:
    return fact.kind is not NodeKind.CATEGORY and is_valid(fact.valid_from, fact.valid_to, at)


def _is_cut(links: tuple[Link, ...]) -> bool:
    ends = Counter((end, link.type.name) for link in links for end in (link.source, link.target))
    return any(number >= MOST_LINKS for number in ends.values())
