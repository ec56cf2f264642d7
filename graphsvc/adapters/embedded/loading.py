"""Building the index from the file: one pass over the columns that it needs, two seconds for a million places."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import apsw

from graphsvc.adapters.embedded.codecs import CAPACITIES, LINES, PLACE_KINDS
from graphsvc.adapters.embedded.compact import Counts, Facts
from graphsvc.adapters.embedded.index import CATEGORY, CODE_OF, FACILITY, HOUSEHOLD, Index, rank_in_cell
from graphsvc.adapters.embedded.journal import latest
from graphsvc.domain.errors import StoreDamaged
from graphsvc.domain.facts import DutyFact, EscalationFact, Member, Period, PersonFact, PostFact, UnitFact
from graphsvc.domain.households import counted_above, own_households
from graphsvc.domain.kinds import NodeKind, PlaceKind

_Share: TypeAlias = Callable[[Any, Any], Any]

_KEYED: Final = ("places", "categories", "units", "posts", "persons", "duties")
_ONE_HOUSEHOLD: Final = own_households(PlaceKind.HOUSEHOLD, None)
WORTH_FREEZING: Final = 100_000
"""Nodes from which on the collector is kept away from the index; below that its rounds cost nothing."""

_WIDEST: Final = 2**31 - 1


def load(connection: apsw.Connection, name: str) -> Index:
    """Build the index of the state that the connection sees; StoreDamaged when that state is not sound in itself."""
    revision = latest(connection, name)
    ends = [connection.execute(f"SELECT max(id) FROM {table}").get or 0 for table in _KEYED]  # noqa: S608  (constants)
    largest = max(ends)
    if largest > _WIDEST or min(connection.execute(f"SELECT min(id) FROM {table}").get or 1 for table in _KEYED) < 1:  # noqa: S608
        raise _damaged(name)
    with _no_collection(largest):
        index = Index(largest) if revision is None else Index(largest, revision.number, revision.settings)
        try:
            # Few moments and opening hours stand in many rows: each is held once.
            share: _Share = {}.setdefault
            _load_places(connection, index)
            _load_categories(connection, index)
            _load_units(connection, index, share)
            _load_posts(connection, index, share)
            _load_persons(connection, index, share)
            _load_duties(connection, index, share)
            _load_moments(connection, index)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise _damaged(name) from error
    rows = sum(connection.execute(f"SELECT count(*) FROM {table} NOT INDEXED").get for table in _KEYED)  # noqa: S608
    if len(index.ids) != rows:
        raise _damaged(name)
    connection.pragma("shrink_memory")  # the pages that were passed through are not asked for again
    return index


def _damaged(name: str) -> StoreDamaged:
    return StoreDamaged(
        f"{name} is damaged: rows do not fit together; nothing of it is served. Restore it from a backup"
    )


@contextmanager
def _no_collection(nodes: int) -> Iterator[None]:
    """Keep the collector away while a million objects are made that all stay, and from them afterwards."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
        if nodes > WORTH_FREEZING:
            gc.freeze()


def _load_places(connection: apsw.Connection, index: Index) -> None:
    ids, keys, kinds, parents = index.ids, index.keys, index.kinds, index.parents
    plain = bytearray(len(keys))  # the households of most places: one
    sums: defaultdict[int, int] = defaultdict(int)
    inner: list[list[tuple[int, int | None]]] = [[] for _ in PLACE_KINDS]
    one = _ONE_HOUSEHOLD
    assert one is not None  # noqa: S101  (for the type checker)
    for node, key, kind, parent, households in connection.execute(
        "SELECT id, key, kind, parent, households FROM places"
    ):
        ids[key] = node
        keys[node] = key
        kinds[node] = kind
        if parent is not None:
            parents[node] = parent
        if kind == HOUSEHOLD:
            plain[node] = one
            if households is not None:
                inner[kind].append((node, households))
            if parent is not None:
                sums[parent] += one if households is None else households
        else:
            inner[kind].append((node, households))
    index.totals = totals = Counts(plain)
    for node, households in inner[HOUSEHOLD]:
        totals[node] = households or 0
    # From small to large, so that the sum over the children is there before it is asked for.
    for kind in range(HOUSEHOLD - 1, -1, -1):
        place_kind = PLACE_KINDS[kind]
        for node, households in inner[kind]:
            own_number = own_households(place_kind, households)
            total = sums.get(node, 0)
            if own_number is not None:
                index.beneath[node] = total
                total = own_number
            totals[node] = total
            sums[parents[node]] += counted_above(place_kind, total)
    for node, households in inner[FACILITY]:
        totals[node] = -1 if households is None else households


