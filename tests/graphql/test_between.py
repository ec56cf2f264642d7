"""What opened and closed between two moments, over GraphQL: pages, cursors, moments, who sees what."""

# ruff: noqa: ANN401  (answers are JSON)

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from graphsvc.domain.entities import Absence, Duty, Place
from graphsvc.domain.kinds import PlaceKind
from graphsvc.domain.visibility import Role
from graphsvc.graphql.ids import global_id
from graphsvc.store.port import Store
from tests.graphql.asking import WORLDS, Asker, load_world
from tests.graphql.town import CANARY, NOW, SETTINGS, TOWN, when
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

ROW: Final = "kind cells households place { key units { key } } category { key } person { key } post { key } since"
PAGE: Final = f"totalCount pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {{ {ROW} message }} }}"
BETWEEN: Final = f"""query (
  $from: DateTime!, $to: DateTime!, $within: ID, $kinds: [GapKind!], $first: Int = 50, $opened: String, $closed: String
) {{
  gapsBetween(from: $from, to: $to, within: $within, kinds: $kinds) {{
    from to opened(first: $first, after: $opened) {{ {PAGE} }} closed(first: $first, after: $closed) {{ {PAGE} }}
  }}
}}"""
START: Final = "2024-06-01"
END: Final = "2025-06-16T10:00"


async def between(asker: Asker, **asked: Any) -> Any:
    return (await asker.data(BETWEEN, **{"from": START, "to": END, **asked}))["gapsBetween"]


def nodes(page: Any) -> list[Any]:
    return [edge["node"] for edge in page["edges"]]


def test_the_town_changes_between_the_moments() -> None:
    assert when(START) < when(END) == NOW


async def test_what_began_to_be_a_gap_opened_and_what_ceased_to_be_one_closed(asker: Asker, town: Store) -> None:
    await town.write(stating(Duty("light-town", "office", "light", "b2", valid_from=when("2025-02-01"))))
    found = await between(asker, kinds=["UNHANDLED", "VACANT_POST"])
    assert (found["from"], found["to"]) == ("2024-06-01T00:00:00+08:00", "2025-06-16T10:00:00+08:00")
    # The duty for light at building 1 ended with 2024, that of building 2 began; Wang left the deputy's second seat.
    opened = [
        (row["kind"], (row["place"] or {}).get("key"), row["post"] and row["post"]["key"])
        for row in nodes(found["opened"])
    ]
    assert opened == [("UNHANDLED", "b1", None), ("VACANT_POST", None, "deputy")]
    assert [(row["place"]["key"], row["category"]["key"]) for row in nodes(found["closed"])] == [("b2", "light")]


async def test_nothing_changes_in_no_time_and_of_no_kinds(asker: Asker) -> None:
    same: tuple[dict[str, Any], ...] = ({"from": END}, {"kinds": []})
    for asked in same:
        found = await between(asker, **asked)
        assert (nodes(found["opened"]), nodes(found["closed"])) == ([], [])


@pytest.mark.parametrize("name", ["edgy-9007", "medium-9006"])
async def test_what_opens_one_way_closes_the_other_way_and_pages_are_the_whole(store: Store, name: str) -> None:
    await load_world(store, name)
    asker = Asker(store)
    lists = json.loads((WORLDS / name / "expected.json").read_text(encoding="utf-8"))["gaps"]
    moments = sorted({one["at"] for one in lists})
    seen = 0
    for start, end in ((moments[0], moments[-1]), ("2020-01-01", moments[0]), (moments[-1], "2040-01-01")):
        asked = {"from": start, "to": end}
        whole = await between(asker, **asked, first=500)
        for side in ("opened", "closed"):
            rows: list[Any] = []
            after, more = None, True
            while more:
                page = (await between(asker, **asked, first=7, **{side: after}))[side]
                rows += nodes(page)
                more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
            assert rows == nodes(whole[side])[: len(rows)]
            assert len(rows) == whole[side]["totalCount"]
            seen += len(rows)
    assert seen > 20


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"from": END, "to": START}, "BAD_USER_INPUT"),
        ({"from": "yesterday"}, "BAD_USER_INPUT"),
        ({"kinds": ["EVERYTHING"]}, "BAD_USER_INPUT"),
        ({"within": "nowhere"}, "NOT_FOUND"),
        ({"within": global_id("Unit", "yard")}, "NOT_FOUND"),
    ],
)
async def test_what_cannot_be_asked_is_refused_by_its_code(asked: dict[str, Any], code: str, asker: Asker) -> None:
    assert await asker.code(BETWEEN, **{"from": START, "to": END, **asked}) == code


