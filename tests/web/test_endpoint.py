"""GraphQL over HTTP: methods, media types, status codes, and that no body is a fault."""

# ruff: noqa: ANN401  (answers are JSON; readers and types of the framework are handed on as they are)

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any, Final

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphsvc.domain.visibility import Role
from graphsvc.store.port import Store
from graphsvc.web import Deps
from graphsvc.web.endpoint import accepted
from tests.graphql.town import CANARY, NOW
from tests.web.conftest import calling

pytestmark = pytest.mark.anyio

NEW: Final = "application/graphql-response+json"
OLD: Final = "application/json"
ASK: Final = '{ place(key: "b1") { key } }'
ANSWER: Final = {"data": {"place": {"key": "b1"}}}
JSON: Final = {"content-type": OLD}
FUZZ: Final = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def code(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    assert error["message"]
    found: str = error["extensions"]["code"]
    return found


async def test_a_question_is_answered_by_post_and_by_get(client: httpx.AsyncClient) -> None:
    query = "query A($key: ID!) { place(key: $key) { key } } query B { status { revision } }"
    told: dict[str, Any] = {"query": query, "variables": {"key": "b1"}, "operationName": "A"}
    for response in (
        await client.post("/graphql", json=told),
        await client.get("/graphql", params=told | {"variables": '{"key": "b1"}'}),
        await client.post("/graphql", json=told | {"extensions": {}, "other": [1]}),
        await client.get("/graphql", params=told | {"variables": '{"key": "b1"}', "extensions": "{}"}),
    ):
        assert response.status_code == 200
        assert response.json() == ANSWER
        assert response.headers["content-type"] == "application/json; charset=utf-8"


async def test_members_that_are_null_or_empty_are_as_if_not_given(client: httpx.AsyncClient) -> None:
    told = {"query": ASK, "variables": None, "operationName": None, "extensions": None}
    assert (await client.post("/graphql", json=told)).json() == ANSWER
    assert (
        await client.get("/graphql", params={"query": ASK, "variables": "", "operationName": "", "extensions": ""})
    ).json() == ANSWER


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, OLD),
        ("", OLD),
        ("*/*", OLD),
        ("application/*", OLD),
        (OLD, OLD),
        (NEW, NEW),
        (f"{NEW}, {OLD};q=0.9", NEW),
        (f"{NEW};q=0.5, {OLD};q=0.9", OLD),
        (f"{NEW}; charset=utf-8, {OLD}; charset=utf-8", NEW),
        (f"{OLD}, {NEW}", NEW),
        (f"text/html, {NEW.upper()};q=0.1", NEW),
        ("text/html, */*;q=0.1", OLD),
        ("text/html", None),
        (f"{OLD};q=0", None),
        (f"{OLD};q=x", None),
        (f"{OLD};q=nan", None),
    ],
)
async def test_the_media_type_is_what_is_accepted(
    client: httpx.AsyncClient, accept: str | None, media: str | None
) -> None:
    assert accepted(accept or "") == media
    headers = {} if accept is None else {"accept": accept}
    del client.headers["accept"]
    response = await client.post("/graphql", json={"query": ASK}, headers=headers)
    assert response.status_code == (406 if media is None else 200)
    assert response.headers["content-type"] == f"{media or OLD}; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{", False),
        ("{ nothing }", False),
        ('{ place(key: "b1", at: "never") { key } }', False),
        ("query A { status { name } } query B { status { name } }", False),
        ("mutation { place }", False),
        ('{ whoHandles(category: "water", place: "nothing") { covered } }', True),
        ('{ place(key: "b1") { key } units(first: 0) { totalCount } }', True),
    ],
)
async def test_a_refused_request_is_no_success_to_who_knows_the_newer_media_type(
    client: httpx.AsyncClient, query: str, *, data: bool
) -> None:
    newer = await client.post("/graphql", json={"query": query}, headers={"accept": NEW})
    older = await client.post("/graphql", json={"query": query}, headers={"accept": OLD})
    assert newer.status_code == (200 if data else 400)
    assert older.status_code == 200
    assert newer.json() == older.json()
    assert ("data" in newer.json()) == data


