"""How nodes are seen below one root field: at its moment, by this asker.

A node of the schema is its key and what is known of it so far: its row, the fact of an answer (which has some of the
row's columns), or nothing yet. What is missing is loaded when a field asks for it, together with what others ask for.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from graphsvc.answers.entities import restrict
from graphsvc.domain.entities import TABLE_OF_ROW, Entity, Moment, Row, Seconds
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import DutyFact, PersonFact, PostFact, UnitFact
from graphsvc.domain.kinds import NODE_KIND_OF, NodeKind
from graphsvc.domain.validity import tell_duration, tell_moment
from graphsvc.domain.visibility import Visibility
from graphsvc.graphql.loading import BatchingReader
from graphsvc.graphql.request import Request
from graphsvc.graphql.scalars import DateTime, Duration

if TYPE_CHECKING:
    from graphsvc.graphql.types.category import Category
    from graphsvc.graphql.types.duty import Duty
    from graphsvc.graphql.types.node import Node
    from graphsvc.graphql.types.person import Person
    from graphsvc.graphql.types.place import Place
    from graphsvc.graphql.types.post import Post
    from graphsvc.graphql.types.unit import Unit

_T = TypeVar("_T")
_Node = TypeVar("_Node", bound="type[Node]")

Soon: TypeAlias = _T | Awaitable[_T]
"""A value, or what gives it after a call of the store."""

Known: TypeAlias = Entity | UnitFact | PostFact | PersonFact | DutyFact
"""What may be known of a node."""

_TYPES: Final[dict[NodeKind, Any]] = {}


def shows(kind: NodeKind) -> Callable[[_Node], _Node]:
    """Declare the type that nodes of a kind are shown as."""

    def register(type_: _Node) -> _Node:
        _TYPES[kind] = type_
        return type_

    return register


@dataclass(slots=True)
class View:
    """One root field's moment, asker and facts."""

    request: Request
    facts: BatchingReader
    visibility: Visibility
    at: Moment
    timezone: str

    @classmethod
    def of(cls, request: Request, at: Moment) -> View:
        """Make the view of a root field at its moment."""
        facts = request.facts
        return cls(request, facts, request.visibility, at, facts.settings.timezone)

    def place(self, key: str, known: Known | None = None) -> Place:
        """Show a place."""
        place: Place = self._show(NodeKind.PLACE, key, known)
        return place

    def category(self, key: str, known: Known | None = None) -> Category:
        """Show a category."""
        category: Category = self._show(NodeKind.CATEGORY, key, known)
        return category

    def unit(self, key: str, known: Known | None = None) -> Unit:
        """Show a unit."""
        unit: Unit = self._show(NodeKind.UNIT, key, known)
        return unit

    def post(self, key: str, known: Known | None = None) -> Post:
        """Show a post."""
        post: Post = self._show(NodeKind.POST, key, known)
        return post

    def person(self, key: str, known: Known | None = None) -> Person:
        """Show a person, whom the asker is known to see."""
        person: Person = self._show(NodeKind.PERSON, key, known)
        return person

    def duty(self, key: str, known: Known | None = None) -> Duty:
        """Show a duty."""
        duty: Duty = self._show(NodeKind.DUTY, key, known)
        return duty

    def node(self, row: Entity) -> Any:  # noqa: ANN401  (any type of node)
        """Show a node by its row, as far as the asker may see it."""
        # Kept for those who ask for it by its key.
        self.facts.rows.known.setdefault(row.key, row)
        return self._show(kind_of(row), row.key, row)

    def nodes(self, rows: Iterable[Row]) -> list[Any]:
        """Show a list of nodes by their rows."""
        return [self.node(row) for row in self.counted(rows) if isinstance(row, Entity)]

    def _show(self, kind: NodeKind, key: str, known: Known | None) -> Any:  # noqa: ANN401  (any type of node)
        # A row that was read meanwhile tells more than a fact.
        row = self.facts.rows.known.get(key)
        if row is not None:
            known = restrict(row, self.visibility)
        elif isinstance(known, tuple):
            known = restrict(known, self.visibility)
        return _TYPES[kind](view=self, key=key, row=known)

    def counted(self, entries: Iterable[_T]) -> list[_T]:
        """Give a list of an answer, having counted its entries."""
        found = list(entries)
        self.request.listed(len(found))
        return found

    def known(self, key: str) -> Entity | None:
        """Give a row as the asker may see it, when it was read already."""
        row = self.facts.rows.known.get(key)
        return None if row is None else restrict(row, self.visibility)

    async def find(self, key: str) -> Entity | None:
        """Give a row as the asker may see it; None when there is none to see."""
        row = (await self.facts.entities([key])).get(key)
        return None if row is None else restrict(row, self.visibility)

    async def load(self, key: str) -> Entity:
        """Give a row that is known to be there."""
        row = await self.find(key)
        if row is None:
            raise NotFound("node", key)
        return row

    def moment(self, moment: Moment) -> DateTime:
        """Tell a moment."""
        return DateTime(tell_moment(moment, self.timezone))

    def length(self, seconds: Seconds) -> Duration:
        """Tell a length of time."""
        return Duration(tell_duration(seconds))


def kind_of(row: Entity) -> NodeKind:
    """Say what kind of node a row is."""
    return NODE_KIND_OF[TABLE_OF_ROW[type(row)]]
