"""Pages of keys in their order, with how many there are in all."""

from __future__ import annotations

from typing import Final

import apsw

from graphsvc.adapters.embedded.index import CODE_OF, LAST_PLACE, Index
from graphsvc.domain.facts import Listing, PlaceFilter
from graphsvc.domain.kinds import PLACE_RANK, TABLE_OF, NodeKind, PlaceKind
from graphsvc.domain.visibility import Visibility

# A fixed kind in the text lets SQLite take the index that holds only the rarer kinds.
_OF_KIND: Final[dict[PlaceKind, str]] = {
    kind: f" AND kind = {rank}" + (" AND kind < 8" if rank < 8 else "") for kind, rank in PLACE_RANK.items()
}
_OF_PARENT: Final = " AND parent = ?"
_SEEN: Final = " AND public_contact = 1"


def find_page(
    connection: apsw.Connection,
    index: Index,
    kind: NodeKind,
    first: int,
    after: str | None,
    visibility: Visibility,
    places: PlaceFilter | None,
) -> Listing:
    """Give up to `first` keys of a kind that follow the key `after`."""
    condition = ""
    parameters: tuple[int, ...] = ()
    if kind is NodeKind.PLACE and places is not None:
        if places.kind is not None:
            condition += _OF_KIND[places.kind]
        if places.parent is not None:
            parent = index.place_id(places.parent)
            if parent is None:
                return Listing((), more=False, total=0)
            condition += _OF_PARENT
            parameters = (parent,)
    if kind is NodeKind.PERSON and not visibility.every_person:
        condition += _SEEN
    table = TABLE_OF[kind].value
    found = connection.execute(page_query(table, condition), (after or "", *parameters, first + 1)).fetchall()
    keys = tuple(str(key) for (key,) in found[:first])
    if condition in {"", *_OF_KIND.values()}:
        total: int = _counted(index, kind, None if places is None else places.kind)
    else:
        count = f"SELECT count(*) FROM {table} WHERE key > ''{condition}"  # noqa: S608
        total = connection.execute(count, parameters).get
    return Listing(keys, more=len(found) > first, total=total)


def page_query(table: str, condition: str) -> str:
    """Give the query for a page; both parts are texts of this module."""
    return f"SELECT key FROM {table} WHERE key > ?{condition} ORDER BY key LIMIT ?"  # noqa: S608


def _counted(index: Index, kind: NodeKind, place_kind: PlaceKind | None) -> int:
    """Count nodes by the bytes of their kinds: a millisecond for millions."""
    if kind is not NodeKind.PLACE:
        return index.kinds.count(CODE_OF[kind])
    if place_kind is not None:
        return index.kinds.count(PLACE_RANK[place_kind])
    return sum(index.kinds.count(code) for code in range(LAST_PLACE + 1))
