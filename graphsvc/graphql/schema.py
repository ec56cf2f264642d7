"""The schema: declared with strawberry, executed by graphql-core, with resolvers called straight."""

# ruff: noqa: ANN401  (values of the framework)

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

import strawberry
from graphql import GraphQLObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig
from strawberry.types.field import StrawberryField

from graphsvc.graphql.query import Query
from graphsvc.graphql.scalars import SCALARS

_DECLARED: Final = strawberry.Schema(query=Query, config=StrawberryConfig(scalar_map=SCALARS))


def _straighten(schema: GraphQLSchema) -> GraphQLSchema:
    """Let resolvers be called straight, past strawberry's own handling of arguments.

    That costs a third of an answer and does nothing for arguments that are scalars, enums, and lists of them; there
    are no others in this schema.
    """
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType):
            for field in type_.fields.values():
                declared = field.extensions.get("strawberry-definition")
                if isinstance(declared, StrawberryField):
                    field.resolve = _straight(declared)
                    for argument in declared.arguments:
                        # Python has words of its own, such as `from`.
                        name = _DECLARED.config.name_converter.get_graphql_name(argument)
                        field.args[name].out_name = argument.python_name
    return schema


def _straight(field: StrawberryField) -> Callable[..., Any]:
    resolver = field.base_resolver
    if resolver is None:
        name = field.python_name

        def read(source: Any, _info: Any) -> Any:
            return getattr(source, name)

        return read
    function = cast("Callable[..., Any]", resolver.wrapped_func)
    if resolver.info_parameter is None:

        def call(source: Any, _info: Any, **arguments: Any) -> Any:
            return function(source, **arguments)

        return call

    def call_with_info(source: Any, info: Any, **arguments: Any) -> Any:
        return function(source, strawberry.Info(_raw_info=info, _field=field), **arguments)

    return call_with_info


SCHEMA: Final = _straighten(_DECLARED._schema)  # noqa: SLF001  (there is no other way to what strawberry makes)
"""The schema as graphql-core executes it."""


def sdl() -> str:
    """Print the schema."""
    return _DECLARED.as_str() + "\n"
