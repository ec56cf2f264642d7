"""Every error has a code and words; faults of the program are masked, and logged without what they were about."""

# ruff: noqa: ANN401  (answers are JSON; readers and types of the framework are handed on as they are)

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphsvc.domain.errors import StoreDamaged, StoreError
from graphsvc.store.port import FactReader, Store
from tests.graphql.asking import Asker, CountingStore

pytestmark = pytest.mark.anyio

WHO = 'whoHandles(category: "water", place: "b1"'


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("nonsense", "GRAPHQL_PARSE_FAILED"),
        ('{ place(key: "\\ud800") { key } }', "GRAPHQL_PARSE_FAILED"),
        ("{ place(key: 5e999999999) { key } }", "BAD_USER_INPUT"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ place { key } }", "GRAPHQL_VALIDATION_FAILED"),
        ('{ place(key: "b1") }', "GRAPHQL_VALIDATION_FAILED"),
        ("fragment a on Place { key }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { place }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { place }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { status { name } } query B { status { name } }", "BAD_USER_INPUT"),
        (f'{{ {WHO}, at: "yesterday") {{ at }} }}', "BAD_USER_INPUT"),
        (f'{{ {WHO}, at: "2024-02-30") {{ at }} }}', "BAD_USER_INPUT"),
        (f'{{ {WHO}, at: "0001-01-01T00:00+23:59") {{ at }} }}', "BAD_USER_INPUT"),
        (f"{{ {WHO}, at: 5) {{ at }} }}", "BAD_USER_INPUT"),
        (f"{{ {WHO}, at: [{{a: 1}}]) {{ at }} }}", "BAD_USER_INPUT"),
        (f'{{ {WHO}, urgent: "yes") {{ at }} }}', "BAD_USER_INPUT"),
        ('{ search(text: "x", kinds: [TREE]) { totalCount } }', "BAD_USER_INPUT"),
        ('{ places(kind: "castle") { totalCount } }', "BAD_USER_INPUT"),
        ("{ places(first: 99999999999999999999) { totalCount } }", "BAD_USER_INPUT"),
        (f'{{ search(text: "{"x" * 201}") {{ totalCount }} }}', "BAD_USER_INPUT"),
    ],
)
async def test_bad_input_is_told_by_a_code(asker: Asker, query: str, code: str) -> None:
    assert await asker.code(query) == code


@pytest.mark.parametrize(
    ("declared", "given", "argument"),
    [
        ("$v: DateTime", "yesterday", 'place(key: "b1", at: $v) { key }'),
        ("$v: DateTime", 5, 'place(key: "b1", at: $v) { key }'),
        ("$v: DateTime", {"a": [1]}, 'place(key: "b1", at: $v) { key }'),
        ("$v: DateTime", True, 'place(key: "b1", at: $v) { key }'),
        ("$v: ID!", None, "place(key: $v) { key }"),
        ("$v: ID!", {}, "place(key: $v) { key }"),
        ("$v: Int", 2**63, "places(first: $v) { totalCount }"),
        ("$v: Int", 1e308, "places(first: $v) { totalCount }"),
        ("$v: Int", "1", "places(first: $v) { totalCount }"),
        ("$v: [NodeKind!]", ["TREE"], 'search(text: "x", kinds: $v) { totalCount }'),
        ("$v: [NodeKind!]", [None], 'search(text: "x", kinds: $v) { totalCount }'),
    ],
)
async def test_a_malformed_variable_is_bad_input_and_the_request_is_not_executed(
    asker: Asker, declared: str, given: object, argument: str
) -> None:
    body = await asker.body(f"query ({declared}) {{ {argument} }}", v=given)
    assert [error["extensions"]["code"] for error in body["errors"]] == ["BAD_USER_INPUT"]
    assert "data" not in body


async def test_a_moment_without_an_offset_is_in_the_zone_of_the_store_and_told_with_its_offset(asker: Asker) -> None:
    query = f"query ($at: DateTime) {{ {WHO}, at: $at) {{ at }} }}"
    for at, told in {
        "2025-06-16": "2025-06-16T00:00:00+08:00",
        "2025-06-16T01:30": "2025-06-16T01:30:00+08:00",
        "2025-06-16T01:30Z": "2025-06-16T09:30:00+08:00",
        None: "2025-06-16T10:00:00+08:00",
    }.items():
        assert (await asker.data(query, at=at))["whoHandles"]["at"] == told


