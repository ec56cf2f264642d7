"""The facts of coverage as views of the index; what the index lacks is read from the file once for each revision."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import apsw

from graphsvc.adapters.embedded.codecs import PLACE_KINDS, READ, split
from graphsvc.adapters.embedded.index import Index
from graphsvc.adapters.embedded.tables import LAYOUTS
from graphsvc.domain.coverage_facts import CategoryFact, PairingFact, PostDetail, UnitDetail
from graphsvc.domain.entities import Policy
from graphsvc.domain.facts import DutyFact, PersonFact, PostFact, UnitFact
from graphsvc.domain.kinds import PLACE_RANK, NodeKind, PlaceKind, PolicyRule, Table

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")

_HOUSEHOLD: Final = PLACE_RANK[PlaceKind.HOUSEHOLD]
_FACILITY: Final = PLACE_RANK[PlaceKind.FACILITY]


class IndexedCoverage:
    """Places, categories, duties and the policy, while a snapshot of the revision is open."""

    def __init__(self, index: Index, connection: apsw.Connection) -> None:
        self._index = index
        self.timezone = index.settings.timezone
        self.policy: tuple[Policy, ...] = tuple(_policy(connection))
        self.categories = tuple(
            CategoryFact(number, key, parent or 0, weight)
            for number, key, parent, weight in connection.execute(
                "SELECT id, key, parent, weight FROM categories ORDER BY key"
            )
        )
        self._bearing = {
            (row.place_kind, row.tag): frozenset(_bearing(connection, row.place_kind, row.tag))
            for row in self.policy
            if row.rule is PolicyRule.DEMAND and row.place_kind is not None and row.tag is not None
        }
        self._posts_of: dict[PersonFact, tuple[PostFact, ...]] | None = None
        self._duties_of: dict[PostFact | UnitFact, tuple[DutyFact, ...]] | None = None

    @property
    def parents(self) -> Sequence[int]:
        """The column of parents."""
        return self._index.parents

    @property
    def duties(self) -> Mapping[int, Mapping[int, Sequence[DutyFact]]]:
        """The duties by place and category."""
        return self._index.scopes

    @property
    def ladder_categories(self) -> Collection[str]:
        """The categories that escalations are bound to."""
        return {
            way.category for unit in self._index.units.values() for way in unit.escalations if way.category is not None
        }

    def place_number(self, key: str) -> int | None:
        """Give the number of a place."""
        return self._index.place_id(key)

    def place_key(self, place: int) -> str:
        """Give the key of a place."""
        return self._index.keys[place]

    def place_kind(self, place: int) -> PlaceKind:
        """Give the kind of a place."""
        return PLACE_KINDS[self._index.kinds[place]]

    def places_of(self, kind: PlaceKind) -> Iterator[int]:
        """Give the places of a kind: the column of kinds is bytes, and searched as such."""
        kinds, code = self._index.kinds, PLACE_RANK[kind]
        place = kinds.find(code)
        while place >= 0:
            yield place
            place = kinds.find(code, place + 1)

    def bearing(self, kind: PlaceKind, tag: str) -> Collection[int]:
        """Give the places of a kind that bear a tag."""
        return self._bearing[kind, tag]

    def households(self, place: int) -> int:
        """Give the households of a place."""
        return self._index.households(place)

    def shares_households(self, place: int) -> bool:
        """Say whether a place is a facility without a number."""
        return self._index.kinds[place] == _FACILITY and self._index.totals[place] < 0

    def person(self, key: str) -> PersonFact | None:
        """Give the person with a key."""
        return self._index.persons[self._index.ids[key]] if self._index.kind_of(key) is NodeKind.PERSON else None

    def unit(self, key: str) -> UnitFact | None:
        """Give the unit with a key."""
        return self._index.units[self._index.ids[key]] if self._index.kind_of(key) is NodeKind.UNIT else None

    def post(self, key: str) -> PostFact | None:
        """Give the post with a key."""
        return self._index.posts[self._index.ids[key]] if self._index.kind_of(key) is NodeKind.POST else None

    def posts_of(self, person: PersonFact) -> Sequence[PostFact]:
        """Give the posts in which a person has a membership."""
        if self._posts_of is None:
            self._posts_of = _grouped(
                (member, post)
                for post in self._index.posts.values()
                for member in dict.fromkeys(person for person, _, _ in post.members)
            )
        return self._posts_of.get(person, ())

    def duties_of(self, holder: PostFact | UnitFact) -> Sequence[DutyFact]:
        """Give the duties that a post or a unit holds."""
        if self._duties_of is None:
            self._duties_of = _grouped((duty.holder, duty) for duty in self._index.duties.values())
        return self._duties_of.get(holder, ())


class IndexedStaff:
    """Units, posts, pairings and care needs, while a snapshot of the revision is open."""

    def __init__(self, index: Index, connection: apsw.Connection) -> None:
        facts_of_unit, facts_of_post, facts_of_person = index.units, index.posts, index.persons
        covers: dict[int, list[int]] = {}
        for unit, place in connection.execute("SELECT unit, place FROM covers"):
            covers.setdefault(unit, []).append(place)
        self.units: dict[UnitFact, UnitDetail] = {}
        share: dict[str, str] = {}  # few kinds stand in many rows
        for node, kind in connection.execute("SELECT id, kind FROM units"):
            fact = facts_of_unit[node]
            self.units[fact] = UnitDetail(fact, share.setdefault(kind, kind), tuple(covers.get(node, ())))
        self.posts: dict[PostFact, PostDetail] = {}
        for node, kind, place, seats, above in connection.execute(
            "SELECT id, kind, place, seats, reports_to FROM posts"
        ):
            post, leads_to = facts_of_post[node], None if above is None else facts_of_post[above]
            self.posts[post] = PostDetail(post, share.setdefault(kind, kind), place or 0, seats, leads_to)
        self.pairings: dict[int, list[PairingFact]] = {}
        self._paired_by: dict[PersonFact | UnitFact, list[PairingFact]] = {}
        for helper, place, begin, end in connection.execute("SELECT helper, place, valid_from, valid_to FROM pairings"):
            held_by: PersonFact | UnitFact = facts_of_person.get(helper) or facts_of_unit[helper]
            pairing = PairingFact(held_by, place, begin, end)
            self.pairings.setdefault(place, []).append(pairing)
            self._paired_by.setdefault(held_by, []).append(pairing)
        query = f"SELECT id FROM places WHERE kind = {_HOUSEHOLD} AND needs IS NOT NULL"  # noqa: S608  (a constant)
        self.in_need = array("i", (node for (node,) in connection.execute(query)))
        self._posts_in = _grouped((post.unit, post) for post in self.posts)
        self._units_under = _grouped((unit.parent, unit) for unit in self.units if unit.parent is not None)

    def paired_by(self, helper: PersonFact | UnitFact) -> Sequence[PairingFact]:
        """Give the pairings in which a person or a unit is the helper."""
        return self._paired_by.get(helper, ())

    def posts_in(self, unit: UnitFact) -> Sequence[PostFact]:
        """Give the posts of a unit itself."""
        return self._posts_in.get(unit, ())

    def units_under(self, unit: UnitFact) -> Sequence[UnitFact]:
        """Give the units whose parent is this one."""
        return self._units_under.get(unit, ())


def _policy(connection: apsw.Connection) -> Iterator[Policy]:
    read = READ[Table.POLICY]
    for cells in connection.execute(LAYOUTS[Table.POLICY].where("TRUE")):
        row = read(cells)
        assert isinstance(row, Policy)  # noqa: S101  (for the type checker)
        yield row


def _bearing(connection: apsw.Connection, kind: PlaceKind, tag: str) -> Iterator[int]:
    rank = PLACE_RANK[kind]
    # A fixed kind in the text lets SQLite take the index that holds only the rarer kinds.
    where = f"kind = {rank}" + (" AND kind < 8" if rank < 8 else "")
    for node, tags in connection.execute(f"SELECT id, tags FROM places WHERE {where} AND tags IS NOT NULL"):  # noqa: S608
        if tag in split(tags):
            yield node


def _grouped(pairs: Iterator[tuple[_Key, _Item]]) -> dict[_Key, tuple[_Item, ...]]:
    found: dict[_Key, list[_Item]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}
