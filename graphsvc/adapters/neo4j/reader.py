"""A snapshot of the store on Neo4j: every question is answered as of one revision, in one round trip.

Versions of rows say in which revisions they stand (`since <= revision < until`) and are changed in nothing but `until`
afterwards, so that what is written meanwhile cannot be seen. Versions that no snapshot shows any more are removed after
a while, so a snapshot that was kept open for too long is not answered any more. However many questions are asked of one
snapshot, the server is waited for no longer than for a single one: whoever asks them makes somebody wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graphsvc.adapters.neo4j.assembly import Assembly
from graphsvc.adapters.neo4j.coverage import LoadedCoverage, LoadedPeople, LoadedStaff
from graphsvc.adapters.neo4j.kept import Kept
from graphsvc.adapters.neo4j.links import LINK_TYPE, STANDING_IN, order_of
from graphsvc.adapters.neo4j.patience import Patience
from graphsvc.adapters.neo4j.responsibility import LoadedResponsibility
from graphsvc.adapters.neo4j.revisions import Census
from graphsvc.adapters.neo4j.rows import FAR, NEAR, begin, end, kind_of, row_of, rows_of, table_of
from graphsvc.adapters.neo4j.server import Record, Server
from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import Entity, Moment, Row
from graphsvc.domain.errors import NotFound, StoreError
from graphsvc.domain.facts import Link, Listing, NameFact, NodeFact, Period, PlaceFilter
from graphsvc.domain.households import own_households
from graphsvc.domain.kinds import NodeKind, PlaceKind
from graphsvc.domain.references import Reference
from graphsvc.domain.visibility import Visibility

KEPT_FOR: Final = 600.0
"""Seconds for which versions are kept that were replaced."""

_GOOD_FOR: Final = 540.0  # seconds; a minute less, so that no question is overtaken by the removal
_NAMED: Final = [kind.value for kind in PlaceKind if kind not in {PlaceKind.FLOOR, PlaceKind.HOUSEHOLD}]


class Reader:
    """`store.port.FactReader` as of one revision."""

    def __init__(
        self, server: Server, kept: Kept, revision: int, settings: Settings, census: Census, waiting: Patience
    ) -> None:
        self._server = server
        self._kept = kept
        self.revision = revision
        self.settings = settings
        self._census = census
        self._waiting = waiting
        self._opened = asyncio.get_running_loop().time()

    def steady(self, at: Moment) -> Period | None:
        """Give a period in which no row begins or ends, once all rows were read; else it is not known."""
        whole = self._kept.at_hand(self.revision)
        return None if whole is None else whole.steady(at)

    async def responsibility_facts(self, category: str, place: str, at: Moment) -> LoadedResponsibility:
        """Load the duties on both lineages, and the units that can be reached from there."""
        whole = self._kept.at_hand(self.revision)
        if whole is not None:
            return whole.coverage.responsibility(category, place)
        ((places, categories, duties, covering, *around),) = await self._ask(
            "responsibility", category=category, place=place, moment=at
        )
        if places is None:
            raise NotFound("place", place)
        if categories is None:
            raise NotFound("category", category)
        starts = [*covering, *(duty["holder"] for duty in duties)]
        assembly = Assembly()
        assembly.put(*around)
        asked: list[str] = []
        while missing := assembly.missing(starts):  # seldom: a unit has changed since the snapshot was opened
            if missing == asked:
                raise StoreError(f"{self._server.name} is damaged: {missing[0]} is referred to and not there")
            asked = missing
            (around,) = await self._ask("units_around", keys=missing, matters=categories, moment=at)
            assembly.put(*around)
        assembly.join()
        return LoadedResponsibility(
            self.settings,
            places,
            categories,
            map(assembly.duty, duties),
            [[assembly.units[unit] for unit in covering]],
        )

    async def coverage_facts(self) -> LoadedCoverage:
        """Give what questions about coverage ask for."""
        return (await self._kept.load(self.revision, self.settings)).coverage

    async def staff_facts(self) -> LoadedStaff:
        """Give who is meant to be where."""
        return (await self._kept.load(self.revision, self.settings)).staff

    async def people_facts(self) -> LoadedPeople:
        """Give where people live and work and what they can do."""
        return (await self._kept.load(self.revision, self.settings)).people

    async def entities(self, keys: Sequence[str]) -> Mapping[str, Entity]:
        """Give the rows with these keys."""
        ((found,),) = await self._ask("entities", keys=_distinct(keys))
        rows: dict[str, Entity] = {row["key"]: row_of(table_of(labels), row) for labels, row in found}
        return rows

    async def referring(self, reference: Reference, keys: Sequence[str]) -> Mapping[str, tuple[Row, ...]]:
        """Give, for each key, the rows that hold it in that column."""
        ((found,),) = await self._ask(f"referring/{_name(reference)}", keys=_distinct(keys))
        nodes: dict[str, list[Any]] = {}
        for key, node in found:
            nodes.setdefault(key, []).append(node)
        return {key: rows_of(reference.table, those) for key, those in nodes.items()}

    async def lineages(self, keys: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Give the lineages of places, categories and units."""
        ((found,),) = await self._ask("lineages", keys=_distinct(keys))
        return {key: tuple(lineage) for key, lineage in found}

    async def households(self, places: Sequence[str]) -> Mapping[str, int]:
        """Give the households of places."""
        found: dict[str, int] = {}
        for key, *own, outer_kind, outer_own, outer_sum in await self._ask("households", keys=_distinct(places)):
            kind, number, total = own
            shared = kind == PlaceKind.FACILITY.value and number is None
            found[key] = _households(outer_kind, outer_own, outer_sum) if shared else _households(kind, number, total)
        return found

    async def within(self, reference: Reference, place: str) -> tuple[Row, ...]:
        """Give the rows that hold a place of the subtree."""
        ((found,),) = await self._ask(f"within/{_name(reference)}", place=place)
        return rows_of(reference.table, found)

    async def nodes(self, keys: Sequence[str]) -> Mapping[str, NodeFact]:
        """Give what is shown of nodes."""
        found: dict[str, NodeFact] = {}
        for key, labels, label, public, valid_from, valid_to in await self._ask("nodes", keys=_distinct(keys)):
            period = (None, None) if valid_from is None else (begin(valid_from), end(valid_to))
            found[key] = NodeFact(key, kind_of(labels), label, public is not False, *period)
        return found

    async def links(self, keys: Sequence[str], limit: int, visibility: Visibility) -> tuple[Link, ...]:
        """Give the links that touch any of the keys."""
        asked: dict[str, Any] = {
            "keys": _distinct(keys),
            "limit": limit,
            "every": visibility.every_person,
            "care": visibility.care,
            "far": FAR,
            "near": NEAR,
        }
        # All at the same time; in one text they would take the server seconds to plan.
        parts = await asyncio.gather(*(self._ask(f"links/{where}", **asked) for where in STANDING_IN))
        links = {
            Link(
                source,
                target,
                LINK_TYPE[name],
                None if valid_from is None else begin(valid_from),
                None if valid_to is None else end(valid_to),
            )
            for found in parts
            for name, firsts, _ in found
            for source, target, valid_from, valid_to in firsts
        }
        return tuple(sorted(links, key=order_of))

    async def listing(
        self,
        kind: NodeKind,
        first: int,
        after: str | None,
        visibility: Visibility,
        places: PlaceFilter | None = None,
    ) -> Listing:
        """Give a page of keys of a kind."""
        name, parameters = kind.value, dict[str, Any]()
        if kind is NodeKind.PERSON and not visibility.every_person:
            name += "_seen"
        if kind is NodeKind.PLACE and places is not None:
            if places.kind is not None:
                name += "_kind"
                parameters["kind"] = places.kind.value
            if places.parent is not None:
                name = name.replace("place", "place_parent")
                parameters["parent"] = places.parent
        ((keys, *counted),) = await self._ask(f"listing/{name}", after=after or "", limit=first + 1, **parameters)
        total = counted[0] if counted else self._census.total(kind, None if places is None else places.kind)
        return Listing(tuple(keys[:first]), more=len(keys) > first, total=total)

    async def names(self) -> Sequence[NameFact]:
        """Give what everything is called."""
        found: list[NameFact] = []
        for key, kind, name, english, others, public in await self._ask("names", kinds=_NAMED):
            names = (name, english, *others) if english else (name, *others)
            found.append(NameFact(key, NodeKind(kind), names, public))
        return sorted(found, key=lambda fact: fact.key)

    async def _ask(self, name: str, /, **parameters: Any) -> list[Record]:  # noqa: ANN401  (what a query may be asked)
        if asyncio.get_running_loop().time() - self._opened > _GOOD_FOR:
            raise StoreError("the snapshot was kept open for too long; what it shows is not kept any more")
        return await self._server.ask(name, waiting=self._waiting, at=self.revision, **parameters)


def _name(reference: Reference) -> str:
    return f"{reference.table.value}.{reference.column}"


def _distinct(keys: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def _households(kind: str, given: int | None, total: int | None) -> int:
    own = own_households(PlaceKind(kind), given)
    return (total or 0) if own is None else own
