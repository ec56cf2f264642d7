"""Lists in pages: their bounds, their cursors, and that they stand still while the store is written to."""

# ruff: noqa: ANN401  (answers are JSON; readers and types of the framework are handed on as they are)

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import orjson
import pytest

from graphsvc.answers import listing
from graphsvc.domain.entities import Category, Duty, Person, Place, Row, Unit
from graphsvc.domain.kinds import Line, PlaceKind
from graphsvc.domain.visibility import Role
from graphsvc.store.port import Store
from tests.graphql.asking import Asker, edge_keys
from tests.graphql.town import CATEGORIES, DUTIES, PERSONS, PLACES, POSTS, SETTINGS, TOWN, UNITS, when
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

LISTS: dict[str, tuple[Any, ...]] = {
    "places": PLACES,
    "units": UNITS,
    "posts": POSTS,
    "persons": PERSONS,
    "categories": CATEGORIES,
    "duties": DUTIES,
}
PAGE = "totalCount edges { cursor node { key } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


def asked(name: str, arguments: str = "") -> str:
    return (
        f"query ($first: Int = 20, $after: String) {{ {name}(first: $first, after: $after{arguments}) {{ {PAGE} }} }}"
    )


@pytest.mark.parametrize("name", LISTS)
async def test_a_list_is_read_to_its_end_in_key_order_whatever_the_pages(asker: Asker, name: str) -> None:
    wanted = sorted(row.key for row in LISTS[name])
    for first in (1, 2, 500):
        found: list[str] = []
        after, more = None, True
        while more:
            page = (await asker.data(asked(name), first=first, after=after))[name]
            assert page["totalCount"] == len(wanted)
            assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
            assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
            found += edge_keys(page)
            more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
        assert found == wanted


async def test_a_page_may_begin_after_any_entry(asker: Asker) -> None:
    page = (await asker.data(asked("places")))["places"]
    cursors = [edge["cursor"] for edge in page["edges"]]
    following = (await asker.data(asked("places"), after=cursors[2]))["places"]
    assert edge_keys(following) == edge_keys(page)[3:]
    last = (await asker.data(asked("places"), after=cursors[-1]))["places"]
    assert last["edges"] == []
    assert last["pageInfo"] == {
        "hasNextPage": False,
        "hasPreviousPage": True,
        "startCursor": None,
        "endCursor": None,
    }


@pytest.mark.parametrize("first", [0, -1, 501, None])
async def test_a_page_holds_one_to_five_hundred_entries(asker: Asker, first: int | None) -> None:
    for name in LISTS:
        assert await asker.code(asked(name), first=first) == "BAD_USER_INPUT"
    for query in (asked("search", ', text: "楼"'), f"query ($first: Int = 20) {{ {CHILDREN} }}"):
        assert await asker.code(query, first=first) == "BAD_USER_INPUT"


CHILDREN = f'place(key: "yard") {{ children(first: $first) {{ {PAGE} }} }}'


async def test_places_can_be_narrowed_by_kind_and_parent(asker: Asker) -> None:
    data = await asker.data(
        """{ a: places(kind: "building") { totalCount edges { node { key } } }
             b: places(parent: "b1") { totalCount edges { node { key } } }
             c: places(parent: "b1", kind: "household") { totalCount edges { node { key } } }
             d: places(parent: "b2") { totalCount edges { node { key } } } }"""
    )
    assert [edge_keys(data[name]) for name in "abcd"] == [
        ["b1", "b2"],
        ["b1-101", "b1-102", "b1-lift"],
        ["b1-101", "b1-102"],
        [],
    ]
    assert [data[name]["totalCount"] for name in "abcd"] == [2, 3, 2, 0]


async def a_cursor(asker: Asker, query: str = asked("places"), **variables: Any) -> str:
    data = await asker.data(query, first=2, **variables)
    cursor: str = next(iter(data.values()))["pageInfo"]["endCursor"]
    return cursor


async def test_a_cursor_that_was_not_given_by_this_list_is_bad_input(asker: Asker) -> None:
    ours = await a_cursor(asker)
    revision, at, of, key = orjson.loads(urlsafe_b64decode(ours))

    def forged(*cells: object) -> str:
        return urlsafe_b64encode(orjson.dumps(cells)).decode()

    wrong = [
        *("", "x", ours[:-4], ours + "AAAA", ours + "\n", "é", "x" * 5_000),
        await a_cursor(asker, asked("units")),
        await a_cursor(asker, asked("places", ', kind: "building"')),
        forged(revision + 1, at, of, key),
        forged(-1, at, of, key),
        forged(str(revision), at, of, key),
        forged(True, at, of, key),
        forged(revision, 2**62, of, key),
        forged(revision, None, of, key),
        forged(revision, at, of, ""),
        forged(revision, at, of, [key]),
        forged(revision, at, of, key, 1),
        urlsafe_b64encode(b"[" * 3_000).decode(),
    ]
    for cursor in wrong:
        assert await asker.code(asked("places"), after=cursor) == "BAD_USER_INPUT", cursor
    assert await asker.data(asked("places"), after=forged(revision, at, of, key))