class Failing(CountingStore):
    """A store whose snapshots or answers fail."""

    def __init__(self, store: Store, error: Exception, method: str | None = None) -> None:
        super().__init__(store)
        self.error = error
        self.method = method

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Any]:
        if self.method is None:
            raise self.error
        async with super().snapshot() as reader:
            yield FailingReader(reader, self.error, self.method)


class FailingReader:
    def __init__(self, reader: FactReader, error: Exception, method: str) -> None:
        self._reader = reader
        self._error = error
        self._method = method

    def __getattr__(self, name: str) -> Any:
        if name == self._method:
            raise self._error
        return getattr(self._reader, name)


@pytest.mark.parametrize("method", [None, "responsibility_facts"])
async def test_trouble_with_the_store_is_told_without_its_insides(
    town: Store, method: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    asker = Asker(Failing(town, StoreDamaged("/srv/secret/path.db is damaged"), method))
    with caplog.at_level(logging.WARNING):
        body = await asker.body(f"{{ {WHO}) {{ covered }} }}")
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "STORE_UNAVAILABLE"
    assert "secret" not in error["message"]
    # Who runs the service is told more.
    assert "/srv/secret/path.db is damaged" in caplog.text


async def test_a_fault_is_masked_and_logged_without_what_it_was_about(
    town: Store, caplog: pytest.LogCaptureFixture
) -> None:
    asker = Asker(Failing(town, KeyError("private words"), "responsibility_facts"))
    with caplog.at_level(logging.DEBUG):
        body = await asker.body(f"{{ {WHO}) {{ covered }} }}")
    (error,) = body["errors"]
    assert error["extensions"] == {"code": "INTERNAL"}
    assert error["message"] == "the service made a mistake; it was noted"
    assert "KeyError" in caplog.text
    assert "private words" not in caplog.text
    assert "water" not in caplog.text


async def test_a_fault_in_opening_the_store_is_masked_too(town: Store) -> None:
    assert await Asker(Failing(town, RuntimeError("insides"))).code("{ status { name } }") == "INTERNAL"
    assert await Asker(Failing(town, StoreError("x"))).code("{ status { name } }") == "STORE_UNAVAILABLE"


async def test_many_errors_are_cut_and_long_words_too(asker: Asker) -> None:
    body = await asker.body("{" + " ".join(f"x{n}" for n in range(29)) + "}")
    assert len(body["errors"]) == 29
    body = await asker.body('{ place(key: "b1") {' + " ".join(f"x{n}" for n in range(290)) + "} }")
    assert len(body["errors"]) == 50
    body = await asker.body("{" + "x" * 100_000 + "}")
    assert len(body["errors"][0]["message"]) <= 600


@pytest.mark.parametrize("argument", ["place", "category", "unit", "post", "person", "duty", "node"])
@given(text=st.text(max_size=200))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_no_key_is_a_fault(asker: Asker, argument: str, text: str) -> None:
    name = "id" if argument == "node" else "key"
    body = await asker.body(f"query ($v: ID!) {{ {argument}({name}: $v) {{ key }} }}", v=text)
    assert "errors" not in body
    body = await asker.body(
        """query ($v: ID!) { a: whoHandles(category: $v, place: "b1") { covered }
           }""",
        v=text,
    )
    assert {error["extensions"]["code"] for error in body.get("errors", [])} <= {"NOT_FOUND"}


@given(text=st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_no_text_of_a_moment_cursor_or_search_is_a_fault(asker: Asker, text: str) -> None:
    body = await asker.body(
        """query ($t: String!, $at: DateTime) { search(text: $t) { totalCount } place(key: "b1", at: $at) { key } }""",
        t=text,
        at=text,
    )
    assert {error["extensions"]["code"] for error in body.get("errors", [])} <= {"BAD_USER_INPUT"}
    assert await asker.code("query ($t: String!) { units(after: $t) { totalCount } }", t=text) == "BAD_USER_INPUT"
