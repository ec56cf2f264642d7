"""What a question needs to know: the shapes that stores hand over.

Facts of responsibility are a small graph of objects (a duty knows its holder, a post its unit and members,
a unit its parent and escalations), so that a decision follows attributes and asks nobody. A store may hand
over its own live objects (the embedded one does: copying would cost more than the question) or build them for
one question (Neo4j does). To a question they are read-only, and all of one revision. They are compared by identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from graphsvc.domain.entities import Moment, Seconds
from graphsvc.domain.kinds import Capacity, Line, NodeKind, PlaceKind


class Period(NamedTuple):
    """A half-open period; None is unbounded."""

    valid_from: Moment | None
    valid_to: Moment | None


@dataclass(slots=True, eq=False)
class PersonFact:
    """A person as far as answers go."""

    key: str
    channel: str | None = None
    public_contact: bool = False
    absences: tuple[Period, ...] = ()


class Member(NamedTuple):
    """A person's membership in a post."""

    person: PersonFact
    valid_from: Moment | None
    valid_to: Moment | None


class EscalationFact(NamedTuple):
    """A way out of a unit."""

    to_unit: UnitFact
    after: Seconds | None
    category: str | None
    urgent: bool
    priority: int
    valid_from: Moment | None
    valid_to: Moment | None


@dataclass(slots=True, eq=False)
class UnitFact:
    """A unit, its head posts (by key) and the ways out of it (in no order)."""

    key: str
    line: Line
    channel: str | None = None
    parent: UnitFact | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    heads: tuple[PostFact, ...] = ()
    escalations: tuple[EscalationFact, ...] = ()


@dataclass(slots=True, eq=False)
class PostFact:
    """A post, its unit and its members (in no order)."""

    key: str
    unit: UnitFact
    valid_from: Moment | None = None
    valid_to: Moment | None = None
    members: tuple[Member, ...] = ()


@dataclass(slots=True, eq=False)
class DutyFact:
    """A duty; its holder is a post or a unit."""

    key: str
    holder: PostFact | UnitFact
    category: str
    place: str
    capacity: Capacity = Capacity.HANDLES
    priority: int = 100
    channel: str | None = None
    hours: str | None = None
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class Match(NamedTuple):
    """A duty whose place and category are on the lineages asked about; how far up each of them is."""

    place_steps: int
    category_steps: int
    duty: DutyFact


class ResponsibilityFacts(Protocol):
    """What is needed to say who handles a category at a place at one moment.

    What does not hold at that moment changes no answer, so a store may leave it out: duties, members, absences, head
    posts and ways out. Whether something holds is decided by who asks.
    """

    place: str
    category: str
    timezone: str
    fallback_lines: Sequence[Line]

    def matches(self) -> Iterable[Match]:
        """Give at least the valid duties on both lineages, by (place steps, category steps, priority, key)."""

    def category_steps(self, category: str) -> int | None:
        """Say how far above the category asked about another one is (0: the same); None: not on the lineage."""

    def covering(self) -> Iterable[Sequence[UnitFact]]:
        """Give units that cover the places of the lineage: nearest place first, in no order within.

        At least those that are valid and cover the nearest place for which there is one.
        """


class LinkType(NamedTuple):
    """What a link says; `name` is told in the API."""

    name: str
    personal: bool = False
    """Whether it tells where somebody lives or who cares for whom: absent for who may not see that."""


PARENT = LinkType("PARENT")
COVERS = LinkType("COVERS")
OF_UNIT = LinkType("OF_UNIT")
LOCATED_AT = LinkType("LOCATED_AT")
REPORTS_TO = LinkType("REPORTS_TO")
DOTTED = LinkType("DOTTED")
MEMBER_OF = LinkType("MEMBER_OF")
HOLDS = LinkType("HOLDS")
HOME_UNIT = LinkType("HOME_UNIT", personal=True)
RESIDES_AT = LinkType("RESIDES_AT", personal=True)
HELD_BY = LinkType("HELD_BY")
WITHIN = LinkType("WITHIN")
FOR_CATEGORY = LinkType("FOR_CATEGORY")
ESCALATES_TO = LinkType("ESCALATES_TO")
PAIRED_WITH = LinkType("PAIRED_WITH", personal=True)


class Link(NamedTuple):
    """One tie between two nodes as it is stored, with the period in which it holds (trees bear none)."""

    source: str
    target: str
    type: LinkType
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class NodeFact(NamedTuple):
    """A node of the graph with what is shown of it; `valid_*` are those of a unit, post or duty."""

    key: str
    kind: NodeKind
    label: str
    public: bool = True
    """False for a person who is not a public contact."""
    valid_from: Moment | None = None
    valid_to: Moment | None = None


class NameFact(NamedTuple):
    """What a node is called: name, English name, aliases; for search. Households and floors are not named here."""

    key: str
    kind: NodeKind
    names: tuple[str, ...]
    public: bool = True


class Listing(NamedTuple):
    """One page of keys in their order, whether more follow, and how many there are in all."""

    keys: tuple[str, ...]
    more: bool
    total: int


@dataclass(slots=True, frozen=True)
class PlaceFilter:
    """Which places a listing holds; None does not restrict."""

    kind: PlaceKind | None = None
    parent: str | None = None