async def test_the_moment_of_the_cursor_is_that_of_the_following_pages(asker: Asker) -> None:
    query = """query ($after: String, $at: DateTime) { places(kind: "building", first: 1, after: $after, at: $at) {
      edges { cursor node { key duties { key } units { key } } } } }"""
    first = (await asker.data(query, at="2024-06-01"))["places"]["edges"][0]
    assert [unit["key"] for unit in first["node"]["units"]] == ["gone", "group"]
    cursor = first["cursor"]
    assert orjson.loads(urlsafe_b64decode(cursor))[1] == when("2024-06-01")
    for at in (None, "2030-01-01"):
        following = (await asker.data(query, after=cursor, at=at))["places"]["edges"][0]
        assert orjson.loads(urlsafe_b64decode(following["cursor"]))[1] == when("2024-06-01")


async def pages(asker: Asker, query: str, between: Any, first: int = 1) -> list[list[str]]:
    """Read a list to its end, doing something after the first page; gives the keys of each page."""
    found, after, more = [], None, True
    while more:
        ((_, page),) = (await asker.data(query, first=first, after=after)).items()
        found.append(edge_keys(page))
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
        if len(found) == 1:
            await between()
    return found


def changed() -> list[Row]:
    """The town with rows added, changed and left out."""
    rows = [row for row in TOWN if not (isinstance(row, Place | Category | Duty) and row.key in GONE)]
    return [
        *rows,
        Place("b1-103", PlaceKind.HOUSEHOLD, "103室", None, "b1"),
        Place("b1-1000", PlaceKind.BUILDING, "新楼", None, "yard"),
        Category("water.taps", "水龙头", None, "water"),
        Unit("hall", Line.VOLUNTEER, "hall", "邻里中心"),
        Person("sun", "孙新", None, True),
        Duty("new", "office", "water", "town"),
    ]


GONE = {"b1-102", "light", "light-old"}


@pytest.mark.parametrize("name", LISTS)
async def test_pages_stand_still_under_writes(asker: Asker, town: Store, name: str) -> None:
    async def write() -> None:
        outcome = await town.write(stating(*changed(), settings=SETTINGS, replace=True))
        assert outcome.added
        assert outcome.ended

    found = await pages(asker, asked(name), write)
    assert [key for page in found for key in page] == sorted(row.key for row in LISTS[name])
    # Whoever begins again sees what is there now.
    page = (await asker.data(asked(name), first=500))[name]
    now = set(edge_keys(page))
    assert page["totalCount"] == len(now)
    if name in {"units", "persons"}:
        assert now > {row.key for row in LISTS[name]}


async def test_narrowed_lists_and_children_stand_still_too(asker: Asker, town: Store) -> None:
    moved = [row._replace(parent="b2") if row.key == "b1-101" else row for row in PLACES]

    async def write() -> None:
        await town.write(stating(*moved, Place("b1-100", PlaceKind.HOUSEHOLD, "100室", None, "b1")))

    found = await pages(asker, asked("places", ', parent: "b1"'), write)
    assert found == [["b1-101"], ["b1-102"], ["b1-lift"]]
    children = f"""query ($first: Int, $after: String) {{ place(key: "b1") {{
      children(first: $first, after: $after) {{ {PAGE} }} }} }}"""
    page = (await asker.data(children, first=1))["place"]["children"]
    assert edge_keys(page) == ["b1-100"]
    await town.write(stating(Place("b1-1001", PlaceKind.HOUSEHOLD, "X", None, "b1"), PLACES[4]))
    rest = (await asker.data(children, first=9, after=page["pageInfo"]["endCursor"]))["place"]["children"]
    assert edge_keys(rest) == ["b1-102", "b1-lift"]
    assert rest["totalCount"] == 3


async def test_what_was_deleted_since_is_told_as_it_was(asker: Asker, town: Store) -> None:
    query = "query ($after: String) { categories(first: 1, after: $after) { edges { cursor node { key name } } } }"
    await town.write(stating(Category("a", "先"), Category("z", "后")))
    first = (await asker.data(query))["categories"]["edges"][0]
    await town.write(stating(*TOWN, settings=SETTINGS, replace=True))
    cursor = first["cursor"]
    names = []
    while True:
        edges = (await asker.data(query, after=cursor))["categories"]["edges"]
        if not edges:
            break
        names.append(edges[0]["node"]["name"])
        cursor = edges[0]["cursor"]
    assert first["node"]["name"] == "先"
    assert names == ["照明", "给排水", "下水道", "后"]


async def test_a_person_who_was_public_once_is_not_listed_any_more(asker: Asker, town: Store) -> None:
    public = asker.as_(Role.PUBLIC)

    async def write() -> None:
        await town.write(stating(PERSONS[1]._replace(public_contact=False)))

    assert await pages(public, asked("persons"), write) == [["li"], []]


async def test_a_cursor_of_too_long_ago_is_refused_in_words(
    asker: Asker, town: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    cursor = await a_cursor(asker)
    await town.write(stating(*changed(), settings=SETTINGS))
    monkeypatch.setattr(listing, "MOST_CHANGES", 2)
    assert await asker.code(asked("places"), after=cursor) == "BAD_USER_INPUT"


async def test_search_stands_still_too(asker: Asker, town: Store) -> None:
    query = asked("search", ', text: "楼"')
    whole = edge_keys((await asker.data(query))["search"])
    assert sorted(whole) == ["b1", "b1-lift", "b2"]

    async def write() -> None:
        await town.write(
            stating(
                Place("b0", PlaceKind.BUILDING, "楼", None, "yard"),
                Place("b2", PlaceKind.BUILDING, "改名", None, "yard"),
            )
        )

    found = await pages(asker, query, write)
    assert [key for page in found for key in page] == whole