def _load_categories(connection: apsw.Connection, index: Index) -> None:
    for node, key, parent in connection.execute("SELECT id, key, parent FROM categories"):
        _place_node(index, node, key, CATEGORY)
        index.parents[node] = parent or 0


def _load_units(connection: apsw.Connection, index: Index, share: _Share) -> None:
    units: dict[int, UnitFact] = {}
    above = []
    query = "SELECT id, key, line, channel, parent, valid_from, valid_to FROM units"
    for node, key, line, channel, parent, begin, end in connection.execute(query):
        _place_node(index, node, key, CODE_OF[NodeKind.UNIT])
        units[node] = UnitFact(key, LINES[line], channel, None, share(begin, begin), share(end, end))
        if parent is not None:
            above.append((node, parent))
    for node, parent in above:
        units[node].parent = units[parent]
    for unit, place in connection.execute("SELECT unit, place FROM covers"):
        index.covering[place] = (*index.covering.get(place, ()), units[unit])
    query = "SELECT from_unit, to_unit, after, category, urgent, priority, valid_from, valid_to FROM escalations"
    for source, target, after, category, urgent, priority, begin, end in connection.execute(query):
        key = None if category is None else index.keys[category]
        wait, begins, ends = share(after, after), share(begin, begin), share(end, end)
        units[source].escalations += (EscalationFact(units[target], wait, key, bool(urgent), priority, begins, ends),)
    index.units = Facts(units)


def _load_posts(connection: apsw.Connection, index: Index, share: _Share) -> None:
    posts: dict[int, PostFact] = {}
    query = "SELECT id, key, unit, head, valid_from, valid_to FROM posts ORDER BY key"
    for node, key, unit, head, begin, end in connection.execute(query):
        _place_node(index, node, key, CODE_OF[NodeKind.POST])
        posts[node] = fact = PostFact(key, index.units[unit], share(begin, begin), share(end, end))
        if head:
            fact.unit.heads += (fact,)
    index.posts = Facts(posts)


def _load_persons(connection: apsw.Connection, index: Index, share: _Share) -> None:
    persons: dict[int, PersonFact] = {}
    for node, key, channel, public in connection.execute("SELECT id, key, channel, public_contact FROM persons"):
        _place_node(index, node, key, CODE_OF[NodeKind.PERSON])
        persons[node] = PersonFact(key, channel, bool(public))
    for person, begin, end in connection.execute("SELECT person, valid_from, valid_to FROM absences"):
        persons[person].absences += (Period(share(begin, begin), share(end, end)),)
    query = "SELECT post, person, valid_from, valid_to FROM memberships WHERE post IS NOT NULL"
    for post, person, begin, end in connection.execute(query):
        index.posts[post].members += (Member(persons[person], share(begin, begin), share(end, end)),)
    index.persons = Facts(persons)


def _load_duties(connection: apsw.Connection, index: Index, share: _Share) -> None:
    keys, posts, units, scopes = index.keys, index.posts, index.units, index.scopes
    duties: dict[int, DutyFact] = {}
    query = (
        "SELECT id, key, holder, category, place, capacity, priority, channel, hours, valid_from, valid_to FROM duties"
    )
    for node, key, holder, category, place, capacity, rank, channel, hours, begin, end in connection.execute(query):
        _place_node(index, node, key, CODE_OF[NodeKind.DUTY])
        held_by = posts.get(holder) or units[holder]
        terms = (share(hours, hours), share(begin, begin), share(end, end))
        duties[node] = fact = DutyFact(
            key, held_by, keys[category], keys[place], CAPACITIES[capacity], rank, channel, *terms
        )
        scopes.setdefault(place, {}).setdefault(category, []).append(fact)
    for cells in scopes.values():
        for category, cell in cells.items():
            cells[category] = sorted(cell, key=rank_in_cell)  # a list of just that length
    index.duties = Facts(duties)


def _load_moments(connection: apsw.Connection, index: Index) -> None:
    for table in ("units", "posts", "memberships", "absences", "duties", "escalations", "pairings"):
        for column in ("valid_from", "valid_to"):
            query = f"SELECT {column}, count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY {column}"  # noqa: S608
            for moment, rows in connection.execute(query):
                index.note(moment, rows)


def _place_node(index: Index, node: int, key: str, code: int) -> None:
    index.ids[key] = node
    index.keys[node] = key
    index.kinds[node] = code