async def test_a_variable_that_does_not_fit_is_a_refused_request(client: httpx.AsyncClient) -> None:
    body = {"query": 'query ($at: DateTime) { place(key: "b1", at: $at) { key } }', "variables": {"at": "never"}}
    response = await client.post("/graphql", json=body, headers={"accept": NEW})
    assert response.status_code == 400
    assert code(response) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"nonsense", b"null", b"5", b'"x"', b"true", b"[]", b"{}", b'{"query": null}'),
        *(b'{"query": 5}', b'{"query": ["x"]}', b'{"query": {}}', b'{"query": ""}', b'{"query": "  "}'),
        *(
            b'{"query": "{a}", "variables": 5}',
            b'{"query": "{a}", "variables": []}',
            b'{"query": "{a}", "variables": "{}"}',
        ),
        *(
            b'{"query": "{a}", "operationName": 5}',
            b'{"query": "{a}", "extensions": "x"}',
            b'{"query": "{a}", "extensions": [1]}',
        ),
        *(
            b"\xff\xfe",
            b'{"query": "\xff"}',
            b'{"query": "\xed\xa0\x80"}',
            b'{"query": "\\ud800"}',
            b'{"query": "a\x00b"}',
        ),
        *(b"[" * 100_000, b'{"a":' * 50_000, b'{"query": "{a}", "variables": {"x": NaN}}', b'{"query": "{a}"} x'),
        *(
            b'{"query": "{a}", "variables": {"x": Infinity}}',
            b"{'query': '{a}'}",
            b"\xef\xbb\xbf" + b'{"query": "{a}"}',
        ),
        json.dumps({"query": ASK}).encode("utf-16"),
    ],
)
async def test_a_body_that_cannot_be_understood_is_a_bad_request(client: httpx.AsyncClient, body: bytes) -> None:
    response = await client.post("/graphql", content=body, headers=JSON)
    assert response.status_code == 400
    assert code(response) == "BAD_USER_INPUT"


async def test_batches_are_not_answered(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json=[{"query": ASK}])
    assert response.status_code == 400
    assert "batches" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "variables",
    [
        '{"key": 1e999}',
        '{"key": 123456789012345678901234567890123456789012345678901234567890}',
        '{"key": -0.0}',
        '{"key": "\\u0000"}',
        '{"key": "a\\u0000b"}',
        '{"key": ' + "[" * 900 + "]" * 900 + "}",
        '{"key": {"key": {"key": null}}}',
        '{"key": true}',
        '{"": 1, "key": "' + "楼" * 10_000 + '"}',
    ],
)
async def test_strange_values_are_bad_input_or_not_there_and_never_a_fault(
    client: httpx.AsyncClient, variables: str
) -> None:
    query = "query ($key: ID!) { place(key: $key) { key } }"
    body = f'{{"query": "{query}", "variables": {variables}}}'
    response = await client.post("/graphql", content=body.encode(), headers=JSON)
    assert response.status_code in {200, 400}
    assert response.json() == {"data": {"place": None}} or code(response) == "BAD_USER_INPUT"


@given(body=st.binary(max_size=300))
@FUZZ
async def test_no_bytes_are_a_fault(client: httpx.AsyncClient, body: bytes) -> None:
    response = await client.post("/graphql", content=body, headers=JSON)
    assert response.status_code in {200, 400}
    assert response.json()["errors"]


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(query=_values | st.text(alphabet='{}()$!:[]"abq .…@', max_size=40), variables=_values, operation=_values)
@FUZZ
async def test_no_members_are_a_fault(
    client: httpx.AsyncClient, query: object, variables: object, operation: object
) -> None:
    body = {"query": query, "variables": variables, "operationName": operation}
    try:
        content = json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    response = await client.post("/graphql", content=content, headers=JSON)
    assert response.status_code in {200, 400}
    codes = {error["extensions"]["code"] for error in response.json().get("errors", [])}
    assert "INTERNAL" not in codes


@given(key=_values, at=_values, first=_values, after=_values, kinds=_values, urgent=_values)
@FUZZ
async def test_no_variables_are_a_fault(client: httpx.AsyncClient, **variables: Any) -> None:
    query = """query ($key: ID!, $at: DateTime, $first: Int, $after: String, $kinds: [NodeKind!], $urgent: Boolean) {
      node(id: $key, at: $at) { key } neighbourhood(of: $key, hops: $first, limit: $first, at: $at) { truncated }
      whoHandles(category: $key, place: $key, at: $at, urgent: $urgent) { covered }
      search(text: "b", kinds: $kinds, first: $first, after: $after) { totalCount } }"""
    try:
        content = json.dumps({"query": query, "variables": variables}, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    response = await client.post("/graphql", content=content, headers=JSON)
    assert response.status_code in {200, 400}
    codes = {error["extensions"]["code"] for error in response.json().get("errors", [])}
    assert codes <= {"BAD_USER_INPUT", "NOT_FOUND", "LIMIT_EXCEEDED"}


@pytest.mark.parametrize(
    "address",
    [
        "/graphql",
        "/graphql?query=",
        "/graphql?query=%ff",
        "/graphql?query={status{name}}&variables=nonsense",
        "/graphql?query={status{name}}&variables=[]",
        "/graphql?query={status{name}}&extensions=5",
        "/graphql?" + "&".join(f"a{n}=1" for n in range(40)),
    ],
)
async def test_an_address_that_cannot_be_understood_is_a_bad_request(client: httpx.AsyncClient, address: str) -> None:
    response = await client.get(address)
    assert response.status_code == 400
    assert code(response) == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("media", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ('Application/JSON;Charset="UTF-8"', 200),
        ("application/json; charset=latin-1", 415),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data", 415),
        ("application/graphql", 415),
        ("", 415),
        (None, 415),
    ],
)
async def test_only_json_in_utf8_is_read(client: httpx.AsyncClient, media: str | None, status: int) -> None:
    headers = {} if media is None else {"content-type": media}
    response = await client.post("/graphql", content=json.dumps({"query": ASK}).encode(), headers=headers)
    assert response.status_code == status
    assert status == 200 or code(response) == "BAD_USER_INPUT"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "NONSENSE"])
