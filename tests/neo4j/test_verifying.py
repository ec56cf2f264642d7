"""What verify finds: everything that is derived and differs from what it is derived from."""

from __future__ import annotations

import pytest

from graphsvc.adapters.neo4j import Neo4jStore
from tests.support.neo4j_server import RunningServer

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("MATCH (n:Place {key: 'tower'}) SET n.anc = ['tower']", "lineage"),
        ("MATCH (n:Households {place: 'tower'}) SET n.sum = 9", "sum of households"),
        ("MATCH (:Post {key: 'head'})-[r:OF_UNIT]->() DELETE r", "relationships"),
        ("MATCH (a:Post {key: 'head'}), (b:Unit {key: 'office'}) CREATE (a)-[:OF_UNIT]->(b)", "relationships"),
        ("MATCH (r:Revision) SET r.counts = [n IN r.counts | n + 1]", "counts"),
        ("MATCH (n:Person {key: 'li'}) SET n.name = 'other'", "persons: the rows"),
        ("MATCH (c:Change {part: 0}) DELETE c", "is missing in the log"),
    ],
)
async def test_whatever_differs_is_found(server: RunningServer, world: Neo4jStore, harm: str, told: str) -> None:
    assert await world.verify() == ()
    server.run(harm)
    (finding,) = await world.verify()
    assert told in finding
