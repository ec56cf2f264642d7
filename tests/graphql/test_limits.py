"""Documents that ask for too much are refused by name, in a number of steps that the document itself bounds."""

from __future__ import annotations

from typing import Final

import pytest
from graphql import OperationDefinitionNode, get_introspection_query, parse

from graphsvc.access import decide
from graphsvc.domain.visibility import Role
from graphsvc.graphql import limits
from graphsvc.graphql.documents import LONGEST_KEPT, RULES, RULES_WITHOUT_INTROSPECTION, prepared
from graphsvc.graphql.limits import Measure, Meter
from graphsvc.graphql.schema import SCHEMA
from graphsvc.store.port import Store
from tests.graphql.asking import Asker

pytestmark = pytest.mark.anyio

OURS: Final = SCHEMA


def nested(depth: int) -> str:
    """A query whose fields stand so deep in one another."""
    return '{ place(key: "b1") {' + "parent {" * (depth - 2) + "key" + "}" * (depth - 2) + "} }"


def doubling(fragments: int) -> str:
    """Fragments that each spread the next one twice."""
    spread = " ".join(f"fragment f{n} on Place {{ ...f{n + 1} ...f{n + 1} }}" for n in range(fragments))
    return f'{{ place(key: "b1") {{ ...f0 }} }} {spread} fragment f{fragments} on Place {{ key name }}'


def widening(fragments: int) -> str:
    """Fragments that each go down through two fields into the next one."""
    spread = " ".join(
        f"fragment f{n} on Place {{ parent {{ ...f{n + 1} }} lineage {{ ...f{n + 1} }} }}" for n in range(fragments)
    )
    return f'{{ place(key: "b1") {{ ...f0 }} }} {spread} fragment f{fragments} on Place {{ key }}'


def measured(query: str) -> tuple[Measure, int]:
    """What the first operation is worth, and in how many steps that was found out."""
    document = parse(query)
    meter = Meter(OURS, document)
    (operation,) = (found for found in document.definitions if isinstance(found, OperationDefinitionNode))
    return meter.operation(operation), meter.steps


WHO: Final = 'whoHandles(category: "water", place: "b1") { covered }'

REFUSED: Final = {
    "depth": nested(13),
    "depth through fragments": '{ place(key: "b1") { ...a } }'
    " fragment a on Place { parent { parent { parent { ...b } } } }"
    " fragment b on Place { parent { parent { parent { parent { parent { parent { parent { parent"
    " { key } } } } } } } } }",
    "introspection": "{ __schema { types {" + "ofType {" * 18 + "name" + "}" * 18 + "} } }",
    "aliases": "{" + " ".join(f"a{n}: status {{ revision }}" for n in range(31)) + "}",
    "ten thousand aliases in a fragment": '{ place(key: "b1") { ...a ...a ...a ...a } } fragment a on Place {'
    + " ".join(f"a{n}: key" for n in range(10))
    + "}",
    "root fields": "{" + "status { revision } " * 31 + "}",
    "directives": '{ place(key: "b1") { key ' + "@skip(if: false) " * 51 + "} }",
    "repetition": '{ place(key: "b1") {' + "key " * 500 + "} }",
    "repetition by alias": '{ place(key: "b1") {' + "a: key " * 28 + "key " * 330 + "} }",
    "repetition of several": '{ place(key: "b1") {' + "key name kind id " * 200 + "} }",
    "repetition in a fragment that is not used": "{ status { name } } fragment a on Place {" + "key " * 320 + "}",
    "repetition in several fragments": "{ status { name } } "
    + " ".join(f"fragment f{n} on Place {{ {'key ' * 110} }}" for n in range(3)),
    "doubling fragments": doubling(20),
    "widening fragments": widening(9),
    "cost": "{ places(first: 500) { edges { node { children(first: 500) { edges { node { key } } } } } } }",
    "cost without pages": '{ place(key: "b1") { units { posts { holders { posts { holders { posts { holders { posts '
    "{ holders { key name channel } } } } } } } } } } }",
    "cost by a default": "query ($n: Int = 500) { places(first: $n) { edges { node { children(first: $n) "
    "{ edges { node { key } } } } } } }",
}


