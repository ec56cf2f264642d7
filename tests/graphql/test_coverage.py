"""Coverage over GraphQL: every list of gaps and every impact of the example worlds, and who sees what."""

# ruff: noqa: ANN401  (answers are JSON)

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from graphsvc.domain.entities import Absence, Duty, Place, Policy
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.kinds import LimitName, Line, PlaceKind, PolicyRule
from graphsvc.domain.validity import SECOND, read_moment
from graphsvc.domain.visibility import Role
from graphsvc.graphql.ids import global_id
from graphsvc.store.port import Store
from tests.graphql.asking import STORES, WORLDS, Asker, load_world
from tests.graphql.town import CANARY, NOW
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

NAMES: Final = sorted(path.parent.name for path in WORLDS.glob("*/expected.json") if path.parent.name != "bad")
ROW: Final = """fragment row on Gap {
  kind place { key } category { key } unit { key } post { key } person { key } duty { key }
  cells households wanted since
}"""
GAPS: Final = (
    """query ($within: ID, $kinds: [GapKind!], $category: ID, $at: DateTime, $first: Int = 50, $after: String) {
  coverageGaps(within: $within, kinds: $kinds, category: $category, at: $at, first: $first, after: $after) {
    totalCount edges { cursor node { ...row } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""
    + ROW
)
IMPACT: Final = (
    """query ($removing: [ID!]!, $within: ID, $at: DateTime) {
  impact(removing: $removing, within: $within, at: $at) {
    uncovered { ...row } singlePoints { ...row } vacated { key } unpaired { key }
  }
}"""
    + ROW
)
SENTENCES: Final = "{ coverageGaps(first: 500) { edges { node { zh: message en: message(lang: EN) } } } }"

# Of a row, the kind tells which fields matter.
ROLLED_UP: Final = ("place", "category", "person", "unit")
MATTER: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("UNHANDLED", "SINGLE_POINT", "ENDING_SOON", "CONTESTED", "LADDER_SHORT", "CONFLICT"), ROLLED_UP),
    "VACANT_POST": ("place", "post", "since"),
    "UNREACHABLE": ("place", "duty"),
    "UNPAIRED_HOUSEHOLD": ("place",),
    **dict.fromkeys(("MISSING_UNIT", "MISSING_POST", "THIN"), ("place", "wanted")),
    "OVERLOADED": ("person",),
}
DEMANDING: Final = (
    Policy(PolicyRule.MISSING_UNIT, PlaceKind.BUILDING, line=Line.VOLUNTEER, kind="volunteer_team"),
    Policy(PolicyRule.MISSING_POST, PlaceKind.BUILDING, kind="building_head"),
)
"""What is wanted of the town, so that it has gaps of more kinds."""
LIMITS: Final = (Policy(PolicyRule.LIMIT, number=0, name=LimitName.POSTS),)
"""Whoever has a post has too many."""


def compared(row: dict[str, Any]) -> dict[str, Any]:
    """What matters of a row; a moment is compared as one, however it is written."""
    told = {part: row[part] for part in ("kind", "cells", "households", *MATTER[row["kind"]])}
    return told | ({"since": read_moment(row["since"], "UTC")} if told.get("since") else {})


async def all_gaps(asker: Asker, first: int, **asked: Any) -> list[dict[str, Any]]:
    """Read a list to its end in pages."""
    rows: list[dict[str, Any]] = []
    after, more = None, True
    while more:
        page = (await asker.data(GAPS, first=first, after=after, **asked))["coverageGaps"]
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert len(page["edges"]) <= first
        rows += [edge["node"] for edge in page["edges"]]
        more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
        assert page["totalCount"] == len(rows) or more
    return rows


@pytest.mark.parametrize("name", NAMES)
async def test_every_list_of_gaps_is_as_expected_in_one_page_and_in_pages_of_three(store: Store, name: str) -> None:
    await load_world(store, name)
    asker = Asker(store)
    lists = json.loads((WORLDS / name / "expected.json").read_text(encoding="utf-8"))["gaps"]
    assert {one["kind"] for one in lists} == {kind.name for kind in GapKind}
    for one in lists:
        asked = {"kinds": [one["kind"]], "at": one["at"], "within": one["within"]}
        wanted = [compared(row) for row in one["rows"]]
        assert [compared(row) for row in await all_gaps(asker, 500, **asked)] == wanted, asked
        assert [compared(row) for row in await all_gaps(asker, 3, **asked)] == wanted, asked


@pytest.mark.parametrize("name", NAMES)
async def test_all_kinds_at_once_are_those_of_each_kind_one_after_the_other(tmp_path: Path, name: str) -> None:
    store = STORES["memory:"](tmp_path)
    await load_world(store, name)
    lists = json.loads((WORLDS / name / "expected.json").read_text(encoding="utf-8"))["gaps"]
    at = lists[0]["at"]
    wanted = [compared(row) for one in lists if one["at"] == at and one["within"] is None for row in one["rows"]]
    assert [compared(row) for row in await all_gaps(Asker(store), 100, at=at)] == wanted
    reverse = [kind.name for kind in reversed(GapKind)] * 2
    assert [compared(row) for row in await all_gaps(Asker(store), 100, at=at, kinds=reverse)] == wanted
    await store.close()


@pytest.mark.parametrize("name", NAMES)
async def test_every_impact_is_as_expected(store: Store, name: str) -> None:
    await load_world(store, name)
    asker = Asker(store)
    impacts = json.loads((WORLDS / name / "expected.json").read_text(encoding="utf-8"))["impacts"]
    assert impacts
    for one in impacts:
        found = (await asker.data(IMPACT, removing=one["removing"], at=one["at"]))["impact"]
        wanted = one["impact"]
        for part in ("uncovered", "singlePoints"):
            assert [compared(row) for row in found[part]] == [compared(row) for row in wanted[part]], one["removing"]
        assert (found["vacated"], found["unpaired"]) == (wanted["vacated"], wanted["unpaired"]), one["removing"]


@pytest.mark.parametrize("name", NAMES)
async def test_the_gaps_of_all_leaves_are_those_of_everything_and_each_is_about_what_was_asked(
    tmp_path: Path, name: str
) -> None:
    """A row of a larger category stands for cells of its leaves, too: who asks about a leaf is told of them."""
    store = STORES["memory:"](tmp_path)
    await load_world(store, name)
    asker = Asker(store)
    tree = "{ categories(first: 500) { edges { node { key children { key } lineage { key } } } } }"
    nodes = [edge["node"] for edge in (await asker.data(tree))["categories"]["edges"]]
    above = {node["key"]: {step["key"] for step in node["lineage"]} for node in nodes}
    at = json.loads((WORLDS / name / "expected.json").read_text(encoding="utf-8"))["gaps"][0]["at"]
    kinds = ["UNHANDLED", "SINGLE_POINT", "ENDING_SOON", "CONTESTED", "LADDER_SHORT", "CONFLICT"]
    everything = Counter[str]()
    for row in await all_gaps(asker, 500, at=at, kinds=kinds):
        everything[row["kind"]] += row["cells"]
    assert everything
    for asked in ([n["key"] for n in nodes if not n["children"]], [n["key"] for n in nodes if len(n["lineage"]) == 1]):
        found = Counter[str]()
        for key in asked:
            rows = await all_gaps(asker, 500, at=at, category=key)
            assert all(key in above[row["category"]["key"]] for row in rows), key
            for row in rows:
                found[row["kind"]] += row["cells"]
        assert found == everything
    await store.close()


async def test_a_cursor_is_good_for_its_category_alone_and_an_unknown_category_is_told(asker: Asker) -> None:
    page = (await asker.data(GAPS, first=1))["coverageGaps"]
    cursor = page["edges"][0]["cursor"]
    query = "query ($category: ID!, $after: String) { coverageGaps(category: $category, after: $after) { totalCount } }"
    category = (await asker.data("{ categories(first: 1) { edges { node { key } } } }"))["categories"]["edges"][0]
    assert await asker.code(query, category=category["node"]["key"], after=cursor) == "BAD_USER_INPUT"
    assert await asker.code(query, category="nope") == "NOT_FOUND"


async def test_no_kinds_are_no_gaps_and_removing_nothing_has_no_impact(asker: Asker) -> None:
    page = (await asker.data(GAPS, kinds=[]))["coverageGaps"]
    assert (page["edges"], page["totalCount"], page["pageInfo"]["hasNextPage"]) == ([], 0, False)
    assert (await asker.data(IMPACT, removing=[]))["impact"] == {
        "uncovered": [],
        "singlePoints": [],
        "vacated": [],
        "unpaired": [],
    }


async def test_an_id_is_a_key_or_a_global_id(asker: Asker) -> None:
    by_key = await asker.data(GAPS, within="b1")
    assert by_key["coverageGaps"]["totalCount"] > 0
    assert await asker.data(GAPS, within=global_id("Place", "b1")) == by_key
    by_key = await asker.data(IMPACT, removing=["branch"], within="b1")
    assert by_key["impact"]["uncovered"]
    assert await asker.data(IMPACT, removing=[global_id("Unit", "branch")], within=global_id("Place", "b1")) == by_key


@pytest.mark.parametrize("key", ["nowhere", "branch", global_id("Unit", "yard"), ""])
async def test_a_place_that_is_none_is_not_found(asker: Asker, key: str) -> None:
    assert await asker.code(GAPS, within=key) == "NOT_FOUND"
    assert await asker.code(IMPACT, removing=["li"], within=key) == "NOT_FOUND"


@pytest.mark.parametrize("key", ["nobody", "b1", "water", "sewer-b1", global_id("Post", "li"), ""])
async def test_only_persons_posts_and_units_can_be_taken_out(asker: Asker, key: str) -> None:
    assert await asker.code(IMPACT, removing=["li", key]) == "NOT_FOUND"


@pytest.mark.parametrize("first", [0, -1, 501, None])
async def test_a_page_holds_one_to_five_hundred_gaps(asker: Asker, first: int | None) -> None:
    assert await asker.code(GAPS, first=first) == "BAD_USER_INPUT"


async def test_unknown_words_are_bad_input(asker: Asker) -> None:
    assert await asker.code(GAPS, kinds=["EVERYTHING"]) == "BAD_USER_INPUT"
    assert await asker.code(GAPS, at="yesterday") == "BAD_USER_INPUT"
    assert await asker.code("{ coverageGaps { edges { node { message(lang: FR) } } } }") == "BAD_USER_INPUT"


async def test_what_is_asked_at_once_has_limits(asker: Asker) -> None:
    assert await asker.code(IMPACT, removing=["li"] * 101) == "LIMIT_EXCEEDED"
    # Fifty gaps are counted when no number is given.
    above = "lineage { lineage { lineage { lineage { key } } } }"
    lists = " ".join(
        f"a{number}: coverageGaps {{ edges {{ node {{ place {{ {above} }} }} }} }}" for number in range(10)
    )
    assert await asker.code(f"{{ {lists} }}") == "LIMIT_EXCEEDED"
    assert await asker.data(f"{{ {lists} }}".replace("coverageGaps {", "coverageGaps(first: 20) {"))


async def test_everything_below_is_as_of_the_moment(asker: Asker, town: Store) -> None:
    await town.write(stating(*DEMANDING))
    query = """query ($at: DateTime) { coverageGaps(kinds: [MISSING_POST], within: "b1", at: $at) {
      edges { node { place { key units { key } } } } } }"""
    for at, units in ((None, ["group"]), ("2024-06-01", ["gone", "group"])):
        (edge,) = (await asker.data(query, at=at))["coverageGaps"]["edges"]
        assert [unit["key"] for unit in edge["node"]["place"]["units"]] == units


async def test_a_gap_is_told_in_words_in_both_languages(asker: Asker, town: Store) -> None:
    await town.write(stating(*DEMANDING))
    edges = (await asker.data(SENTENCES))["coverageGaps"]["edges"]
    sentences = {edge["node"]["zh"]: edge["node"]["en"] for edge in edges}
    assert sentences["翠湖小区2号楼没有楼栋长这一岗位（30户）。"] == (
        "Building 2, Jade Lake: there is no post of Building Head (30 households)."
    )
    assert all(text.endswith("。") for text in sentences)
    assert all(text.endswith(".") for text in sentences.values())


# --- who sees what ----------------------------------------------------------------------------------------------------


async def test_the_public_is_told_of_nobody_whom_it_may_not_see_and_of_no_care(asker: Asker, town: Store) -> None:
    # Zhao alone is left in the only post for the yard; Qian has more posts than allowed.
    needy = Place("b2-201", PlaceKind.HOUSEHOLD, "201室", None, "b2", needs=("CANARY-need",))
    light = Duty("light-yard", "secretary", "light", "yard")
    await town.write(stating(Absence("li", NOW - SECOND), needy, light, *LIMITS))
    public = asker.as_(Role.PUBLIC)
    everything, seen = await all_gaps(asker, 500), await all_gaps(public, 500)
    assert CANARY in json.dumps(everything)
    for body in (seen, await public.body(SENTENCES), await public.body(IMPACT, removing=["branch"])):
        assert CANARY not in json.dumps(body, ensure_ascii=False).lower()
    assert {row["kind"] for row in everything} - {row["kind"] for row in seen} == {"UNPAIRED_HOUSEHOLD"}
    # The rows about people stand, without them.
    assert [row["kind"] for row in seen] == [row["kind"] for row in everything if row["kind"] != "UNPAIRED_HOUSEHOLD"]
    hidden = [row for row in seen if row["kind"] in {"SINGLE_POINT", "OVERLOADED"} and row["person"] is None]
    assert {row["kind"] for row in hidden} == {"SINGLE_POINT", "OVERLOADED"}


async def test_who_may_not_be_seen_cannot_be_taken_out_by_the_public(asker: Asker) -> None:
    public = asker.as_(Role.PUBLIC)
    for key in ("canary-zhao", global_id("Person", "canary-zhao")):
        assert await public.code(IMPACT, removing=[key]) == "NOT_FOUND"
    found = (await asker.data(IMPACT, removing=["canary-zhao"]))["impact"]
    assert [place["key"] for place in found["unpaired"]] == ["b1-101"]
    # A unit that looks after a household leaves it alone; the public is not told.
    assert (await asker.data(IMPACT, removing=["office"]))["impact"]["unpaired"] == [{"key": "b1-102"}]
    assert (await public.data(IMPACT, removing=["office"]))["impact"]["unpaired"] == []


async def test_a_cursor_of_somebody_who_sees_more_is_none_for_the_public(asker: Asker) -> None:
    cursor = (await asker.data(GAPS, first=1))["coverageGaps"]["pageInfo"]["endCursor"]
    assert await asker.as_(Role.PUBLIC).code(GAPS, after=cursor) == "BAD_USER_INPUT"
