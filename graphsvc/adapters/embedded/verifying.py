"""Whether everything that is derived is what it is derived from: file, log, state, index."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, Final

import apsw
import orjson

from graphsvc.adapters.embedded import journal
from graphsvc.adapters.embedded.codecs import READ
from graphsvc.adapters.embedded.index import Index
from graphsvc.adapters.embedded.loading import load
from graphsvc.adapters.embedded.tables import LAYOUTS
from graphsvc.domain.entities import Row
from graphsvc.domain.errors import StoreDamaged
from graphsvc.domain.facts import UnitFact
from graphsvc.domain.kinds import Table

_MODULUS: Final = 1 << 128


def findings(connection: apsw.Connection, index: Index, name: str) -> Iterator[str]:
    """Tell what differs; nothing when all is sound."""
    try:
        for (finding,) in connection.execute("PRAGMA integrity_check"):
            if finding != "ok":
                yield f"the file: {finding}"
        yield from _state_against_log(connection, name)
        yield from differences(index, load(connection, name))
    except StoreDamaged as error:
        yield error.message
    except (apsw.CorruptError, apsw.NotADBError) as error:
        yield f"the file cannot be read: {error}"


def _state_against_log(connection: apsw.Connection, name: str) -> Iterator[str]:
    """Compare the state with the replay of the log, in constant memory.

    Each row counts as a number, the digest of its cells. Replayed, what a row was is subtracted and what it became is
    added; the sums of the rows that are held must be the same, but for a chance of one in 2^128.
    """
    replayed = dict.fromkeys(Table, 0)
    for _, changes in journal.replay(connection, 0, name):
        for change in changes:
            before = 0 if change.before is None else _number(change.before)
            after = 0 if change.after is None else _number(change.after)
            replayed[change.table] = (replayed[change.table] + after - before) % _MODULUS
    for table, expected in replayed.items():
        read = READ[table]
        found = sum(_number(read(cells)) for cells in connection.execute(LAYOUTS[table].select)) % _MODULUS
        if found != expected:
            yield f"{table.value}: the rows that are held are not those that the log leads to"


def _number(row: Row) -> int:
    return int.from_bytes(hashlib.blake2b(orjson.dumps(tuple(row)), digest_size=16).digest())


def differences(index: Index, rebuilt: Index) -> Iterator[str]:
    """Compare an index with one that was built anew from the file."""
    width = len(rebuilt.keys)  # one that grew in place may end in free ids
    pairs: dict[str, tuple[Any, Any]] = {
        "revision": (index.revision, rebuilt.revision),
        "settings": (index.settings, rebuilt.settings),
        "ids": (index.ids, rebuilt.ids),
        "keys": (index.keys[:width], rebuilt.keys),
        "free ids": (set(index.keys[width:]) | {""}, {""}),
        "kinds": (index.kinds[:width], rebuilt.kinds),
        "parents": (index.parents[:width], rebuilt.parents),
        "households": (index.totals, rebuilt.totals),
        "households beneath": (index.beneath, rebuilt.beneath),
        "moments": (index.moments, rebuilt.moments),
    }
    for what, (held, right) in pairs.items():
        if held != right:
            yield f"the index differs from the file: {what}"
    # What was found on the way to earlier answers and kept: found again it has to be the same.
    if any(kept != tuple(index.chain_of(place)) for place, kept in index.chains.items()):
        yield "the index differs from itself: chains"
    if any(kept.ids != tuple(index.lineage(kept.ids[0])) for kept in index.lineages.values()):
        yield "the index differs from itself: lineages"
    parts = ("units", "posts", "persons", "duties", "covering", "scopes")
    for what, held, right in zip(parts, _facts(index), _facts(rebuilt), strict=True):
        if held != right:
            yield f"the index differs from the file: {what}"


def _facts(index: Index) -> Iterator[dict[Any, Any]]:
    """Give the facts with keys in place of the objects that they know; what is in no order is sorted."""
    yield {node: _unit(unit) for node, unit in index.units.items()}
    yield {
        node: (
            (post.key, post.unit.key, post.valid_from, post.valid_to),
            sorted((member.person.key, *_sortable(member[1:])) for member in post.members),
            all(member.person is index.persons[index.ids[member.person.key]] for member in post.members),
            post.unit is index.units[index.ids[post.unit.key]],
        )
        for node, post in index.posts.items()
    }
    yield {
        node: (person.key, person.channel, person.public_contact, sorted(map(_sortable, person.absences)))
        for node, person in index.persons.items()
    }
    holders: dict[int, Any] = {**index.units, **index.posts}
    yield {
        node: (
            (duty.key, duty.holder.key, duty.category, duty.place, duty.capacity, duty.priority, duty.channel),
            (duty.hours, duty.valid_from, duty.valid_to),
            duty.holder is holders[index.ids[duty.holder.key]],
        )
        for node, duty in index.duties.items()
    }
    yield {place: sorted(unit.key for unit in units) for place, units in index.covering.items()}
    yield {
        place: {category: [duty.key for duty in cell] for category, cell in cells.items()}
        for place, cells in index.scopes.items()
    }


def _unit(unit: UnitFact) -> tuple[Any, ...]:
    ways = [
        (way.to_unit.key, way.urgent, way.priority, _sortable(way[1:4]), _sortable(way[5:])) for way in unit.escalations
    ]
    above = None if unit.parent is None else unit.parent.key
    own = (unit.key, unit.line, unit.channel, above, unit.valid_from, unit.valid_to)
    return own, [head.key for head in unit.heads], sorted(ways)


def _sortable(cells: tuple[Any, ...]) -> tuple[tuple[bool, Any], ...]:
    return tuple((cell is not None, 0 if cell is None else cell) for cell in cells)
