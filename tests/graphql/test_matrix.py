"""The coverage matrix over GraphQL: its numbers are those of the gaps; drilling down; refusals; people's loads."""

# ruff: noqa: ANN401  (answers are JSON)

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from graphsvc.domain.entities import Duty, Membership, Pairing, Place, Policy
from graphsvc.domain.kinds import LimitName, PlaceKind, PolicyRule
from graphsvc.domain.visibility import Role
from graphsvc.graphql.ids import global_id
from graphsvc.store.port import Store
from tests.graphql.asking import WORLDS, Asker, edge_keys, keys, load_world
from tests.graphql.town import CANARY
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

CELL: Final = "demanded covered singlePoints contested endingSoon agents inherited"
MATRIX: Final = f"""query ($within: ID, $category: ID, $level: Int = 1, $at: DateTime, $first: Int = 100) {{
  coverage(within: $within, category: $category, level: $level, at: $at) {{
    within {{ key }} columns {{ key name }} rowCount total {{ {CELL} }}
    rows(first: $first) {{ place {{ key name }} households isOwn hasChildren cells {{ {CELL} }} }}
  }}
}}"""
SUMS: Final = """query ($within: ID, $at: DateTime, $kinds: [GapKind!]) {
  coverageGaps(within: $within, at: $at, kinds: $kinds, first: 500) { totalCount edges { node { cells } } } }"""
LOAD: Final = "{ person(key: %r) { load { posts pairings reports limits { posts pairings reports } } } }"
# A landing that demands something itself, and households below it.
DEMANDING: Final = (
    Policy(PolicyRule.DEMAND, PlaceKind.BUILDING, category="water"),
    Policy(PolicyRule.DEMAND, PlaceKind.HOUSEHOLD, category="light"),
)


async def matrix(asker: Asker, **asked: Any) -> Any:
    return (await asker.data(MATRIX, **asked))["coverage"]


@pytest.mark.parametrize("name", ["small-9002", "medium-9005", "edgy-9007"])
async def test_the_numbers_are_those_of_the_lists_of_gaps_of_the_same_place(store: Store, name: str) -> None:
    await load_world(store, name)
    asker = Asker(store)
    lists = json.loads((WORLDS / name / "expected.json").read_text(encoding="utf-8"))["gaps"]
    kinds = {"singlePoints": "SINGLE_POINT", "contested": "CONTESTED", "endingSoon": "ENDING_SOON"}
    for at, within in sorted({(one["at"], one["within"]) for one in lists}, key=str)[:6]:
        found = await matrix(asker, within=within, at=at, first=500)

        async def cells(kind: str, at: str = at, within: str | None = within) -> int:
            page = (await asker.data(SUMS, at=at, within=within, kinds=[kind]))["coverageGaps"]
            assert page["totalCount"] <= 500
            return sum(edge["node"]["cells"] for edge in page["edges"])

        for number, total in enumerate(found["total"]):
            columns = [row["cells"][number] for row in found["rows"]]
            for part in ("demanded", "covered", *kinds):
                assert total[part] == sum(cell[part] for cell in columns)
        sums = {part: sum(cell[part] for cell in found["total"]) for part in ("demanded", "covered", *kinds)}
        assert sums["demanded"] - sums["covered"] == await cells("UNHANDLED")
        assert {part: sums[part] for part in kinds} == {part: await cells(kind) for part, kind in kinds.items()}


async def test_rows_are_the_places_below_and_the_place_itself_columns_what_is_demanded(
    asker: Asker, town: Store
) -> None:
    await town.write(stating(*DEMANDING))
    top = await matrix(asker)
    assert top["within"] is None
    assert [(row["place"]["key"], row["hasChildren"]) for row in top["rows"]] == [("town", True)]
    assert top["columns"] == [{"key": "light", "name": "照明"}, {"key": "water", "name": "给排水"}]
    found = await matrix(asker, within="b1")
    rows = [(row["place"]["key"], row["isOwn"], row["hasChildren"], row["households"]) for row in found["rows"]]
    assert rows == [("b1", True, False, 2), ("b1-101", False, False, 1), ("b1-102", False, False, 1)]
    own, home = found["rows"][0]["cells"], found["rows"][1]["cells"]
    # Nobody is to handle light at the building, or water in a flat.
    assert [cell["demanded"] for cell in own] == [0, 1]
    assert [cell["demanded"] for cell in home] == [1, 0]
    assert (own[1]["covered"], own[1]["agents"], own[1]["inherited"]) == (1, 2, True)
    assert (home[0]["covered"], home[0]["agents"], home[0]["inherited"]) == (0, 0, False)
    await town.write(stating(Duty("light-b1", "office", "light", "b1")))
    (cell,) = (await matrix(asker, within="b1", category="light"))["total"]
    assert (cell["covered"], cell["singlePoints"], cell["inherited"]) == (2, 2, True)
    (cell,) = (await matrix(asker, within="yard", category="light"))["total"]
    assert (cell["covered"], cell["inherited"]) == (2, False)


async def test_columns_are_at_the_level_asked_for_and_a_leaf_stands_for_itself(asker: Asker) -> None:
    async def columns(**asked: Any) -> list[str]:
        return keys((await matrix(asker, **asked))["columns"])

    assert await columns() == ["light", "water"]
    assert await columns(level=2) == await columns(level=50) == ["light", "water.sewer"]
    assert await columns(category="water") == ["water.sewer"]
    assert await columns(category="water", level=0) == ["water"]
    assert await columns(category="water.sewer", level=3) == ["water.sewer"]


