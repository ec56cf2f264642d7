"""What the public may not see is absent from everything it can ask, errors and counts included."""

# ruff: noqa: ANN401  (answers are JSON; readers and types of the framework are handed on as they are)

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any, Final

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
)

from graphsvc.domain.entities import Entity, Person
from graphsvc.domain.visibility import Role
from graphsvc.graphql.schema import SCHEMA
from graphsvc.store.port import Store
from tests.graphql.asking import Asker, edge_keys, keys
from tests.graphql.town import CANARY, TOWN
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

ENTITIES: Final = [row for row in TOWN if isinstance(row, Entity)]
LISTS: Final = {
    "places": "Place",
    "units": "Unit",
    "posts": "Post",
    "persons": "Person",
    "categories": "Category",
    "duties": "Duty",
}
SEARCHED: Final = ("canary", "CANARY-name-zhao", "zhao", "c", "n", "1", "楼", "书记", "office", "李", "visits")


@pytest.fixture
def public(asker: Asker) -> Asker:
    return asker.as_(Role.PUBLIC)


def leaves(type_: Any) -> str:
    """All columns of a type."""
    names = [name for name, found in type_.fields.items() if is_leaf_type(get_named_type(found.type))]
    return " ".join(["__typename", *names])


def links(type_: Any) -> dict[str, Any]:
    """The fields of a type that lead on, with where they lead."""
    found = {name: get_named_type(told.type) for name, told in type_.fields.items()}
    return {name: to for name, to in found.items() if isinstance(to, GraphQLObjectType | GraphQLInterfaceType)}


def whole(type_: Any, depth: int) -> str:
    """All columns and, so many links deep, all that they lead to."""
    below = [f"{name} {{ {whole(to, depth - 1)} }}" for name, to in links(type_).items()] if depth else []
    return " ".join([leaves(type_), *below])


