"""How two nodes hang together: the shortest way over what holds at the moment, and what is no way."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest

from graphsvc.answers import path as module
from graphsvc.answers.path import path
from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import Link, NodeFact
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.validity import is_valid, read_moment
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.questions.paths import Neighbourhood
from graphsvc.store.port import FactReader
from tests.answering.conftest import AT

pytestmark = pytest.mark.anyio

PUBLIC = Visibility(every_person=False, care=False)
HEAD = "po.jinxiu-jy.3.head"
PAIRS = [
    (HEAD, "u.jinxiu-jy.branch"),
    (HEAD, "po.chaoyang-wn.org"),
    ("ps.jinxiu-jy.02", "u.liuchi-jd.office"),
    ("qiyun", "ps.b.33"),
]


async def between(
    reader: FactReader, of: str, to: str, at: Moment = AT, seen: Visibility = EVERYTHING
) -> Neighbourhood:
    return await path(reader, of, to, at=at, visibility=seen)


async def everything(reader: FactReader, at: Moment) -> tuple[dict[str, NodeFact], list[Link]]:
    """All that can be walked from the pairs' ends, a category being no way."""
    nodes: dict[str, NodeFact] = {}
    links: set[Link] = set()
    newest = {end for pair in PAIRS for end in pair}
    while newest:
        nodes.update(await reader.nodes(sorted(newest)))
        found = await reader.links(sorted(newest), 100_000, EVERYTHING)
        links.update(found)
        newest = {end for link in found for end in (link.source, link.target)} - set(nodes)
    return nodes, [link for link in links if is_valid(link.valid_from, link.valid_to, at)]


async def test_the_way_is_as_short_as_any_in_the_whole_graph(reader: FactReader) -> None:
    nodes, links = await everything(reader, AT)
    for of, to in PAIRS:
        passable = {
            key
            for key, node in nodes.items()
            if key in {of, to} or (node.kind is not NodeKind.CATEGORY and is_valid(node.valid_from, node.valid_to, AT))
        }
        graph: nx.Graph[str] = nx.Graph((link.source, link.target) for link in links)
        found = await between(reader, of, to)
        keys = [node.key for node in found.nodes]
        assert (keys[0], keys[-1]) == (of, to)
        assert len(keys) == len(nx.shortest_path(graph.subgraph(passable), of, to))
        tied = {frozenset((link.source, link.target)) for link in found.links}
        assert tied == {frozenset(pair) for pair in pairwise(keys)}
        assert not found.truncated


async def test_no_way_leads_over_a_category(reader: FactReader) -> None:
    for of, to in PAIRS:
        found = await between(reader, of, to)
        assert all(node.kind is not NodeKind.CATEGORY for node in found.nodes)


async def test_a_node_is_the_whole_way_to_itself(reader: FactReader) -> None:
    found = await between(reader, HEAD, HEAD)
    assert [node.key for node in found.nodes] == [HEAD]
    assert found.links == ()


async def test_what_is_not_there_yet_is_no_way(reader: FactReader) -> None:
    early = read_moment("1990-01-01", "Asia/Shanghai")
    for of, to in PAIRS:
        found = await between(reader, of, to, early)
        assert all(is_valid(node.valid_from, node.valid_to, early) for node in found.nodes[1:-1])


async def test_two_towns_that_share_nothing_but_matters_do_not_hang_together(reader: FactReader) -> None:
    found = await between(reader, HEAD, "ps.b.33")
    assert (found.nodes, found.links) == ((), ())


async def test_whom_the_asker_may_not_see_is_no_end_and_no_way(reader: FactReader) -> None:
    persons = [key for key in ("ps.b.33", "ps.jinxiu-jy.02", "ps.b.05") if not (await reader.nodes([key]))[key].public]
    assert persons
    for key in persons:
        with pytest.raises(NotFound):
            await between(reader, key, HEAD, seen=PUBLIC)
    found = await between(reader, HEAD, "po.chaoyang-wn.org", seen=PUBLIC)
    assert all(node.public for node in found.nodes)


async def test_a_search_that_is_given_up_says_so(reader: FactReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_REACHED", 10)
    found = await between(reader, HEAD, "u.liuchi-jd.office")
    assert (found.nodes, found.truncated) == ((), True)
