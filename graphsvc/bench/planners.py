"""What a planner would use instead to find what nobody handles: a query in SQL, and a few lines over networkx.

Both start from the same tables, ready and indexed, and tell every uncovered cell: place and leaf category. Neither
rolls anything up. Who is there is found out by both, as it is by the survey they are held against.
"""

from __future__ import annotations

import sqlite3
from typing import Final, TypeAlias

import networkx as nx

from graphsvc.domain.entities import Moment

Cells: TypeAlias = set[tuple[str, str]]
"""Places and leaf categories, by key."""

_SERVING: Final = """
staffed (post) AS (
  SELECT DISTINCT posts.key
  FROM memberships
  JOIN posts ON posts.key = memberships.post
  JOIN units ON units.key = posts.unit
  WHERE memberships.valid_from <= :at AND :at < memberships.valid_to
    AND posts.valid_from <= :at AND :at < posts.valid_to
    AND units.valid_from <= :at AND :at < units.valid_to
    AND NOT EXISTS (
      SELECT 1 FROM absences
      WHERE absences.person = memberships.person AND absences.valid_from <= :at AND :at < absences.valid_to
    )
),
holding (holder) AS (
  SELECT post FROM staffed
  UNION
  SELECT units.key FROM units
  WHERE units.valid_from <= :at AND :at < units.valid_to
    AND (units.channel IS NOT NULL OR EXISTS (
      SELECT 1 FROM posts JOIN staffed ON staffed.post = posts.key WHERE posts.unit = units.key AND posts.head
    ))
),
serving (place, category) AS (
  SELECT DISTINCT duties.place, duties.category
  FROM duties JOIN holding ON holding.holder = duties.holder
  WHERE duties.capacity = 'handles' AND duties.valid_from <= :at AND :at < duties.valid_to
)
"""

_DEMAND: Final = """
under (top, category) AS (
  SELECT key, key FROM categories
  UNION ALL
  SELECT under.top, categories.key FROM under JOIN categories ON categories.parent = under.category
),
wanted (place_kind, tag, leaf) AS (
  SELECT DISTINCT policy.place_kind, policy.tag, under.category
  FROM policy JOIN under ON under.top = policy.category
  WHERE policy.rule = 'demand'
    AND NOT EXISTS (SELECT 1 FROM categories WHERE categories.parent = under.category)
),
demand (place, leaf) AS (
  SELECT DISTINCT places.key, wanted.leaf
  FROM wanted JOIN places ON places.kind = wanted.place_kind
  WHERE wanted.tag IS NULL OR instr('|' || places.tags || '|', '|' || wanted.tag || '|')
)
"""

_UNCOVERED: Final = f"""
WITH RECURSIVE {_SERVING}, {_DEMAND},
lineage (place, above) AS (
  SELECT DISTINCT place, place FROM demand
  UNION ALL
  SELECT lineage.place, places.parent
  FROM lineage JOIN places ON places.key = lineage.above
  WHERE places.parent IS NOT NULL
)
SELECT place, leaf FROM demand
EXCEPT
SELECT lineage.place, under.category
FROM serving JOIN lineage ON lineage.above = serving.place JOIN under ON under.top = serving.category
"""  # noqa: S608  (constants)


def by_sql(tables: sqlite3.Connection, at: Moment) -> Cells:
    """Find the uncovered cells by one query."""
    return set(tables.execute(_UNCOVERED, {"at": at}))


class Graphs:
    """The trees of places and of categories as graphs, from a parent to its children; made once and not timed."""

    def __init__(self, tables: sqlite3.Connection) -> None:
        self.places: nx.DiGraph[str] = nx.DiGraph()
        self.categories: nx.DiGraph[str] = nx.DiGraph()
        for graph, table in ((self.places, "places"), (self.categories, "categories")):
            rows = list(tables.execute(f"SELECT parent, key FROM {table}"))  # noqa: S608  (a constant)
            graph.add_nodes_from(key for _, key in rows)
            graph.add_edges_from((parent, key) for parent, key in rows if parent is not None)
        self.demand: list[tuple[str, str]] = list(tables.execute(f"WITH RECURSIVE {_DEMAND} SELECT * FROM demand"))  # noqa: S608


def by_networkx(tables: sqlite3.Connection, graphs: Graphs, at: Moment) -> Cells:
    """Find the uncovered cells one by one: whether anybody serves at any place above for any category above."""
    serving = set(tables.execute(f"WITH {_SERVING} SELECT place, category FROM serving", {"at": at}))  # noqa: S608
    uncovered: Cells = set()
    for place, leaf in graphs.demand:
        places = nx.ancestors(graphs.places, place) | {place}
        categories = nx.ancestors(graphs.categories, leaf) | {leaf}
        if not any((above, category) in serving for above in places for category in categories):
            uncovered.add((place, leaf))
    return uncovered
