"""Lists in pages that stand still: what was written after the first page was given does not move the next ones.

A page is asked for with the revision that the first one was of. What was touched since is looked up in the change
log: keys added since are left out, keys deleted since are still listed. Persons are listed only while they may be seen.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from graphsvc.domain.entities import ROW_TYPE, TABLE_OF_ROW, Category, Entity, Person, Place, Post, Unit
from graphsvc.domain.errors import BadInput
from graphsvc.domain.facts import NameFact, PlaceFilter
from graphsvc.domain.kinds import NODE_KIND_OF, TABLE_OF, NodeKind, PlaceKind
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.search import NameIndex
from graphsvc.store.port import FactReader, Store

MOST_CHANGES: Final = 50_000
"""How many rows may have been touched since the first page; beyond, reading on is refused in words."""

_KEPT: Final = 4
_UNNAMED: Final = frozenset({PlaceKind.FLOOR, PlaceKind.HOUSEHOLD})

Earlier = Mapping[str, Entity | None]
"""The rows touched since a revision, by key, as they were then; None: not there yet."""


class Page(NamedTuple):
    """Keys in their order, whether more follow, and how many there are in all."""

    keys: tuple[str, ...]
    more: bool
    total: int


class History:
    """What was touched since the revisions whose pages are being read."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], Earlier] = OrderedDict()

    async def since(self, store: Store, revision: int, until: int) -> Earlier:
        """Give the rows touched after `revision`, up to and with `until`, as they were at `revision`.

        BadInput when they are too many, or when there was no such revision.
        """
        if revision > until or revision < 0:
            raise BadInput("the cursor tells of a revision that does not exist; begin again without `after`")
        if revision == until:
            return {}
        earlier = self._kept.get((revision, until))
        if earlier is None:
            earlier = self._kept[revision, until] = await _touched(store, revision, until)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return earlier


async def _touched(store: Store, revision: int, until: int) -> Earlier:
    earlier: dict[str, Entity | None] = {}
    seen = 0
    async for told, changes in store.changes(revision):
        if told.number > until:
            break
        seen += len(changes)
        if seen > MOST_CHANGES:
            raise BadInput("too much was written since the cursor was given; begin again without `after`")
        for change in changes:
            if change.table not in NODE_KIND_OF:
                continue
            row = change.before or change.after
            if isinstance(row, Entity):
                before = change.before
                earlier.setdefault(row.key, before if isinstance(before, Entity) else None)
    return earlier


async def listing(
    reader: FactReader,
    earlier: Earlier,
    kind: NodeKind,
    first: int,
    after: str | None,
    visibility: Visibility,
    places: PlaceFilter | None = None,
) -> Page:
    """Give up to `first` keys of a kind that follow `after`, as they were before what is in `earlier` was touched."""
    if not earlier:
        return Page(*await reader.listing(kind, first, after, visibility, places))
    now = await reader.entities(list(earlier))
    listed_now = {key for key, row in now.items() if _listed(row, kind, visibility, places)}
    listed_then = {
        key
        for key, row in earlier.items()
        if row is not None and _listed(row, kind, visibility, places) and _still_seen(row, now.get(key), visibility)
    }
    keys: list[str] = []
    last, more, total = after, True, 0
    while more and len(keys) <= first:
        found = await reader.listing(kind, first + 1 + min(len(listed_now), 1_000), last, visibility, places)
        more, total = found.more, found.total
        keys += [key for key in found.keys if key not in earlier]
        last = found.keys[-1] if found.keys else last
    merged = sorted([*keys, *(key for key in listed_then if after is None or key > after)])
    return Page(tuple(merged[:first]), len(merged) > first or more, total - len(listed_now) + len(listed_then))


def held_then(current: Sequence[Entity], earlier: Earlier, parent: str) -> list[Entity]:
    """Give the rows below a parent, by key, as they were before what is in `earlier` was touched."""
    if not earlier:
        return list(current)
    rows = {row.key: row for row in current if row.key not in earlier}
    rows.update(
        (key, row) for key, row in earlier.items() if row is not None and getattr(row, "parent", None) == parent
    )
    return [rows[key] for key in sorted(rows)]


async def found_then(
    reader: FactReader,
    earlier: Earlier,
    found: Sequence[NameFact],
    text: str,
    kinds: Collection[NodeKind] | None,
    visibility: Visibility,
) -> Sequence[NameFact]:
    """Give what a search found, as it was before what is in `earlier` was touched."""
    if not earlier:
        return found
    now = await reader.entities([key for key, row in earlier.items() if isinstance(row, Person)])
    named = [fact for fact in found if fact.key not in earlier]
    for key, row in earlier.items():
        if row is not None and _still_seen(row, now.get(key), visibility):
            named += _names(row)
    # The index of so few names puts them into the same order again.
    named.sort(key=lambda fact: fact.key)
    return NameIndex(named).find(text, kinds, every_person=visibility.every_person)


def _listed(row: Entity, kind: NodeKind, visibility: Visibility, places: PlaceFilter | None) -> bool:
    if not isinstance(row, ROW_TYPE[TABLE_OF[kind]]):
        return False
    if isinstance(row, Person):
        return visibility.sees(row.public_contact)
    if places is not None and isinstance(row, Place):
        return (places.kind is None or row.kind is places.kind) and (
            places.parent is None or row.parent == places.parent
        )
    return True


def _still_seen(then: Entity, now: Entity | None, visibility: Visibility) -> bool:
    # What was told of a person once is no reason to go on telling it.
    return not isinstance(then, Person) or (isinstance(now, Person) and visibility.sees(now.public_contact))


def _names(row: Entity) -> list[NameFact]:
    names: tuple[str | None, ...]
    match row:
        case Place() if row.kind not in _UNNAMED:
            names = (row.name, row.name_en, *row.aliases)
        case Category():
            names = (row.name, row.name_en, *row.synonyms)
        case Unit():
            names = (row.name, row.name_en)
        case Post():
            names = (row.title, row.title_en)
        case Person():
            names = (row.name,)
        case _:
            return []
    public = not isinstance(row, Person) or row.public_contact
    return [NameFact(row.key, NODE_KIND_OF[TABLE_OF_ROW[type(row)]], tuple(name for name in names if name), public)]
