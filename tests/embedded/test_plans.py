"""How SQLite goes about the queries: by indexes, never over a whole table, whatever its statistics say."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import apsw
import pytest

from graphsvc.adapters.embedded import EmbeddedStore, holding, links, listing, reader
from graphsvc.adapters.embedded.tables import LAYOUTS, by_ids, referring_condition, referring_query, within_query
from graphsvc.domain.kinds import TABLE_OF, NodeKind, PlaceKind, Table
from graphsvc.domain.references import LEADS_TO, Reference
from tests.support.worlds import EVERYTHING_ONCE, stating

REFERENCES = pytest.mark.parametrize(
    "reference", LEADS_TO, ids=lambda reference: f"{reference.table}.{reference.column}"
)


# As if every table held a million rows, ten for each value of an index: what once led SQLite astray.
STATISTICS = """
ANALYZE;
UPDATE sqlite_stat1 SET stat = '1000000 ' || CASE
  WHEN idx LIKE '%/_key' ESCAPE '/' OR idx LIKE '%/_identity' ESCAPE '/' THEN '1'
  WHEN stat LIKE '% % %' THEN '10 1' ELSE '10' END WHERE idx IS NOT NULL;
DELETE FROM sqlite_stat4;
ANALYZE sqlite_schema;
"""


@pytest.fixture(scope="module")
def connection() -> Iterator[apsw.Connection]:
    """A database whose statistics were gathered."""
    store = EmbeddedStore.open(None)
    asyncio.run(store.write(stating(*EVERYTHING_ONCE)))
    assert store._writer is not None
    store._writer.execute(STATISTICS)
    yield store._writer
    store._close()


def plan_of(connection: apsw.Connection, query: str) -> list[str]:
    marks = (None,) * query.count("?")
    return [str(step[3]) for step in connection.execute(f"EXPLAIN QUERY PLAN {query}", marks)]


def whole_tables(plan: list[str]) -> list[str]:
    """Give the steps that read a whole table or build something over one."""
    walks = [
        step for step in plan if step.startswith("SCAN") and step.split()[1] not in {"r", "s", "json_each", "CONSTANT"}
    ]
    return walks + [step for step in plan if "BLOOM" in step or "AUTOMATIC" in step]


def test_the_check_itself_sees_a_walk(connection: apsw.Connection) -> None:
    assert whole_tables(plan_of(connection, "SELECT * FROM places AS t WHERE name = ?"))


@REFERENCES
def test_rows_are_found_by_an_index_on_each_reference(connection: apsw.Connection, reference: Reference) -> None:
    one = LAYOUTS[reference.table].where(referring_condition(reference))
    assert whole_tables(plan_of(connection, one)) == []
    assert whole_tables(plan_of(connection, referring_query(reference))) == []


@pytest.mark.parametrize("reference", [reference for reference, kinds in LEADS_TO.items() if NodeKind.PLACE in kinds])
def test_a_subtree_is_walked_downward_by_index(connection: apsw.Connection, reference: Reference) -> None:
    plan = plan_of(connection, within_query(reference))
    assert whole_tables(plan) == []
    assert any("places_parent" in step for step in plan)


@pytest.mark.parametrize("kind", NodeKind)
def test_links_are_found_by_index(connection: apsw.Connection, kind: NodeKind) -> None:
    for query in links._QUERIES[kind]:
        assert whole_tables(plan_of(connection, query.all)) == []
        assert whole_tables(plan_of(connection, query.seen)) == []


@pytest.mark.parametrize("table", Table)
def test_a_row_is_found_by_its_identity(connection: apsw.Connection, table: Table) -> None:
    assert whole_tables(plan_of(connection, holding._QUERIES[table])) == []
    streamed = plan_of(connection, f"{LAYOUTS[table].select} ORDER BY t.{LAYOUTS[table].handle}")
    assert not any("TEMP B-TREE FOR ORDER BY" in step for step in streamed if "group" not in step)


def test_entities_and_nodes_are_found_by_id(connection: apsw.Connection) -> None:
    for kind in NodeKind:
        for select in (LAYOUTS[TABLE_OF[kind]].select, reader._SHOWN[kind]):
            assert whole_tables(plan_of(connection, by_ids(TABLE_OF[kind], select))) == []


@pytest.mark.parametrize("kind", [kind for kind in PlaceKind if kind not in {PlaceKind.FLOOR, PlaceKind.HOUSEHOLD}])
def test_a_page_of_rare_places_does_not_walk_over_the_households(connection: apsw.Connection, kind: PlaceKind) -> None:
    plan = plan_of(connection, listing.page_query("places", listing._OF_KIND[kind]))
    assert any("places_large" in step or "places_facility" in step for step in plan), plan