@pytest.mark.parametrize("what", REFUSED)
async def test_a_query_over_a_limit_is_refused_and_the_limit_named(asker: Asker, what: str) -> None:
    body = await asker.body(REFUSED[what])
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "limit: " in error["message"]
    assert "data" not in body


ALLOWED: Final = {
    "depth": nested(12),
    "the standard introspection": get_introspection_query(),
    "its longest form": get_introspection_query(
        specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True
    ),
    "aliases and root fields": "{" + " ".join(f"a{n}: status {{ revision }}" for n in range(30)) + "}",
    "thirty whole answers": "{"
    + " ".join(f'a{n}: whoHandles(category: "water", place: "b1", urgent: true) {{ ...answer }}' for n in range(30))
    + "} fragment answer on Answer { place { key } category { key } at covered contested handlers { ...entry }"
    " firstContacts { ...entry } backups { ...entry } supervisors { ...entry } skipped { duty { key } reason }"
    " ladder { cyclic steps { unit { key } contacts { key } contactsTotal channel reachable after dueAt } } }"
    " fragment entry on Assignment { duty { key capacity } unit { key } post { key } people { key } peopleTotal"
    " channel placeSteps categorySteps open }",
    "directives": '{ place(key: "b1") ' + "{ key @skip(if: false) name @include(if: true) } }",
    "a large page": "{ duties(first: 500) { edges { cursor node { key fee unit { key name } post { key title } } } } }",
    "pages in pages": "{ places(first: 100) { edges { node { children(first: 50) { edges { node { key } } } } } } }",
    "people of units": "{ units(first: 100) { edges { node { name posts { title holders { name channel } } } } } }",
}


@pytest.mark.parametrize("what", ALLOWED)
async def test_a_query_within_the_limits_is_answered(asker: Asker, what: str) -> None:
    assert await asker.data(ALLOWED[what])


@pytest.mark.parametrize("query", ["{ a" * 300, '{ place(key: "b1") {' + "parent {" * 190 + "key" + "}" * 190 + "} }"])
async def test_nesting_that_would_exhaust_the_stack_is_a_limit_and_no_fault(asker: Asker, query: str) -> None:
    assert await asker.code(query) == "LIMIT_EXCEEDED"


async def test_fragments_that_lead_far_down_are_a_limit_and_no_fault(asker: Asker) -> None:
    chain = " ".join(f"fragment f{n} on Place {{ parent {{ ...f{n + 1} }} }}" for n in range(180))
    query = f'{{ place(key: "b1") {{ ...f0 }} }} {chain} fragment f180 on Place {{ key }}'
    assert await asker.code(query) == "LIMIT_EXCEEDED"


async def test_more_tokens_than_allowed_are_not_even_parsed(asker: Asker) -> None:
    body = await asker.body("{" + "status { revision } " * 501 + "}")
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "2000 tokens" in error["message"]


async def test_fragments_in_circles_are_refused_by_the_usual_rule(asker: Asker) -> None:
    query = (
        '{ place(key: "b1") { ...a } } fragment a on Place { parent { ...b } } fragment b on Place { parent { ...a } }'
    )
    assert await asker.code(query) == "GRAPHQL_VALIDATION_FAILED"


async def test_variables_count_once_they_are_known(asker: Asker) -> None:
    query = """query ($n: Int, $m: Int) { places(first: $n) { edges { node { children(first: $m) {
      edges { node { key } } } } } } }"""
    assert await asker.data(query, n=50, m=50)
    assert await asker.data(query, n=500)
    assert await asker.code(query, n=500, m=500) == "LIMIT_EXCEEDED"
    assert await asker.code(query, n=10**9, m=500) == "LIMIT_EXCEEDED"


@pytest.mark.parametrize("query", [doubling(60), widening(60), REFUSED["repetition"], get_introspection_query()])
def test_each_selection_is_looked_at_once_whatever_it_is_worth(query: str) -> None:
    """Steps, not time: 60 fragments that double are worth 2^60 fields and are 122 selections."""
    _, steps = measured(query)
    written = query.count("...") + query.count("{") + len(query.split())
    assert steps <= written


