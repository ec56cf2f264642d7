"""The revision that an answer shows and the one that an asker must see: the header, the field, and what cannot be."""

from __future__ import annotations

import asyncio
import time
from typing import Final

import httpx
import pytest

from graphsvc.answers import freshness
from graphsvc.domain.errors import StoreError
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.graphql import Api
from graphsvc.store.port import Store
from graphsvc.web.endpoint import status_of
from graphsvc.web.revision import HEADER
from tests.graphql.town import NOW
from tests.support.worlds import SEWER, stating

pytestmark = pytest.mark.anyio

ASK: Final = {"query": "{ revision status { revision } }"}


async def ask(client: httpx.AsyncClient, *revisions: str) -> httpx.Response:
    return await client.post("/graphql", json=ASK, headers=[(HEADER, revision) for revision in revisions])


def code(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    found: str = error["extensions"]["code"]
    return found


async def test_an_answer_tells_the_revision_that_it_shows_in_the_header_and_in_the_field(
    town: Store, client: httpx.AsyncClient
) -> None:
    for number in (1, 2):
        response = await ask(client)
        assert response.headers[HEADER] == str(number)
        assert response.json() == {"data": {"revision": number, "status": {"revision": number}}}
        await town.write(stating(SEWER._replace(key="new", parent=None)))
    assert HEADER not in (await client.post("/graphql", json={"query": "{ nothing }"})).headers


async def test_whoever_has_seen_a_revision_is_shown_it_or_a_later_one(client: httpx.AsyncClient) -> None:
    for seen in ("0", "1", " 1 ", "01"):
        assert (await ask(client, seen)).json()["data"]["revision"] == 1


async def test_a_revision_that_comes_within_the_time_is_waited_for(town: Store) -> None:
    fresh = freshness.Freshness(town)

    async def look() -> int:
        async with fresh.snapshot(2) as facts:
            return facts.revision

    waiting = asyncio.ensure_future(look())
    while fresh._waiting == 0:  # noqa: ASYNC110  (nobody else tells)
        await asyncio.sleep(0)
    await town.write(stating(SEWER._replace(key="new", parent=None)))
    assert await waiting == 2


async def test_a_revision_that_does_not_come_is_told_in_time_with_the_newest_one(town: Store) -> None:
    api = Api(town, clock=lambda: NOW)
    api.fresh = freshness.Freshness(town, patience=0.2)
    begun = time.monotonic()
    reply = await api.answer("{ revision }", visibility=EVERYTHING, at_least=999)
    assert 0.2 <= time.monotonic() - begun < 1.2
    message = "revision 999 is asked for, the newest one here is 1; it did not come within 0.2 seconds"
    assert reply.body == {"errors": [{"message": message, "extensions": {"code": "STORE_UNAVAILABLE"}}]}
    assert (status_of(reply, "application/json"), reply.revision) == (503, None)


async def test_not_more_than_a_bounded_number_wait(town: Store) -> None:
    fresh = freshness.Freshness(town, patience=0.3)

    async def look() -> str:
        with pytest.raises(StoreError) as told:
            async with fresh.snapshot(2):
                pass
        return told.value.message

    found = await asyncio.gather(*(look() for _ in range(freshness.WAITING + 7)))
    assert sum("others wait" in message for message in found) == 7
    async with fresh.snapshot(1) as facts:
        assert facts.revision == 1


@pytest.mark.parametrize("value", ["", "-1", "1.0", "one", "１", "1, 2", "1" * 16, "0x1", "1 2"])
async def test_what_is_no_number_of_a_revision_is_bad_input(client: httpx.AsyncClient, value: str) -> None:
    response = await client.post("/graphql", json=ASK, headers={HEADER.encode(): value.encode()})
    assert (response.status_code, code(response)) == (400, "BAD_USER_INPUT")
    assert HEADER in response.json()["errors"][0]["message"]


async def test_the_header_is_given_once(client: httpx.AsyncClient) -> None:
    assert code(await ask(client, "1", "1")) == "BAD_USER_INPUT"
