"""The facts of a whole revision in memory: what questions about coverage ask for, read once and shared."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from graphsvc.adapters.neo4j.assembly import Assembly
from graphsvc.adapters.neo4j.responsibility import LoadedResponsibility
from graphsvc.adapters.neo4j.rows import Properties, begin, end, row_of
from graphsvc.adapters.neo4j.server import Record
from graphsvc.domain.changes import Settings
from graphsvc.domain.coverage_facts import CategoryFact, PairingFact, PersonDetail, PostDetail, UnitDetail
from graphsvc.domain.entities import Policy
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import DutyFact, Member, PersonFact, PostFact, UnitFact
from graphsvc.domain.households import own_households
from graphsvc.domain.kinds import PLACE_RANK, PlaceKind, Table

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")

_KINDS: Final = tuple(PlaceKind)


class Columns:
    """Places and categories as numbers, by columns. Places get theirs in the order in which they come."""

    def __init__(self) -> None:
        self.keys: list[str] = [""]
        self.numbers: dict[str, int] = {}
        self.kinds = bytearray([255])
        self.parents = array("i", [0])
        self.in_need = array("i")
        self._above: list[str | None] = [None]
        self._own: dict[int, int] = {}
        self._sums: dict[str, int] = {}
        self._tagged: list[tuple[int, tuple[str, ...]]] = []

    def put(self, record: Record) -> None:
        """Put a place in: key, kind, parent, households, tags, whether it has needs."""
        key, kind, parent, households, tags, needs = record
        number = self.numbers[key] = len(self.keys)
        self.keys.append(key)
        self.kinds.append(PLACE_RANK[PlaceKind(kind)])
        self._above.append(parent)
        if households is not None:
            self._own[number] = households
        if tags:
            self._tagged.append((number, tuple(tags)))
        if needs:
            self.in_need.append(number)

    def put_sum(self, record: Record) -> None:
        """Put in the sum of households over the children of a place."""
        place, total = record
        self._sums[place] = total

    def join(self) -> None:
        """Lead parents to their numbers, once all places are there."""
        self.parents = array("i", (0 if key is None else self.numbers[key] for key in self._above))
        self._above = []

    def kind(self, place: int) -> PlaceKind:
        """Give the kind of a place."""
        return _KINDS[self.kinds[place]]

    def households(self, place: int) -> int:
        """Give the households of a place by the rule of domain.households."""
        if self.shares_households(place):
            return self.households(self.parents[place])
        own = own_households(self.kind(place), self._own.get(place))
        return self._sums.get(self.keys[place], 0) if own is None else own

    def shares_households(self, place: int) -> bool:
        """Say whether a place is a facility without a number."""
        return self.kind(place) is PlaceKind.FACILITY and place not in self._own

    def bearing(self, kind: PlaceKind, tag: str) -> frozenset[int]:
        """Give the places of a kind that bear a tag."""
        rank = PLACE_RANK[kind]
        return frozenset(number for number, tags in self._tagged if tag in tags and self.kinds[number] == rank)


class LoadedCoverage:
    """Places, categories, duties and the policy of one revision."""

    def __init__(
        self, settings: Settings, columns: Columns, assembly: Assembly, tables: Mapping[Table, Sequence[Properties]]
    ) -> None:
        self.timezone = settings.timezone
        self.columns = columns
        self.assembly = assembly
        self._settings = settings
        self.policy: tuple[Policy, ...] = tuple(row_of(Table.POLICY, node) for node in tables[Table.POLICY])
        rows = sorted(tables[Table.CATEGORIES], key=lambda node: str(node["key"]))
        self._category_numbers = {node["key"]: number for number, node in enumerate(rows, 1)}
        self._lineages: dict[str, list[str]] = {node["key"]: node["anc"] for node in rows}
        self.categories = tuple(
            CategoryFact(number, node["key"], self._category_numbers.get(node.get("parent"), 0), node["weight"])
            for number, node in enumerate(rows, 1)
        )
        duties = sorted(
            (assembly.duty(node) for node in tables[Table.DUTIES]), key=lambda duty: (duty.priority, duty.key)
        )
        self.duties: dict[int, dict[int, list[DutyFact]]] = {}
        for duty in duties:
            place, category = columns.numbers[duty.place], self._category_numbers[duty.category]
            self.duties.setdefault(place, {}).setdefault(category, []).append(duty)
        self._duties_of = grouped((duty.holder, duty) for duty in duties)
        self._posts_of = grouped(
            (person, post)
            for post in assembly.posts.values()
            for person in dict.fromkeys(person for person, _, _ in post.members)
        )
        self.covering = grouped(
            (place, assembly.units[node["key"]]) for node in tables[Table.UNITS] for place in node.get("covers", ())
        )
        self._bearing: dict[tuple[PlaceKind, str], frozenset[int]] = {}

    @property
    def parents(self) -> Sequence[int]:
        """The column of parents."""
        return self.columns.parents

    @property
    def ladder_categories(self) -> Collection[str]:
        """The categories that escalations are bound to."""
        return {
            way.category
            for unit in self.assembly.units.values()
            for way in unit.escalations
            if way.category is not None
        }

    def place_number(self, key: str) -> int | None:
        """Give the number of a place."""
        return self.columns.numbers.get(key)

    def place_key(self, place: int) -> str:
        """Give the key of a place."""
        return self.columns.keys[place]

    def place_kind(self, place: int) -> PlaceKind:
        """Give the kind of a place."""
        return self.columns.kind(place)

    def places_of(self, kind: PlaceKind) -> Iterator[int]:
        """Give the places of a kind: the column of kinds is bytes, and searched as such."""
        kinds, rank = self.columns.kinds, PLACE_RANK[kind]
        place = kinds.find(rank)
        while place >= 0:
            yield place
            place = kinds.find(rank, place + 1)

    def bearing(self, kind: PlaceKind, tag: str) -> Collection[int]:
        """Give the places of a kind that bear a tag."""
        found = self._bearing.get((kind, tag))
        if found is None:
            found = self._bearing[kind, tag] = self.columns.bearing(kind, tag)
        return found

    def households(self, place: int) -> int:
        """Give the households of a place."""
        return self.columns.households(place)

    def shares_households(self, place: int) -> bool:
        """Say whether a place is a facility without a number."""
        return self.columns.shares_households(place)

    def person(self, key: str) -> PersonFact | None:
        """Give the person with a key."""
        return self.assembly.persons.get(key)

    def unit(self, key: str) -> UnitFact | None:
        """Give the unit with a key."""
        return self.assembly.units.get(key)

    def post(self, key: str) -> PostFact | None:
        """Give the post with a key."""
        return self.assembly.posts.get(key)

    def posts_of(self, person: PersonFact) -> Sequence[PostFact]:
        """Give the posts in which a person has a membership."""
        return self._posts_of.get(person, ())

    def duties_of(self, holder: PostFact | UnitFact) -> Sequence[DutyFact]:
        """Give the duties that a post or a unit holds."""
        return self._duties_of.get(holder, ())

    def responsibility(self, category: str, place: str) -> LoadedResponsibility:
        """Give the facts for a category and a place, of the same objects; NotFound names the key that is not there."""
        number = self.columns.numbers.get(place)
        if number is None:
            raise NotFound("place", place)
        if category not in self._lineages:
            raise NotFound("category", category)
        places: list[str] = []
        categories = self._lineages[category]
        found: list[DutyFact] = []
        while number:
            places.append(self.columns.keys[number])
            cells = self.duties.get(number, {})
            for above in categories:
                found += cells.get(self._category_numbers[above], ())
            number = self.columns.parents[number]
        return LoadedResponsibility(
            self._settings, places, categories, found, (self.covering.get(above, ()) for above in places)
        )


class LoadedStaff:
    """Units, posts, pairings and care needs of one revision."""

    def __init__(self, coverage: LoadedCoverage, tables: Mapping[Table, Sequence[Properties]]) -> None:
        assembly, numbers = coverage.assembly, coverage.columns.numbers
        self.units = {
            (unit := assembly.units[node["key"]]): UnitDetail(
                unit, node["kind"], tuple(numbers[place] for place in node.get("covers", ()))
            )
            for node in tables[Table.UNITS]
        }
        self.posts: dict[PostFact, PostDetail] = {}
        for node in tables[Table.POSTS]:
            post, place, above = assembly.posts[node["key"]], node.get("place"), node.get("reports_to")
            located = 0 if place is None else numbers[place]
            leads_to = None if above is None else assembly.posts[above]
            self.posts[post] = PostDetail(post, node["kind"], located, node["seats"], leads_to)
        pairings = [
            PairingFact(
                assembly.persons.get(node["helper"]) or assembly.units[node["helper"]],
                numbers[node["place"]],
                begin(node["valid_from"]),
                end(node["valid_to"]),
            )
            for node in tables[Table.PAIRINGS]
        ]
        self.pairings = grouped((pairing.place, pairing) for pairing in pairings)
        self.in_need = coverage.columns.in_need
        self._paired_by = grouped((pairing.helper, pairing) for pairing in pairings)
        self._posts_in = grouped((post.unit, post) for post in self.posts)
        self._units_under = grouped((unit.parent, unit) for unit in self.units if unit.parent is not None)

    def paired_by(self, helper: PersonFact | UnitFact) -> Sequence[PairingFact]:
        """Give the pairings in which a person or a unit is the helper."""
        return self._paired_by.get(helper, ())

    def posts_in(self, unit: UnitFact) -> Sequence[PostFact]:
        """Give the posts of a unit itself."""
        return self._posts_in.get(unit, ())

    def units_under(self, unit: UnitFact) -> Sequence[UnitFact]:
        """Give the units whose parent is this one."""
        return self._units_under.get(unit, ())


class LoadedPeople:
    """Where people live and work and what they can do, of one revision."""

    def __init__(self, coverage: LoadedCoverage, tables: Mapping[Table, Sequence[Properties]]) -> None:
        assembly, numbers = coverage.assembly, coverage.columns.numbers
        self.persons: dict[PersonFact, PersonDetail] = {}
        for node in tables[Table.PERSONS]:
            person, home, residence = assembly.persons[node["key"]], node.get("home_unit"), node.get("residence")
            self.persons[person] = PersonDetail(
                person,
                0 if residence is None else numbers[residence],
                None if home is None else assembly.units[home],
                tuple(node.get("skills", ())),
            )
        self._members = grouped(
            (assembly.units[node["unit"]], assembly.member(node))
            for node in tables[Table.MEMBERSHIPS]
            if node.get("post") is None
        )

    def members_without_post(self, unit: UnitFact) -> Sequence[Member]:
        """Give the memberships in a unit itself, without a post."""
        return self._members.get(unit, ())


def grouped(pairs: Iterable[tuple[_Key, _Item]]) -> dict[_Key, tuple[_Item, ...]]:
    """Give the items of each key, in the order in which they come."""
    found: dict[_Key, list[_Item]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}
