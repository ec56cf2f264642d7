"""Ways between two nodes, as the API tells them."""

from __future__ import annotations

import pytest

from graphsvc.domain.visibility import Role
from tests.graphql.asking import Asker

pytestmark = pytest.mark.anyio

QUERY = """query ($from: ID!, $to: ID!, $at: DateTime) { path(from: $from, to: $to, at: $at) {
  nodes { key type } edges { source target type } truncated } }"""


async def test_a_way_tells_its_nodes_in_order_with_a_link_for_each_step(asker: Asker) -> None:
    found = (await asker.data(QUERY, **{"from": "secretary", "to": "group"}))["path"]
    assert [node["key"] for node in found["nodes"]] == ["secretary", "branch", "group"]
    assert {edge["type"] for edge in found["edges"]} == {"OF_UNIT", "PARENT", "ESCALATES_TO"}
    assert found["truncated"] is False


async def test_an_end_that_is_not_there_is_told(asker: Asker) -> None:
    body = await asker.body(QUERY, **{"from": "secretary", "to": "nobody"})
    assert body["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_a_private_person_is_no_way_and_no_end(asker: Asker) -> None:
    body = await asker.as_(Role.PUBLIC).body(QUERY, **{"from": "secretary", "to": "canary-zhao"})
    assert body["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert "CANARY" not in str(body)
