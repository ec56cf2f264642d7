"""Making fields: typed decorators for resolvers, and fields that tell one column of a node.

A column is told at once when it is known, else after the row was loaded.
"""

# ruff: noqa: ANN401  (columns are of any type; the annotations of the fields tell which)

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import strawberry

if TYPE_CHECKING:
    from graphsvc.graphql.types.node import Node

_Resolver = TypeVar("_Resolver", bound=Callable[..., Any])


def field(description: str, name: str | None = None) -> Callable[[_Resolver], _Resolver]:
    """Make a method the resolver of a field; strawberry's own decorator is untyped."""
    return cast("Callable[[_Resolver], _Resolver]", strawberry.field(description=description, name=name))


def column(name: str, description: str) -> Any:
    """Make a field that tells a column as it is."""

    def read(self: Node) -> Any:
        try:
            return getattr(self.row, name)
        except AttributeError:
            return self.later(name, _as_it_is)

    return _field(read, description)


def moment_column(name: str, description: str) -> Any:
    """Make a field that tells a column which holds a moment."""

    def read(self: Node) -> Any:
        try:
            moment = getattr(self.row, name)
        except AttributeError:
            return self.later(name, tell)
        return tell(self, moment)

    def tell(node: Node, moment: Any) -> Any:
        return None if moment is None else node.view.moment(moment)

    return _field(read, description)


def duration_column(name: str, description: str) -> Any:
    """Make a field that tells a column which holds a length of time."""

    def read(self: Node) -> Any:
        try:
            seconds = getattr(self.row, name)
        except AttributeError:
            return self.later(name, tell)
        return tell(self, seconds)

    def tell(node: Node, seconds: Any) -> Any:
        return None if seconds is None else node.view.length(seconds)

    return _field(read, description)


def _field(read: Callable[[Any], Any], description: str) -> Any:
    return strawberry.field(resolver=read, description=description)


def _as_it_is(_node: Node, value: Any) -> Any:
    return value
