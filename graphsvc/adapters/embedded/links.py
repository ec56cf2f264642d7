"""The links of the graph, read from the columns that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import apsw

from graphsvc.domain import facts
from graphsvc.domain.facts import Link, LinkType
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.visibility import Visibility


class _Family(NamedTuple):
    """Links of one type that stand in one table `r`: the columns of their two ends, and where the dates are."""

    type: LinkType
    table: str
    source: str
    source_in: tuple[NodeKind, ...]
    target: str
    target_in: tuple[NodeKind, ...]
    dated: bool = False
    person: str = ""
    """The column that may hold a person, who then has to be seen."""


_PLACE, _CATEGORY, _UNIT = (NodeKind.PLACE,), (NodeKind.CATEGORY,), (NodeKind.UNIT,)
_POST, _PERSON, _DUTY = (NodeKind.POST,), (NodeKind.PERSON,), (NodeKind.DUTY,)

# Trees, reporting links and what a unit covers bear no dates; what a post or duty says holds as long as it does.
_FAMILIES: Final = (
    _Family(facts.PARENT, "places", "id", _PLACE, "parent", _PLACE),
    _Family(facts.PARENT, "categories", "id", _CATEGORY, "parent", _CATEGORY),
    _Family(facts.PARENT, "units", "id", _UNIT, "parent", _UNIT),
    _Family(facts.COVERS, "covers", "unit", _UNIT, "place", _PLACE),
    _Family(facts.OF_UNIT, "posts", "id", _POST, "unit", _UNIT, dated=True),
    _Family(facts.LOCATED_AT, "posts", "id", _POST, "place", _PLACE, dated=True),
    _Family(facts.REPORTS_TO, "posts", "id", _POST, "reports_to", _POST),
    _Family(facts.DOTTED, "dotted", "post", _POST, "above", _POST),
    _Family(facts.MEMBER_OF, "memberships", "person", _PERSON, "unit", _UNIT, dated=True, person="person"),
    _Family(facts.HOLDS, "memberships", "person", _PERSON, "post", _POST, dated=True, person="person"),
    _Family(facts.HOME_UNIT, "persons", "id", _PERSON, "home_unit", _UNIT, person="id"),
    _Family(facts.RESIDES_AT, "persons", "id", _PERSON, "residence", _PLACE, person="id"),
    _Family(facts.HELD_BY, "duties", "id", _DUTY, "holder", (NodeKind.POST, NodeKind.UNIT), dated=True),
    _Family(facts.WITHIN, "duties", "id", _DUTY, "place", _PLACE, dated=True),
    _Family(facts.FOR_CATEGORY, "duties", "id", _DUTY, "category", _CATEGORY, dated=True),
    _Family(facts.ESCALATES_TO, "escalations", "from_unit", _UNIT, "to_unit", _UNIT, dated=True),
    _Family(
        facts.PAIRED_WITH,
        "pairings",
        "helper",
        (NodeKind.PERSON, NodeKind.UNIT),
        "place",
        _PLACE,
        dated=True,
        person="helper",
    ),
)

_TABLES: Final[dict[NodeKind, str]] = {
    NodeKind.PLACE: "places",
    NodeKind.CATEGORY: "categories",
    NodeKind.UNIT: "units",
    NodeKind.POST: "posts",
    NodeKind.PERSON: "persons",
    NodeKind.DUTY: "duties",
}


class _Query(NamedTuple):
    """The texts for the links of a family at one of its ends."""

    type: LinkType
    all: str
    seen: str
    """… without links to persons who are not public contacts."""


def _key(column: str, kinds: tuple[NodeKind, ...]) -> str:
    lookups = [f"(SELECT n.key FROM {_TABLES[kind]} AS n WHERE n.id = r.{column})" for kind in kinds]  # noqa: S608
    return lookups[0] if len(lookups) == 1 else f"coalesce({', '.join(lookups)})"


def _query(family: _Family, end: str, other: str) -> _Query:
    dates = "r.valid_from, r.valid_to" if family.dated else "NULL, NULL"
    source, target = _key(family.source, family.source_in), _key(family.target, family.target_in)
    text = (
        f"SELECT DISTINCT {source}, {target}, {dates} FROM {family.table} AS r "  # noqa: S608  (constants)
        f"WHERE r.{end} = ? AND r.{other} IS NOT NULL"
    )
    public = f"(SELECT n.public_contact FROM persons AS n WHERE n.id = r.{family.person})"  # noqa: S608
    seen = f"{text} AND coalesce({public}, 1) = 1" if family.person else text
    last = " ORDER BY 1, 2, 3, 4 LIMIT ?"
    return _Query(family.type, text + last, seen + last)


def _by_kind() -> dict[NodeKind, list[_Query]]:
    found: dict[NodeKind, list[_Query]] = {kind: [] for kind in NodeKind}
    for family in _FAMILIES:
        for kind in family.source_in:
            found[kind].append(_query(family, family.source, family.target))
        for kind in family.target_in:
            found[kind].append(_query(family, family.target, family.source))
    return found


_QUERIES: Final = _by_kind()


def find_links(
    connection: apsw.Connection, ends: Sequence[tuple[int, NodeKind]], limit: int, visibility: Visibility
) -> tuple[Link, ...]:
    """Give the links that touch any of the nodes (ids and kinds), each once."""
    found: set[Link] = set()
    for node, kind in ends:
        for query in _QUERIES[kind]:
            if visibility.care or not query.type.personal:
                found.update(_at(connection, query, node, limit, visibility))
    return tuple(sorted(found, key=_order))


def _at(connection: apsw.Connection, query: _Query, node: int, limit: int, visibility: Visibility) -> Iterator[Link]:
    text = query.all if visibility.every_person else query.seen
    for source, target, begin, end in connection.execute(text, (node, limit)):
        yield Link(source, target, query.type, begin, end)


def _order(link: Link) -> tuple[str, str, str, bool, int, bool, int]:
    begin, end = link.valid_from, link.valid_to
    return (link.type.name, link.source, link.target, begin is not None, begin or 0, end is not None, end or 0)