async def test_a_cursor_is_good_for_its_own_list_alone(asker: Asker, town: Store) -> None:
    light = Duty("light-yard", "secretary", "light", "b2", valid_to=when("2025-01-01"))
    await town.write(stating(light))
    query = BETWEEN.replace("closed(first: $first, after: $closed)", "closed(first: 500, after: $closed)")
    cursor = (await between(asker, first=1))["opened"]["pageInfo"]["endCursor"]
    asked = {"from": START, "to": END, "opened": cursor}
    assert await asker.data(query, **asked)
    for other in ({"from": "2024-06-02"}, {"to": "2025-06-17"}, {"within": "b1"}, {"kinds": ["UNHANDLED"]}):
        assert await asker.code(query, **{**asked, **other}) == "BAD_USER_INPUT", other
    assert await asker.as_(Role.PUBLIC).code(query, **asked) == "BAD_USER_INPUT"
    wrong_side = BETWEEN.replace("opened(first: $first, after: $opened)", "opened(first: 500, after: $opened)")
    assert await asker.code(wrong_side, **{"from": START, "to": END, "closed": cursor}) == "BAD_USER_INPUT"


async def test_pages_stand_still_under_writes(asker: Asker, town: Store) -> None:
    whole = await between(asker)
    cursor = (await between(asker, first=1))["opened"]["pageInfo"]["endCursor"]
    assert whole["opened"]["totalCount"] > 1
    await town.write(
        stating(Duty("light-all", "office", "light", "town"), Place("b9", PlaceKind.BUILDING, "9", None, "yard"))
    )
    rest = (await between(asker, opened=cursor))["opened"]
    assert nodes(rest) == nodes(whole["opened"])[1:]
    assert (await between(asker))["opened"] != whole["opened"]


async def test_what_opened_is_told_as_of_the_later_moment_and_what_closed_as_of_the_earlier(
    asker: Asker, town: Store
) -> None:
    rows = (
        Duty("b1-light", "office", "light", "b1", valid_from=when("2025-02-01")),
        Duty("b1-sewer", "gone", "water.sewer", "b1"),
    )
    town_before = [
        row for row in TOWN if not (isinstance(row, Duty) and row.key in {"sewer-b1", "sewer-yard", "light-old"})
    ]
    await town.write(stating(*town_before, *rows, settings=SETTINGS, replace=True))
    found = await between(asker, kinds=["UNHANDLED"], within="b1")
    units = {
        side: [[unit["key"] for unit in row["place"]["units"]] for row in nodes(found[side])]
        for side in ("opened", "closed")
    }
    assert units == {"opened": [["group"]], "closed": [["gone", "group"]]}


async def test_the_public_is_told_of_nobody_whom_it_may_not_see_and_of_no_care(asker: Asker, town: Store) -> None:
    light = Duty("light-yard", "secretary", "light", "yard")
    needy = Place("b2-201", PlaceKind.HOUSEHOLD, "201室", None, "b2", needs=("CANARY-need",))
    # Li goes away, and Zhao alone is left.
    await town.write(stating(light, needy, Absence("li", when("2025-06-01"))))
    asked = {"from": "2023-06-01", "to": END}
    everything = await asker.body(BETWEEN, **asked)
    assert CANARY in json.dumps(everything).lower()
    public = await asker.as_(Role.PUBLIC).body(BETWEEN, **asked)
    assert CANARY not in json.dumps(public, ensure_ascii=False).lower()
    lists = {side: nodes(public["data"]["gapsBetween"][side]) for side in ("opened", "closed")}
    hidden = [row for row in lists["opened"] if row["kind"] == "SINGLE_POINT" and row["person"] is None]
    # The rows about people stand, without them.
    assert hidden
    kinds = {row["kind"] for side in lists.values() for row in side}
    assert "UNPAIRED_HOUSEHOLD" not in kinds


async def test_asking_for_one_side_or_both_gives_the_same(asker: Asker) -> None:
    both = await between(asker)
    one = BETWEEN[: BETWEEN.index("opened(first")] + "opened { totalCount } } }"
    one = one.replace(", $first: Int = 50, $opened: String, $closed: String", "")
    found = await Asker(asker.store).data(one, **{"from": START, "to": END})
    assert found["gapsBetween"]["opened"]["totalCount"] == both["opened"]["totalCount"]
