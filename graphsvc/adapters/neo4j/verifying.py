"""Whether everything that is derived is what it is derived from: lineages, relationships, sums, counts, log."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import Final, Protocol

import orjson

from graphsvc.adapters.neo4j.revisions import Census
from graphsvc.adapters.neo4j.rows import FAR, relations_of
from graphsvc.adapters.neo4j.server import Server
from graphsvc.domain.changes import Change, Revision
from graphsvc.domain.entities import Category, Place, Row, Unit
from graphsvc.domain.errors import StoreError
from graphsvc.domain.households import counted_above, own_households
from graphsvc.domain.kinds import PLACE_RANK, PlaceKind, Table

_MODULUS: Final = 1 << 128


class Kept(Protocol):
    """What is asked of the store."""

    def rows(self, table: Table) -> AsyncIterator[Row]: ...  # noqa: D102  (as the port says)

    def changes(self, after: int) -> AsyncIterator[tuple[Revision, Sequence[Change]]]: ...  # noqa: D102


class _Seen:
    """What the rows say, to be compared with what is derived from them: in memory by key, one pass over all rows."""

    def __init__(self) -> None:
        self.parents: dict[str, str | None] = {}
        self.places: dict[str, Place] = {}
        self.relations: Counter[tuple[str, str, str]] = Counter()
        self.census = Census(None, None)
        self.digests = dict.fromkeys(Table, 0)

    def note(self, table: Table, row: Row) -> None:
        self.digests[table] = (self.digests[table] + _number(row)) % _MODULUS
        self.census.count(Change(table, "added", None, row))
        if isinstance(row, Place | Category | Unit):
            self.parents[row.key] = row.parent
        if isinstance(row, Place):
            self.places[row.key] = row
        self.relations.update(
            (relation.type, relation.source, relation.target) for relation in relations_of(table, row)
        )

    def lineage(self, key: str) -> list[str]:
        lineage = [key]
        while (above := self.parents.get(lineage[-1])) is not None and len(lineage) <= len(self.parents):
            lineage.append(above)
        return lineage

    def sums(self) -> dict[str, int]:
        """Give the sums of households over the children, from small places to large ones."""
        sums: Counter[str] = Counter()
        for place in sorted(self.places.values(), key=lambda place: -PLACE_RANK[place.kind]):
            if place.parent is not None and place.kind is not PlaceKind.FACILITY:
                own = own_households(place.kind, place.households)
                sums[place.parent] += counted_above(place.kind, sums[place.key] if own is None else own)
        return {key: total for key, total in sums.items() if total}


async def findings(store: Kept, server: Server, revision: int, census: Census) -> tuple[str, ...]:
    """Tell what differs; nothing when all is sound. Nothing must be written meanwhile."""
    seen = _Seen()
    for table in Table:
        async for row in store.rows(table):
            seen.note(table, row)
    found: list[str] = []
    wrong = [
        key async for key, lineage in server.stream("verify/lineages", at=revision) if lineage != seen.lineage(key)
    ]
    if wrong:
        found.append(f"the lineage of {_shown(wrong)} is not that of its parents")
    sums = {place: total async for place, total in server.stream("coverage/households", at=revision)}
    if other := sorted(place for place, _ in sums.items() ^ seen.sums().items()):
        found.append(f"the sum of households of {_shown(other)} is not that of its children")
    related: Counter[tuple[str, str, str]] = Counter()
    async for type_, source, target in server.stream("verify/relationships", far=FAR):
        related[type_, source, target] += 1
    if related != seen.relations:
        odd = sorted(((related - seen.relations) + (seen.relations - related)).keys())
        found.append(f"the relationships of {_shown([source for _, source, _ in odd])} are not those of its row")
    if census.told() != seen.census.told():
        found.append("the counts of nodes are not those of the rows")
    return (*found, *await _against_log(store, seen))


async def _against_log(store: Kept, seen: _Seen) -> list[str]:
    """Compare the rows with the replay of the log: each row counts as a number, the digest of its cells."""
    replayed = dict.fromkeys(Table, 0)
    try:
        async for _, changes in store.changes(0):
            for change in changes:
                before = 0 if change.before is None else _number(change.before)
                after = 0 if change.after is None else _number(change.after)
                replayed[change.table] = (replayed[change.table] + after - before) % _MODULUS
    except StoreError as error:
        return [error.message]
    return [
        f"{table.value}: the rows that are held are not those that the log leads to"
        for table in Table
        if replayed[table] != seen.digests[table]
    ]


def _number(row: Row) -> int:
    return int.from_bytes(hashlib.blake2b(orjson.dumps(tuple(row)), digest_size=16).digest())


def _shown(keys: Sequence[str]) -> str:
    return f"“{keys[0]}”" + (f" and {len(keys) - 1:,} more" if len(keys) > 1 else "")
