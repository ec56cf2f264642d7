"""What hangs together with a node: loads links hop by hop and lets questions/paths decide."""

from __future__ import annotations

from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import Link, NodeFact
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.paths import Neighbourhood, frontier
from graphsvc.questions.paths import neighbourhood as decide
from graphsvc.store.port import FactReader


async def neighbourhood(
    reader: FactReader, of: str, *, hops: int, limit: int, at: Moment, visibility: Visibility
) -> Neighbourhood:
    """Give what is at most `hops` links from a node; NotFound when there is no such node to see.

    Two store calls for each hop. No more than `limit` links of a type are followed from one node, and no more
    nodes are loaded than can be shown.
    """
    nodes: dict[str, NodeFact] = {}
    links: set[Link] = set()
    reached = {of}
    newest = [of]
    cut = False
    for hop in range(hops + 1):
        facts = await reader.nodes(newest)
        seen = [key for key in newest if key in facts and (facts[key].public or visibility.every_person)]
        if hop == 0 and not seen:
            raise NotFound("node", of)
        nodes.update((key, facts[key]) for key in seen)
        # One more than is shown, so that it can be told whether something was left out.
        cut = cut or len(nodes) > limit
        following = seen if hop < hops else []
        if cut or not following:
            break
        found = await reader.links(following, limit + 1, visibility)
        links.update(found)
        newest = frontier(reached, found, at=at)
        reached.update(newest)
    # The outermost nodes are tied to one another too.
    if hops:
        shown = set(nodes)
        ends = await reader.links(sorted(shown)[: limit + 1], limit + 1, visibility)
        links.update(link for link in ends if {link.source, link.target} <= shown)
    return decide(of, nodes, links, hops=hops, limit=limit, at=at)