async def test_other_methods_are_not_allowed(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql", json={"query": ASK})
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"


async def test_options_and_head_are_answered_without_a_body(client: httpx.AsyncClient) -> None:
    response = await client.options("/graphql")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert "access-control-allow-origin" not in response.headers
    assert (await client.head("/graphql", params={"query": ASK})).status_code == 200


async def test_a_body_that_is_too_long_is_refused_before_all_of_it_is_read(client: httpx.AsyncClient) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(10_000):
            read += 1
            yield b" " * 4_096

    response = await client.post("/graphql", content=endless(), headers=JSON)
    assert response.status_code == 413
    assert code(response) == "LIMIT_EXCEEDED"
    assert "256 KiB" in response.json()["errors"][0]["message"]
    assert read <= 65
    told = await client.post("/graphql", content=b" ", headers=JSON | {"content-length": str(10**30)})
    assert told.status_code == 413


async def test_a_body_of_just_the_allowed_length_is_read(client: httpx.AsyncClient) -> None:
    body = json.dumps({"query": ASK}).encode()
    padded = body + b" " * (256 * 1024 - len(body))
    assert (await client.post("/graphql", content=padded, headers=JSON)).json() == ANSWER
    assert (await client.post("/graphql", content=padded + b" ", headers=JSON)).status_code == 413


@pytest.mark.parametrize(
    ("headers", "answered"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://localhost"}, True),
        ({"origin": "https://localhost"}, True),
        ({"origin": "http://localhost:81"}, False),
        ({"origin": "https://elsewhere.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "localhost"}, False),
        ({"origin": "http://["}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://localhost"}, False),
    ],
)
async def test_pages_of_other_sites_are_not_answered(
    client: httpx.AsyncClient, headers: dict[str, str], *, answered: bool
) -> None:
    for response in (
        await client.post("/graphql", json={"query": ASK}, headers=headers),
        await client.get("/graphql", params={"query": ASK}, headers=headers),
    ):
        assert response.status_code == (200 if answered else 403)
        assert answered or code(response) == "FORBIDDEN"


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("localhost:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("graphsvc", True),
        ("rebound.example:8000", False),
        ("10.0.0.1", False),
    ],
)
async def test_where_everybody_is_an_admin_only_this_machines_own_names_are_answered(
    admin: httpx.AsyncClient, client: httpx.AsyncClient, host: str, *, answered: bool
) -> None:
    response = await admin.post("/graphql", json={"query": ASK}, headers={"host": host})
    assert response.status_code == (200 if answered else 403)
    assert (await client.post("/graphql", json={"query": ASK}, headers={"host": host})).status_code == 200


async def test_the_caller_is_what_the_service_takes_a_caller_without_a_token_for(
    client: httpx.AsyncClient, admin: httpx.AsyncClient
) -> None:
    query = '{ person(key: "canary-zhao") { name channel } post(key: "secretary") { holders { name } } }'
    seen = await client.post("/graphql", json={"query": query})
    assert seen.json() == {"data": {"person": None, "post": {"holders": [{"name": "李安"}]}}}
    assert CANARY in (await admin.post("/graphql", json={"query": query})).text.lower()


async def test_in_production_the_public_may_not_read_the_schema(town: Store) -> None:
    query = {"query": "{ __schema { queryType { name } } }"}
    for role, production, refused in (
        (Role.PUBLIC, True, True),
        (Role.PUBLIC, False, False),
        (Role.ADMIN, True, False),
    ):
        async with calling(Deps(town, lambda: NOW, anonymous=role, production=production)) as caller:
            assert ("errors" in (await caller.post("/graphql", json=query)).json()) == refused
