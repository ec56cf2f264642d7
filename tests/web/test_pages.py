"""The pages: the map and GraphiQL, served from the package; and what is said where they were not built."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from graphsvc.domain.visibility import Role
from graphsvc.store.port import Store
from graphsvc.web import Deps
from graphsvc.web.pages import SCREENS
from tests.graphql.town import NOW
from tests.web.conftest import calling

pytestmark = pytest.mark.anyio


async def test_every_screen_of_the_map_is_the_same_page_and_is_asked_for_anew(town: Store, built: Path) -> None:
    """What is shown is the browser's to read out of the address; a new version of the page is seen at once."""
    async with calling(Deps(town, lambda: NOW, ui=built)) as client:
        for screen in SCREENS:
            page = await client.get(screen, params={"key": "a/b?c#d%e", "lang": "en"})
            assert page.text == "<!doctype html><title>page</title>"
            assert page.headers["content-type"] == "text/html; charset=utf-8"
            assert page.headers["cache-control"] == "no-cache"
            assert (await client.head(screen)).status_code == 200
            assert (await client.post(screen)).status_code == 405
        for elsewhere in ("/explore/", "/find", "/index.html", "/LICENSES.txt"):
            assert (await client.get(elsewhere)).status_code == 404


async def test_the_policy_of_pages_lets_nothing_in_from_outside_and_nothing_inline(town: Store, built: Path) -> None:
    async with calling(Deps(town, lambda: NOW, ui=built, graphiql=built)) as client:
        for place in (*SCREENS, "/graphiql/"):
            policy = (await client.get(place)).headers["content-security-policy"]
            rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
            assert rules.pop("default-src") == "'self'"
            assert rules.pop("img-src") == "'self' data:"
            assert set(rules.values()) == {"'none'"}
            assert {"base-uri", "form-action", "frame-ancestors", "object-src"} == set(rules)


@pytest.mark.parametrize("folder", ["/assets", "/graphiql/assets"])
async def test_files_of_a_page_are_kept_for_good_and_come_small(folder: str, town: Store, built: Path) -> None:
    async with calling(Deps(town, lambda: NOW, ui=built, graphiql=built)) as client:
        asset = await client.get(f"{folder}/page-ABC.js")
        assert asset.status_code == 200
        assert "immutable" in asset.headers["cache-control"]
        assert asset.headers["content-type"].startswith("text/javascript")
        assert asset.headers["content-encoding"] == "gzip"
        assert asset.text == "1" * 2_000
        plain = await client.get(f"{folder}/page-ABC.js", headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        for elsewhere in ("../index.html", "%2e%2e/index.html", "x", ""):
            assert (await client.get(f"{folder}/{elsewhere}")).status_code == 404


@pytest.mark.parametrize(("place", "log"), [*((screen, "ui") for screen in SCREENS), ("/graphiql/", "graphiql")])
async def test_a_page_that_is_not_built_says_what_to_do(place: str, log: str, client: httpx.AsyncClient) -> None:
    response = await client.get(place)
    assert response.status_code == 503
    assert "make demo" in response.text
    assert f"build/{log}.log" in response.text
    assert "{" not in response.text
    assert (await client.get("/assets/page.js")).status_code == 404


async def test_graphiql_has_an_address_that_ends_in_a_slash(town: Store, built: Path) -> None:
    async with calling(Deps(town, lambda: NOW, graphiql=built)) as client:
        assert (await client.get("/graphiql")).headers["location"] == "/graphiql/"
        assert (await client.get("/graphiql/")).text == "<!doctype html><title>page</title>"
        assert (await client.get("/graphiql/x")).status_code == 404


async def test_in_production_the_public_has_the_map_and_no_graphiql(town: Store, built: Path) -> None:
    async with calling(Deps(town, lambda: NOW, production=True, ui=built, graphiql=built)) as client:
        assert (await client.get("/")).status_code == 200
        for place in ("/graphiql", "/graphiql/", "/graphiql/assets/page-ABC.js"):
            assert (await client.get(place)).status_code == 404
    async with calling(Deps(town, lambda: NOW, Role.ADMIN, production=True, ui=built, graphiql=built)) as client:
        assert (await client.get("/graphiql/")).status_code == 200


async def test_whoever_looks_for_a_page_that_is_not_there_is_told_so_on_a_page(town: Store, built: Path) -> None:
    """A program is told in a line; what lies deeper, where the page could not find its parts, is told so, too."""
    look = {"accept": "text/html,*/*"}
    async with calling(Deps(town, lambda: NOW, ui=built)) as client:
        page = await client.get("/nowhere", headers=look)
        assert page.status_code == 404
        assert page.text == "<!doctype html><title>page</title>"
        assert "content-security-policy" in page.headers
        for place, accepted in (("/nowhere", {}), ("/a/b", look), ("/reports/x", look)):
            line = await client.get(place, headers=accepted)
            assert line.status_code == 404
            assert line.headers["content-type"].startswith("text/plain")