def questions() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Everything that can be asked about everything, three links deep."""
    types = SCHEMA.type_map
    for name in ("Place", "Category", "Unit", "Post", "Person", "Duty"):
        asked = [{"key": row.key} for row in ENTITIES if type(row).__name__ == name]
        for link, to in links(types[name]).items():
            selection = f"{leaves(types[name])} {link} {{ {whole(to, 1)} }}"
            yield f"query ($key: ID!) {{ {name.lower()}(key: $key) {{ {selection} }} }}", asked
    about = [
        {"category": category, "place": place}
        for category in ("water.sewer", "light")
        for place in ("town", "b1", "b1-101")
    ]
    who = "query ($category: ID!, $place: ID!) { whoHandles(category: $category, place: $place)"
    for name, to in links(types["Answer"]).items():
        for link, on in links(to).items():
            yield (
                f"{who} {{ {leaves(types['Answer'])} {name} {{ {leaves(to)} {link} {{ {whole(on, 1)} }} }} }} }}",
                about,
            )
    for name, kind in LISTS.items():
        yield f"{{ {name} {{ totalCount edges {{ cursor node {{ {whole(types[kind], 1)} }} }} }} }}", [{}]


async def test_no_question_of_the_public_is_answered_with_anything_private(public: Asker, asker: Asker) -> None:
    reached = asked = 0
    for query, variables in questions():
        reaches = False
        for given in variables:
            body = await public.body(query, **given)
            assert "errors" not in body, (query, given, body["errors"])
            assert CANARY not in json.dumps(body, ensure_ascii=False).lower(), (query, given)
            asked += 1
            reaches = reaches or CANARY in json.dumps(await asker.body(query, **given)).lower()
        reached += reaches
    assert asked > 200
    # To who may see everything they do tell it: the questions reach it.
    assert reached > 20


async def test_search_neighbourhoods_and_departments_tell_nothing_private(public: Asker, asker: Asker) -> None:
    around = """query ($of: ID!) { neighbourhood(of: $of, hops: 3, limit: 500) {
      nodes { id key label type } edges { source target type } } }"""
    seen_by_all = ""
    for key in (row.key for row in ENTITIES):
        body = await public.body(around, of=key)
        if key.startswith(CANARY):
            assert [error["extensions"]["code"] for error in body["errors"]] == ["NOT_FOUND"]
            continue
        assert CANARY not in json.dumps(body).lower()
        assert not {"RESIDES_AT", "HOME_UNIT", "PAIRED_WITH"} & set(json.dumps(body).split('"'))
        seen_by_all += json.dumps(await asker.body(around, of=key))
    assert "canary-name-zhao" in seen_by_all.lower()
    assert "PAIRED_WITH" in seen_by_all
    searching = (
        "query ($text: String!) { search(text: $text, first: 500) { totalCount edges { cursor node { key } } } }"
    )
    for text in SEARCHED:
        data = await public.data(searching, text=text)
        # A cursor tells what its list was asked for.
        assert not [key for key in edge_keys(data["search"]) if CANARY in key]
        assert data["search"]["totalCount"] == len(data["search"]["edges"])
    assert "canary-zhao" in edge_keys((await asker.data(searching, text="zhao"))["search"])
    for place in ("town", "yard", "b1"):
        body = await public.body(f'{{ reachableDepartments(place: "{place}") {{ unit {{ key }} people {{ key }} }} }}')
        assert body == {"data": {"reachableDepartments": []}}


async def test_a_private_person_is_told_of_as_one_that_does_not_exist(public: Asker) -> None:
    async def told(key: str) -> list[dict[str, Any]]:
        queries = [
            "query ($v: ID!) { person(key: $v) { key name } }",
            "query ($v: ID!) { node(id: $v) { key } }",
            "query ($v: ID!) { nodes(ids: [$v]) { key } }",
            "query ($v: ID!) { neighbourhood(of: $v) { truncated } }",
            'query ($v: ID!) { whoHandles(category: $v, place: "b1") { covered } }',
            "query ($v: ID!) { places(parent: $v) { totalCount } }",
        ]
        return [json.loads(json.dumps(await public.body(query, v=key)).replace(key, "KEY")) for query in queries]

    assert await told("canary-zhao") == await told("nobody")


async def test_totals_count_all_and_lists_hold_those_who_are_seen(public: Asker, asker: Asker) -> None:
    query = """{ whoHandles(category: "water.sewer", place: "b1-101") {
      handlers { people { key } peopleTotal channel }
      ladder { steps { contacts { key } contactsTotal } } } }"""
    seen, all_ = (await public.data(query))["whoHandles"], (await asker.data(query))["whoHandles"]
    assert keys(seen["handlers"][0]["people"]) == ["li"]
    assert keys(all_["handlers"][0]["people"]) == ["canary-zhao", "li"]
    assert seen["handlers"][0]["peopleTotal"] == all_["handlers"][0]["peopleTotal"] == 2
    assert (seen["handlers"][0]["channel"], all_["handlers"][0]["channel"]) == ("101", "CANARY-channel-zhao")
    assert keys(seen["ladder"]["steps"][0]["contacts"]) == ["li"]
    assert seen["ladder"]["steps"][0]["contactsTotal"] == 2


async def test_of_a_public_contact_the_name_and_the_way_to_reach_him_are_told_and_no_more(
    public: Asker, asker: Asker
) -> None:
    query = '{ person(key: "li") { name channel skills homeUnit { key } residence { key } absences { validFrom } } }'
    assert (await public.data(query))["person"] == {
        "name": "李安",
        "channel": "101",
        "skills": [],
        "homeUnit": None,
        "residence": None,
        "absences": [],
    }
    assert (await asker.data(query))["person"]["residence"] == {"key": "b1"}


async def test_whose_consent_ends_is_gone_at_once(public: Asker, town: Store) -> None:
    query = '{ post(key: "secretary") { holders { key } } person(key: "li") { key } }'
    assert (await public.data(query))["post"]["holders"] == [{"key": "li"}]
    await town.write(stating(Person("li", "CANARY", "101", public_contact=False)))
    assert await public.data(query) == {"post": {"holders": []}, "person": None}


async def test_nothing_of_what_is_asked_is_logged(public: Asker, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await public.body('{ person(key: "canary-zhao") { name } }')
        await public.body('{ search(text: "canary") { totalCount } }')
        await public.body('{ nothing(canary: "canary") }')
        await public.body('{ whoHandles(category: "canary", place: "canary") { at } }')
    assert CANARY not in caplog.text.lower()
