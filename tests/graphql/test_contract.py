"""The schema holds all of the public core, is described throughout, and is printed into the repository."""

# ruff: noqa: ANN401  (answers are JSON; readers and types of the framework are handed on as they are)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    build_schema,
)

from graphsvc.graphql import sdl

HERE: Final = Path(__file__).parent
CORE: Final = build_schema((HERE / "core.graphql").read_text(encoding="utf-8"))
OURS: Final = build_schema(sdl())

NOT_YET_TYPES: Final[frozenset[str]] = frozenset()
NOT_YET_FIELDS: Final[frozenset[str]] = frozenset()


def own_types(schema: GraphQLSchema) -> Iterator[GraphQLNamedType]:
    for name, type_ in schema.type_map.items():
        if not name.startswith("__") and name not in {"String", "Int", "Float", "Boolean", "ID"}:
            yield type_


def fields_of(type_: GraphQLNamedType) -> dict[str, Any]:
    return type_.fields if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) else {}


CORE_FIELDS: Final = [
    (type_.name, name) for type_ in own_types(CORE) if type_.name not in NOT_YET_TYPES for name in fields_of(type_)
]


@pytest.mark.parametrize(("type_name", "name"), CORE_FIELDS, ids=".".join)
def test_a_field_of_the_core_has_its_type_arguments_and_defaults(type_name: str, name: str) -> None:
    if f"{type_name}.{name}" in NOT_YET_FIELDS:
        return
    core, ours = fields_of(CORE.type_map[type_name])[name], fields_of(OURS.type_map[type_name])[name]
    assert str(ours.type) == str(core.type)
    for argument, wanted in core.args.items():
        assert str(ours.args[argument].type) == str(wanted.type)
        assert given(ours.args[argument]) == given(wanted)
    assert not [argument for argument in ours.args if argument not in core.args and is_required(ours.args[argument])]


def given(argument: Any) -> object:
    default = argument.default_value
    return None if default is Undefined else default


def is_required(argument: Any) -> bool:
    return str(argument.type).endswith("!") and given(argument) is None


def test_types_of_the_core_are_of_the_same_sort_with_the_same_values_and_interfaces() -> None:
    for core in own_types(CORE):
        if core.name in NOT_YET_TYPES:
            continue
        ours = OURS.type_map[core.name]
        assert type(ours) is type(core)
        if isinstance(core, GraphQLEnumType):
            assert isinstance(ours, GraphQLEnumType)
            assert list(ours.values) == list(core.values)
        if isinstance(core, GraphQLObjectType):
            assert isinstance(ours, GraphQLObjectType)
            assert {found.name for found in core.interfaces} <= {found.name for found in ours.interfaces}


def test_what_is_listed_as_not_yet_there_is_in_the_core_and_not_in_the_schema() -> None:
    assert set(CORE.type_map) >= NOT_YET_TYPES
    assert not NOT_YET_TYPES & set(OURS.type_map)
    for path in NOT_YET_FIELDS:
        type_name, _, name = path.partition(".")
        assert name in fields_of(CORE.type_map[type_name])
        assert name not in fields_of(OURS.type_map[type_name])


def test_everything_in_the_schema_has_a_description() -> None:
    bare = []
    for type_ in own_types(OURS):
        if not type_.description:
            bare.append(type_.name)
        for name, found in fields_of(type_).items():
            if not found.description:
                bare.append(f"{type_.name}.{name}")
            bare += [
                f"{type_.name}.{name}({argument})" for argument, told in found.args.items() if not told.description
            ]
        if isinstance(type_, GraphQLEnumType):
            bare += [f"{type_.name}.{name}" for name, value in type_.values.items() if not value.description]
    assert not bare


def test_the_schema_in_the_repository_is_the_one_that_is_served() -> None:
    """Renew it with `graphsvc schema > schema/schema.graphql`."""
    assert (HERE.parents[1] / "schema" / "schema.graphql").read_text(encoding="utf-8") == sdl()