async def test_an_id_is_a_key_or_a_global_id(asker: Asker) -> None:
    by_key = await matrix(asker, within="yard", category="water")
    assert by_key["rows"]
    assert await matrix(asker, within=global_id("Place", "yard"), category=global_id("Category", "water")) == by_key


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"within": "nowhere"}, "NOT_FOUND"),
        ({"within": "water"}, "NOT_FOUND"),
        ({"category": "nothing"}, "NOT_FOUND"),
        ({"category": "yard"}, "NOT_FOUND"),
        ({"level": 0}, "BAD_USER_INPUT"),
        ({"level": -1, "category": "water"}, "BAD_USER_INPUT"),
        ({"level": 101}, "BAD_USER_INPUT"),
        ({"level": None}, "BAD_USER_INPUT"),
        ({"first": 0}, "BAD_USER_INPUT"),
        ({"first": 501}, "BAD_USER_INPUT"),
        ({"at": "yesterday"}, "BAD_USER_INPUT"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_its_code(asked: dict[str, Any], code: str, asker: Asker) -> None:
    assert await asker.code(MATRIX, **asked) == code


async def test_where_nothing_is_demanded_there_is_no_row_and_no_column(asker: Asker) -> None:
    found = await matrix(asker, within="b1-101")
    assert (found["rows"], found["columns"], found["total"], found["rowCount"]) == ([], [], [], 0)


async def test_the_largest_rows_come_first_and_the_total_holds_those_that_are_not_shown(
    asker: Asker, town: Store
) -> None:
    blocks = [
        Place(f"x{number:03}", PlaceKind.BUILDING, "楼", None, "yard", households=number % 7) for number in range(300)
    ]
    await town.write(stating(*blocks))
    found = await matrix(asker, within="yard", first=20)
    assert (len(found["rows"]), found["rowCount"]) == (20, 302)
    whole = await matrix(asker, within="yard", first=500)
    assert whole["rows"][:20] == found["rows"]
    assert found["total"] == whole["total"]
    order = [(-row["households"], row["place"]["key"]) for row in whole["rows"]]
    assert order == sorted(order)


async def test_a_large_matrix_costs_what_its_rows_cost(asker: Asker) -> None:
    many = " ".join(
        f"a{number}: coverage {{ rows(first: 500) {{ cells {{ {CELL} }} place {{ key }} }} }}" for number in range(9)
    )
    assert await asker.code(f"{{ {many} }}") == "LIMIT_EXCEEDED"
    assert await asker.data(f"{{ {many} }}".replace("first: 500", "first: 50"))


async def test_everybody_sees_the_same_matrix_for_there_is_nobody_in_it(asker: Asker) -> None:
    found = await matrix(asker, within="yard")
    assert found["rows"]
    assert await matrix(asker.as_(Role.PUBLIC), within="yard") == found


# --- what people have to do -------------------------------------------------------------------------------------------


async def test_a_load_tells_posts_households_and_reports_beside_the_limits(asker: Asker, town: Store) -> None:
    await town.write(stating(Pairing("canary-zhao", "yard", "watch"), Pairing("canary-zhao", "b1-101", "calls")))
    limits = {"posts": 4, "pairings": 15, "reports": 12}
    # A compound is no household, and one household that is visited and called is one.
    load = (await asker.data(LOAD.replace("%r", '"canary-zhao"')))["person"]["load"]
    assert load == {"posts": 1, "pairings": 1, "reports": 2, "limits": limits}
    await town.write(stating(Policy(PolicyRule.LIMIT, number=2, name=LimitName.POSTS)))
    load = (await asker.data(LOAD.replace("%r", '"li"')))["person"]["load"]
    assert load == {"posts": 1, "pairings": 0, "reports": 2, "limits": {**limits, "posts": 2}}


async def test_who_is_overloaded_has_a_load_above_a_limit(asker: Asker, town: Store) -> None:
    rows = [Membership("li", None, post) for post in ("deputy", "leader", "clerk")]
    await town.write(stating(*rows, Policy(PolicyRule.LIMIT, number=3, name=LimitName.POSTS)))
    query = (
        "{ coverageGaps(kinds: [OVERLOADED]) { edges { node { person { key load { posts limits { posts } } } } } } }"
    )
    (edge,) = (await asker.data(query))["coverageGaps"]["edges"]
    assert edge["node"]["person"] == {"key": "li", "load": {"posts": 4, "limits": {"posts": 3}}}


async def test_the_public_is_told_of_posts_alone_and_only_of_those_whom_it_sees(asker: Asker) -> None:
    public = asker.as_(Role.PUBLIC)
    load = (await public.data(LOAD.replace("%r", '"li"')))["person"]["load"]
    assert (load["posts"], load["pairings"], load["reports"]) == (1, None, None)
    assert (await public.data(LOAD.replace("%r", '"canary-zhao"')))["person"] is None
    everybody = await public.body("{ persons { edges { node { key load { posts pairings reports } } } } }")
    assert CANARY not in json.dumps(everybody).lower()
    assert edge_keys(everybody["data"]["persons"]) == ["li", "wang"]
