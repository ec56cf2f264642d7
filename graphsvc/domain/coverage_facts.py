"""What is needed to say what nobody covers: the shapes that stores hand over for questions about a whole neighbourhood.

A city has millions of places and most of them matter to no rule, so nothing here is a list of all places: places are
numbers (dense, from 1; 0 is none), their parents a column, and the rest is asked for by number, kind or tag. Units,
posts, persons and duties are the objects of `domain.facts`, compared by identity. All of it is read-only, of one
revision, and good while the snapshot that it came from is open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from graphsvc.domain.entities import Moment, Policy
from graphsvc.domain.facts import DutyFact, Member, PersonFact, PostFact, UnitFact
from graphsvc.domain.kinds import PlaceKind


class CategoryFact(NamedTuple):
    """A category as far as coverage goes: its number, its parent's (0: none) and how much it weighs."""

    number: int
    key: str
    parent: int
    weight: int


class CoverageFacts(Protocol):
    """Places, categories, duties, and what the policy wants."""

    @property
    def timezone(self) -> str:
        """The bundle's time zone."""

    @property
    def policy(self) -> Sequence[Policy]:
        """All rows of the policy."""

    @property
    def categories(self) -> Sequence[CategoryFact]:
        """All categories, ordered by key."""

    @property
    def parents(self) -> Sequence[int]:
        """The number of the parent of each place, by the place's number; 0 for a root."""

    @property
    def duties(self) -> Mapping[int, Mapping[int, Sequence[DutyFact]]]:
        """The duties of every period by the numbers of place and category, each cell by (priority, key)."""

    @property
    def ladder_categories(self) -> Collection[str]:
        """The categories that escalations of any period are bound to."""

    def place_number(self, key: str) -> int | None:
        """Give the number of a place; None when there is none with that key."""

    def place_key(self, place: int) -> str:
        """Give the key of a place."""

    def place_kind(self, place: int) -> PlaceKind:
        """Give the kind of a place."""

    def places_of(self, kind: PlaceKind) -> Iterable[int]:
        """Give the places of a kind, in no order."""

    def bearing(self, kind: PlaceKind, tag: str) -> Collection[int]:
        """Give the places of a kind that bear a tag; asked for the pairs that the policy's `demand` rows name only."""

    def households(self, place: int) -> int:
        """Give the households of a place by the rule of `domain.households`."""

    def shares_households(self, place: int) -> bool:
        """Say whether a place is a facility without a number: its households are those of the place it stands in."""

    def person(self, key: str) -> PersonFact | None:
        """Give the person with a key."""

    def unit(self, key: str) -> UnitFact | None:
        """Give the unit with a key."""

    def post(self, key: str) -> PostFact | None:
        """Give the post with a key."""

    def posts_of(self, person: PersonFact) -> Sequence[PostFact]:
        """Give the posts in which a person has a membership of any period, each once, in no order."""

    def duties_of(self, holder: PostFact | UnitFact) -> Sequence[DutyFact]:
        """Give the duties of every period that a post or a unit itself holds, in no order."""


class UnitDetail(NamedTuple):
    """A unit with what only planning asks for; `covers` are places."""

    unit: UnitFact
    kind: str
    covers: tuple[int, ...]


class PostDetail(NamedTuple):
    """A post with what only planning asks for; `place` is 0 when it has none, `reports_to` its solid link."""

    post: PostFact
    kind: str
    place: int
    seats: int
    reports_to: PostFact | None


class PairingFact(NamedTuple):
    """Somebody looks after a place."""

    helper: PersonFact | UnitFact
    place: int
    valid_from: Moment | None
    valid_to: Moment | None


class StaffFacts(Protocol):
    """Units, posts, pairings and care needs: who is meant to be where. None of its lists is in any order."""

    @property
    def units(self) -> Mapping[UnitFact, UnitDetail]:
        """All units of every period."""

    @property
    def posts(self) -> Mapping[PostFact, PostDetail]:
        """All posts of every period."""

    @property
    def pairings(self) -> Mapping[int, Sequence[PairingFact]]:
        """The pairings of every period, by place."""

    @property
    def in_need(self) -> Sequence[int]:
        """The households with a care need."""

    def paired_by(self, helper: PersonFact | UnitFact) -> Sequence[PairingFact]:
        """Give the pairings of every period in which a person or a unit is the helper."""

    def posts_in(self, unit: UnitFact) -> Sequence[PostFact]:
        """Give the posts of every period of a unit itself."""

    def units_under(self, unit: UnitFact) -> Sequence[UnitFact]:
        """Give the units of every period whose parent is this one."""


class PersonDetail(NamedTuple):
    """A person with what only suggestions ask for; `residence` is 0 and `home_unit` None when none is told."""

    person: PersonFact
    residence: int
    home_unit: UnitFact | None
    skills: tuple[str, ...]
    """In the order in which they were given."""


class PeopleFacts(Protocol):
    """Where people live and work and what they can do: who could take something on. Private, all of it."""

    @property
    def persons(self) -> Mapping[PersonFact, PersonDetail]:
        """All persons, in no order."""

    def members_without_post(self, unit: UnitFact) -> Sequence[Member]:
        """Give the memberships of every period in a unit itself, without a post, in no order."""