async def test_a_default_counts_in_the_operation_that_gives_it(asker: Asker) -> None:
    pages = "places(first: $n) { edges { node { children(first: $n) { edges { node { key } } } } } }"
    query = f"""query A($n: Int = 1) {{ ...f }} query B($n: Int = 500) {{ ...f }}
      fragment f on Query {{ {pages} }}"""
    assert await asker.code(query) == "LIMIT_EXCEEDED"


def test_the_worth_of_fragments_counts_wherever_they_are_spread() -> None:
    measure, _ = measured(
        '{ x: place(key: "b1") { ...a ... on Place @skip(if: true) { ...a } } }'
        " fragment a on Place { k: key lineage { key } }"
    )
    assert measure == Measure(depth=3, introspection=0, aliases=3, directives=1, fields=9, roots=1, cost=11)


def test_lists_multiply_and_edges_do_not_count_twice() -> None:
    measure, _ = measured("{ places(first: 10) { totalCount edges { cursor node { key } } } }")
    assert measure.cost == 1 + 10 * (1 + (1 + 1 + 1 + 1))
    measure, _ = measured("{ places { edges { node { units { key } } } } }")
    assert measure.cost == 1 + 20 * (1 + 1 + (1 + limits.LISTED))


async def test_too_many_ids_hops_and_entries_are_told_by_their_own_words(asker: Asker) -> None:
    assert await asker.code("query ($ids: [ID!]!) { nodes(ids: $ids) { key } }", ids=["b1"] * 101) == "LIMIT_EXCEEDED"
    assert await asker.data("query ($ids: [ID!]!) { nodes(ids: $ids) { key } }", ids=["b1"] * 100)
    around = 'query ($hops: Int, $limit: Int) { neighbourhood(of: "b1", hops: $hops, limit: $limit) { truncated } }'
    assert await asker.code(around, hops=4) == "LIMIT_EXCEEDED"
    for wrong in ({"hops": -1}, {"hops": None}, {"limit": 0}, {"limit": 501}, {"limit": None}):
        assert await asker.code(around, **wrong) == "BAD_USER_INPUT"
    assert await asker.data(around, hops=0, limit=1)
    assert await asker.data(around, hops=3, limit=500)


async def test_an_answer_whose_lists_hold_too_much_is_broken_off(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    query = '{ place(key: "b1") { lineage { lineage { lineage { key } } } } }'
    assert await asker.data(query)
    monkeypatch.setattr("graphsvc.graphql.request.LISTED", 10)
    body = await asker.body(query)
    assert {error["extensions"]["code"] for error in body["errors"]} == {"LIMIT_EXCEEDED"}


async def test_a_request_that_takes_too_long_is_broken_off(town: Store) -> None:
    asker = Asker(town)
    asker.api.time = 0.0
    body = await asker.body('{ place(key: "b1") { parent { name } } }')
    assert body["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "limit: time" in body["errors"][0]["message"]


async def test_documents_are_parsed_and_validated_once(asker: Asker) -> None:
    query = 'query Counted($place: ID!) { whoHandles(category: "water", place: $place) { covered contested at } }'
    await asker.data(query, place="b1")
    before = prepared.cache_info()
    for place in ("b1", "b2", "yard", "town", "b1-101"):
        await asker.data(query, place=place)
    after = prepared.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (5, 0)


async def test_documents_of_unusual_length_are_not_kept(asker: Asker) -> None:
    before = prepared.cache_info()
    assert await asker.data("{ status { revision } }" + " " * LONGEST_KEPT)
    assert prepared.cache_info() == before


def test_the_limits_come_before_every_other_rule() -> None:
    assert RULES[0] is limits.LimitsRule
    assert RULES_WITHOUT_INTROSPECTION[: len(RULES)] == RULES


async def test_introspection_can_be_off(town: Store) -> None:
    api = Asker(town, Role.PUBLIC).api
    for query in ("{ __schema { queryType { name } } }", '{ __type(name: "Place") { name } }'):
        reply = await api.answer(query, visibility=decide(Role.PUBLIC), introspection=False)
        assert reply.refused
        assert set(reply.codes) == {"GRAPHQL_VALIDATION_FAILED"}
        assert not (await api.answer(query, visibility=decide(Role.PUBLIC))).refused
    reply = await api.answer("{ status { __typename } }", visibility=decide(Role.PUBLIC), introspection=False)
    assert reply.body == {"data": {"status": {"__typename": "Status"}}}
