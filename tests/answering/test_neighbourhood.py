from __future__ import annotations

import pytest

from graphsvc.answers.neighbourhood import neighbourhood
from graphsvc.domain.entities import Person
from graphsvc.domain.errors import NotFound
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.questions.paths import Neighbourhood
from graphsvc.store.port import FactReader

pytestmark = pytest.mark.anyio

PUBLIC = Visibility(every_person=False, care=False)
HEAD = "po.jinxiu-jy.3.head"


async def around(
    reader: FactReader,
    of: str,
    hops: int = 1,
    limit: int = 200,
    when: str = "2026-11-22T10:00",
    visibility: Visibility = EVERYTHING,
) -> Neighbourhood:
    at = read_moment(when, "Asia/Shanghai")
    return await neighbourhood(reader, of, hops=hops, limit=limit, at=at, visibility=visibility)


async def test_a_post_hangs_together_with_unit_holder_place_and_duties(reader: FactReader) -> None:
    found = await around(reader, HEAD)
    assert found.nodes[0].key == HEAD
    assert {node.kind for node in found.nodes} >= {NodeKind.UNIT, NodeKind.PERSON, NodeKind.PLACE, NodeKind.DUTY}
    assert {link.type.name for link in found.links} >= {"OF_UNIT", "HOLDS", "LOCATED_AT", "HELD_BY", "REPORTS_TO"}
    assert not found.truncated


async def test_every_link_leads_between_nodes_that_are_shown(reader: FactReader) -> None:
    around_it = [await around(reader, HEAD, hops=hops, limit=60) for hops in range(4)]
    for found in around_it:
        shown = {node.key for node in found.nodes}
        assert len(shown) == len(found.nodes) <= 60
        assert all({link.source, link.target} <= shown for link in found.links)
    assert (around_it[0].truncated, around_it[-1].truncated) == (False, True)


async def test_no_hops_show_the_node_alone(reader: FactReader) -> None:
    found = await around(reader, HEAD, hops=0)
    assert [node.key for node in found.nodes] == [HEAD]
    assert found.links == ()


async def test_a_limit_keeps_the_nearest_and_says_that_more_was_left_out(reader: FactReader) -> None:
    few, all_ = await around(reader, "jinxiu-jy", limit=5), await around(reader, "jinxiu-jy", limit=500)
    assert [node.key for node in few.nodes] == [node.key for node in all_.nodes[:5]]
    assert few.truncated
    assert not all_.truncated


async def test_what_is_not_valid_at_the_moment_is_not_followed(reader: FactReader) -> None:
    firm = "u.jinxiu-jy.firm"
    before = await around(reader, "jinxiu-jy", when="2020-01-01", limit=500)
    after = await around(reader, "jinxiu-jy", limit=500)
    assert firm in {node.key for node in before.nodes}
    assert firm not in {node.key for node in after.nodes}


async def test_people_and_ties_that_may_not_be_seen_are_absent(reader: FactReader) -> None:
    everything, public = await around(reader, HEAD, hops=2), await around(reader, HEAD, hops=2, visibility=PUBLIC)
    assert any(link.type.personal for link in everything.links)
    assert not any(link.type.personal for link in public.links)
    people = await reader.entities([node.key for node in public.nodes if node.kind is NodeKind.PERSON])
    assert all(isinstance(person, Person) and person.public_contact for person in people.values())


async def test_a_node_that_does_not_exist_or_may_not_be_seen_is_not_found(reader: FactReader) -> None:
    private = next(fact.key for fact in await reader.names() if fact.kind is NodeKind.PERSON and not fact.public)
    with pytest.raises(NotFound) as missing:
        await around(reader, "nobody")
    with pytest.raises(NotFound) as hidden:
        await around(reader, private, visibility=PUBLIC)
    assert missing.value.message.replace("nobody", private) == hidden.value.message
