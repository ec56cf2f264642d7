"""What a question touches in the database: counted by the server, so that the machine's other work does not matter."""

from __future__ import annotations

from typing import Final

import neo4j
import pytest

from graphsvc.adapters.neo4j import Neo4jStore
from graphsvc.adapters.neo4j.queries import migrations, text_of
from graphsvc.bench.neo4j import hits_of
from graphsvc.domain.entities import Category, Duty, Place, Post, Row
from graphsvc.domain.kinds import PlaceKind
from tests.support.neo4j_server import RunningServer
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

AT: Final = 150


def hits(server: RunningServer, revision: int) -> int:
    """Count the hits of one question."""
    query = neo4j.Query(f"PROFILE {text_of('responsibility')}")
    with neo4j.GraphDatabase.driver(server.address.url) as driver, driver.session() as session:
        result = session.run(query, category="sewer", place="home-101", at=revision, moment=AT)
        return hits_of(result.consume().profile)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([Duty(f"old-{n}", "office", "sewer", "city", valid_to=n % AT + 1) for n in range(300)], id="over"),
        pytest.param([Duty(f"beside-{n}", "office", "light", "city") for n in range(300)], id="of other matters"),
        pytest.param([Place(f"p{n}", PlaceKind.COMPOUND, "院", None, "city") for n in range(300)], id="other places"),
        pytest.param([Category(f"c{n}", "类", None, "water") for n in range(300)], id="other categories"),
        pytest.param([Post(f"post-{n}", "branch", "member", "员") for n in range(300)], id="posts that lead nobody"),
    ],
)
async def test_what_does_not_matter_to_a_question_costs_it_nothing(
    rows: list[Row], world: Neo4jStore, server: RunningServer
) -> None:
    before = hits(server, 1)
    assert before > 20
    assert (await world.write(stating(*rows))).revision == 2
    after = hits(server, 2)
    # From its fiftieth relationship of a kind on, a node keeps a list of them for each kind: that is a look-up more.
    assert after <= before + 20
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "home-101", AT)
    assert [match.duty.key for match in found.matches()] == ["sewer-tower", "sewer-city", "water-city"]


async def test_a_database_of_an_older_release_is_brought_forward(world: Neo4jStore, server: RunningServer) -> None:
    for name in ("duty_scope_end", "post_unit_head"):
        server.run(f"DROP INDEX {name}")
    server.run("CREATE INDEX duty_scope IF NOT EXISTS FOR (n:Duty) ON (n.scope)")
    server.run("MATCH (n) WHERE n:Store OR n:Published SET n.schema = 1")
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "home-101", AT)
    assert [match.duty.key for match in found.matches()] == ["sewer-tower", "sewer-city", "water-city"]
    (versions,) = server.run("MATCH (s:Store), (p:Published) RETURN s.schema AS store, p.schema AS published")
    assert set(versions.values()) == {len(migrations())}
    indexes = {
        record["name"] for record in server.run("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name")
    }
    assert {"duty_scope_end", "post_unit_head"} <= indexes
    assert "duty_scope" not in indexes
