"""What all nodes have: an id, a key, and columns that may still have to be loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry

from graphsvc.graphql.fields import field
from graphsvc.graphql.ids import global_id
from graphsvc.graphql.view import Known, Soon, View


@strawberry.interface(description="Anything that has a key.")
class Node:
    """A node of the graph, as seen below one root field."""

    view: strawberry.Private[View]
    row: strawberry.Private[Known | None]

    key: str = strawberry.field(description="The key: unique over all kinds of nodes.")

    @field("Relay's global id; wherever it is asked for, the key does as well.")
    def id(self) -> strawberry.ID:
        """Tell the global id."""
        return strawberry.ID(global_id(type(self).__name__, self.key))

    def later(self, name: str, tell: Callable[[Any, Any], Any]) -> Soon[Any]:
        """Tell a column that is not known yet."""
        row = self.view.known(self.key)
        if row is None:
            return self._loaded(name, tell)
        self.row = row
        return tell(self, getattr(row, name))

    async def _loaded(self, name: str, tell: Callable[[Any, Any], Any]) -> Any:  # noqa: ANN401  (any column)
        self.row = row = await self.view.load(self.key)
        return tell(self, getattr(row, name))

    async def whole(self) -> Any:  # noqa: ANN401  (a row of the type's own table)
        """Give the whole row."""
        if not isinstance(self.row, tuple):
            self.row = self.view.known(self.key) or await self.view.load(self.key)
        return self.row
