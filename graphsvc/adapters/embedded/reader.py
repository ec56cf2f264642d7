"""A snapshot of the embedded store: facts of one revision, from the index and, where rows are asked for, from the file.

While a snapshot is open no write can be finished (see `gate`), so that any connection shows the revision of the index.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import apsw
import orjson

from graphsvc.adapters.embedded.codecs import READ, split
from graphsvc.adapters.embedded.connections import Connections
from graphsvc.adapters.embedded.coverage import IndexedCoverage, IndexedStaff
from graphsvc.adapters.embedded.faults import told
from graphsvc.adapters.embedded.index import KIND_OF, Index
from graphsvc.adapters.embedded.links import find_links
from graphsvc.adapters.embedded.listing import find_page
from graphsvc.adapters.embedded.people import IndexedPeople
from graphsvc.adapters.embedded.responsibility import IndexedResponsibility
from graphsvc.adapters.embedded.tables import LAYOUTS, by_ids, referring_query, within_query
from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import Entity, Moment, Row
from graphsvc.domain.facts import Link, Listing, NameFact, NodeFact, Period, PlaceFilter
from graphsvc.domain.kinds import TABLE_OF, NodeKind
from graphsvc.domain.references import Reference
from graphsvc.domain.visibility import Visibility

_T = TypeVar("_T")

_MANY: Final = 200  # keys; asking for more is left to a thread, so that the event loop goes on

# What is shown of nodes: id, label, public, valid_from, valid_to.
_SHOWN: Final[dict[NodeKind, str]] = {
    NodeKind.PLACE: "SELECT t.id, t.name, 1, NULL, NULL FROM places AS t",
    NodeKind.CATEGORY: "SELECT t.id, t.name, 1, NULL, NULL FROM categories AS t",
    NodeKind.UNIT: "SELECT t.id, t.name, 1, t.valid_from, t.valid_to FROM units AS t",
    NodeKind.POST: "SELECT t.id, t.title, 1, t.valid_from, t.valid_to FROM posts AS t",
    NodeKind.PERSON: "SELECT t.id, t.name, t.public_contact, NULL, NULL FROM persons AS t",
    NodeKind.DUTY: "SELECT t.id, t.key, 1, t.valid_from, t.valid_to FROM duties AS t",
}

# What nodes are called: key, kind, name, English name, further names, public. Kinds 8 and 9 are floors and households.
_CALLED: Final = """
SELECT key, 'place', name, name_en, aliases, 1 FROM places WHERE kind < 8
UNION ALL SELECT key, 'place', name, name_en, aliases, 1 FROM places WHERE kind = 10
UNION ALL SELECT key, 'category', name, name_en, synonyms, 1 FROM categories
UNION ALL SELECT key, 'unit', name, name_en, NULL, 1 FROM units
UNION ALL SELECT key, 'post', title, title_en, NULL, 1 FROM posts
UNION ALL SELECT key, 'person', name, NULL, NULL, public_contact FROM persons
ORDER BY key
"""


class Reader:
    """`store.port.FactReader` on the index and the file."""

    __slots__ = ("_connections", "_coverage", "_index", "_name", "_people", "_staff")

    def __init__(self, index: Index, connections: Connections, name: str) -> None:
        self._index = index
        self._connections = connections
        self._name = name
        # Kept as long as their revision is the newest: they took long to read.
        self._coverage: tuple[int, IndexedCoverage] | None = None
        self._staff: tuple[int, IndexedStaff] | None = None
        self._people: tuple[int, IndexedPeople] | None = None

    @property
    def revision(self) -> int:
        """The revision that is read."""
        return self._index.revision

    @property
    def settings(self) -> Settings:
        """What the store holds of bundle.json."""
        return self._index.settings

    def steady(self, at: Moment) -> Period | None:
        """Give a period around `at` in which no row begins or ends."""
        return self._index.steady(at)

    async def responsibility_facts(self, category: str, place: str, at: Moment) -> IndexedResponsibility:  # noqa: ARG002
        """Give the view of the index for a category and a place: of every period, since sorting out would cost more."""
        return IndexedResponsibility(self._index, category, place)

    async def coverage_facts(self) -> IndexedCoverage:
        """Give the view of the index for questions about coverage."""
        revision, kept = self._index.revision, self._coverage
        if kept is None or kept[0] != revision:
            self._coverage = kept = None
            facts = await self._ask(lambda connection: IndexedCoverage(self._index, connection), many=True)
            self._coverage = kept = (revision, facts)
        return kept[1]

    async def staff_facts(self) -> IndexedStaff:
        """Give who is meant to be where."""
        revision, kept = self._index.revision, self._staff
        if kept is None or kept[0] != revision:
            self._staff = kept = None
            facts = await self._ask(lambda connection: IndexedStaff(self._index, connection), many=True)
            self._staff = kept = (revision, facts)
        return kept[1]

    async def people_facts(self) -> IndexedPeople:
        """Give where people live and work and what they can do."""
        revision, kept = self._index.revision, self._people
        if kept is None or kept[0] != revision:
            self._people = kept = None
            facts = await self._ask(lambda connection: IndexedPeople(self._index, connection), many=True)
            self._people = kept = (revision, facts)
        return kept[1]

    async def entities(self, keys: Sequence[str]) -> Mapping[str, Entity]:
        """Give the rows with these keys."""
        return await self._ask(lambda connection: self._entities(connection, keys), many=len(keys) > _MANY)

    async def referring(self, reference: Reference, keys: Sequence[str]) -> Mapping[str, tuple[Row, ...]]:
        """Give, for each key, the rows that hold it in that column."""
        return await self._ask(lambda connection: self._referring(connection, reference, keys), many=len(keys) > _MANY)

    async def lineages(self, keys: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Give the lineages of places, categories and units."""
        index, found = self._index, {}
        for key in keys:
            kind = index.kind_of(key)
            if kind is NodeKind.UNIT:
                unit, above = index.units[index.ids[key]], []
                while True:
                    above.append(unit.key)
                    if unit.parent is None:
                        break
                    unit = unit.parent
                found[key] = tuple(above)
            elif kind in {NodeKind.PLACE, NodeKind.CATEGORY}:
                found[key] = tuple(index.keys[node] for node in index.lineage(index.ids[key]))
        return found

    async def households(self, places: Sequence[str]) -> Mapping[str, int]:
        """Give the households of places."""
        index, found = self._index, {}
        for key in places:
            node = index.place_id(key)
            if node is not None:
                found[key] = index.households(node)
        return found

    async def within(self, reference: Reference, place: str) -> tuple[Row, ...]:
        """Give the rows that hold a place of the subtree."""
        root = self._index.place_id(place)
        if root is None:
            return ()
        read, query = READ[reference.table], within_query(reference)
        return await self._ask(lambda connection: tuple(map(read, connection.execute(query, (root,)))), many=True)

    async def nodes(self, keys: Sequence[str]) -> Mapping[str, NodeFact]:
        """Give what is shown of nodes."""
        return await self._ask(lambda connection: self._nodes(connection, keys), many=len(keys) > _MANY)

    async def links(self, keys: Sequence[str], limit: int, visibility: Visibility) -> tuple[Link, ...]:
        """Give the links that touch any of the keys."""
        index = self._index
        ends = [(node, KIND_OF[index.kinds[node]]) for key in dict.fromkeys(keys) if (node := index.ids.get(key))]
        return await self._ask(lambda connection: find_links(connection, ends, limit, visibility), many=True)

    async def listing(
        self,
        kind: NodeKind,
        first: int,
        after: str | None,
        visibility: Visibility,
        places: PlaceFilter | None = None,
    ) -> Listing:
        """Give a page of keys of a kind."""
        index = self._index
        return await self._ask(
            lambda connection: find_page(connection, index, kind, first, after, visibility, places), many=True
        )

    async def names(self) -> Sequence[NameFact]:
        """Give what everything is called."""
        return await self._ask(_names, many=True)

    async def _ask(self, work: Callable[[apsw.Connection], _T], *, many: bool) -> _T:
        """Run a query: at once when it is short and a connection is idle, else in a thread."""
        if many or self._connections.busy():
            return await asyncio.to_thread(self._run, work)
        return self._run(work)

    def _run(self, work: Callable[[apsw.Connection], _T]) -> _T:
        with told(self._name), self._connections.lease() as connection:
            return work(connection)

    def _by_kind(self, keys: Sequence[str]) -> Mapping[NodeKind, list[int]]:
        index, groups = self._index, dict[NodeKind, list[int]]()
        for key in dict.fromkeys(keys):
            node = index.ids.get(key)
            if node is not None:
                groups.setdefault(KIND_OF[index.kinds[node]], []).append(node)
        return groups

    def _entities(self, connection: apsw.Connection, keys: Sequence[str]) -> dict[str, Entity]:
        found: dict[str, Any] = {}
        for kind, nodes in self._by_kind(keys).items():
            table = TABLE_OF[kind]
            read, query = READ[table], by_ids(table, LAYOUTS[table].select)
            for cells in connection.execute(query, (orjson.dumps(nodes).decode(),)):
                found[cells[0]] = read(cells)
        return found

    def _referring(
        self, connection: apsw.Connection, reference: Reference, keys: Sequence[str]
    ) -> dict[str, tuple[Row, ...]]:
        index, read = self._index, READ[reference.table]
        nodes = [node for key in dict.fromkeys(keys) if (node := index.ids.get(key)) is not None]
        found: dict[str, list[Row]] = {}
        for node, *cells in connection.execute(referring_query(reference), (orjson.dumps(nodes).decode(),)):
            found.setdefault(index.keys[node], []).append(read(tuple(cells)))
        return {key: tuple(rows) for key, rows in found.items()}

    def _nodes(self, connection: apsw.Connection, keys: Sequence[str]) -> dict[str, NodeFact]:
        found, index = {}, self._index
        for kind, nodes in self._by_kind(keys).items():
            query = by_ids(TABLE_OF[kind], _SHOWN[kind])
            for node, label, public, begin, end in connection.execute(query, (orjson.dumps(nodes).decode(),)):
                key = index.keys[node]
                found[key] = NodeFact(key, kind, label, bool(public), begin, end)
        return found


def _names(connection: apsw.Connection) -> list[NameFact]:
    found = []
    for key, kind, name, english, others, public in connection.execute(_CALLED):
        names = (name, english, *split(others)) if english else (name, *split(others))
        found.append(NameFact(key, NodeKind(kind), names, bool(public)))
    return found
