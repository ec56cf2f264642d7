"""Search by names: what is found, in which order, and of which kinds."""

# ruff: noqa: ANN401  (answers are JSON; readers and types of the framework are handed on as they are)

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.asking import Asker, edge_keys

pytestmark = pytest.mark.anyio


async def found(asker: Asker, text: str, **variables: Any) -> list[str]:
    data = await asker.data(
        """query ($text: String!, $kinds: [NodeKind!], $first: Int = 20) {
          search(text: $text, kinds: $kinds, first: $first) { totalCount edges { node { key } } } }""",
        text=text,
        **variables,
    )
    return edge_keys(data["search"])


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("云溪", "town"),
        ("jade lake", "yard"),
        ("chxq", "yard"),
        ("书记", "secretary"),
        ("李安", "li"),
        ("水务", "water"),
    ],
)
async def test_a_node_is_found_by_any_of_its_names(asker: Asker, text: str, first: str) -> None:
    assert (await found(asker, text))[0] == first


async def test_nothing_is_found_by_nothing(asker: Asker) -> None:
    for text in ("", "   ", "没有这样的名字", "\x1f", "\x1e"):
        assert await found(asker, text) == []


async def test_kinds_restrict_and_an_empty_list_asks_for_nothing(asker: Asker) -> None:
    assert await found(asker, "翠湖", kinds=["PLACE"]) == ["yard"]
    assert await found(asker, "翠湖", kinds=["UNIT", "PLACE", "UNIT"]) == ["branch", "yard"]
    assert await found(asker, "翠湖", kinds=[]) == []
    assert set(await found(asker, "翠湖")) >= {"branch", "yard"}


async def test_what_is_found_can_be_told_apart_by_its_type(asker: Asker) -> None:
    data = await asker.data(
        """{ search(text: "翠湖") { edges { node { id __typename ... on Place { name households }
             ... on Unit { name line } } } } }"""
    )
    assert {(edge["node"]["__typename"], edge["node"]["name"]) for edge in data["search"]["edges"]} == {
        ("Place", "翠湖小区"),
        ("Unit", "翠湖支部"),
    }
