"""Suggestions in the API: what is told of them, what is refused in words, and that the public gets none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest

from graphsvc.domain.entities import Category, Duty, Membership, Person, Place, Policy, Post, Row, Unit
from graphsvc.domain.kinds import LimitName, Line, PlaceKind, PolicyRule
from graphsvc.domain.visibility import Role
from graphsvc.graphql.ids import global_id
from tests.graphql.asking import STORES, Asker
from tests.graphql.town import NOW, SETTINGS
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

ROWS: Final[tuple[Row, ...]] = (
    Place("com", PlaceKind.COMMUNITY, "云溪社区", "Cloud Brook"),
    Place("yard", PlaceKind.COMPOUND, "翠湖小区", "Jade Lake", "com"),
    Place("b1", PlaceKind.BUILDING, "1号楼", "Building 1", "yard", households=30),
    Place("home", PlaceKind.HOUSEHOLD, "101室", None, "b1", needs=("lives_alone",)),
    Place("yard2", PlaceKind.COMPOUND, "竹苑", "Bamboo Court", "com"),
    Category("lift", "电梯", "Lifts"),
    Policy(PolicyRule.DEMAND, PlaceKind.COMPOUND, "lift"),
    Policy(PolicyRule.LIMIT, number=1, name=LimitName.PAIRINGS),
    Unit("branch", Line.PARTY, "party_branch", "翠湖支部", "Jade Lake Branch"),
    Unit("crew", Line.PROPERTY, "crew", "工程班", "Repair Crew", channel="1"),
    Post("head", "branch", "building_head", "1号楼楼栋长", "Head of Building 1", place="b1"),
    Post("fitter", "crew", "fitter", "维修工", "Fitter", place="yard2"),
    Person("ann", "安", skills=("电梯",), residence="b1"),
    Person("bob", "波"),
    Membership("bob", None, "fitter"),
    Duty("lift2", "crew", "lift", "yard2"),
)

CANDIDATES: Final = """
query($kind: GapKind!, $place: ID, $category: ID, $post: ID, $first: Int) {
  candidates(kind: $kind, place: $place, category: $category, post: $post, first: $first) {
    person { key } unit { key }
    reasons {
      reason steps skill place { key } post { key } unit { key } duty { key }
      load { posts pairings reports } limits { posts pairings reports } message messageEn: message(lang: EN)
    }
  }
}
"""
PLAN: Final = """
query($within: ID, $kinds: [GapKind!]) {
  plan(within: $within, kinds: $kinds) {
    gaps shortened
    placings { gap { kind place { key } post { key } } candidate { person { key } unit { key } reasons { reason } } }
    leftOpen { gap { kind place { key } message(lang: EN) } seats reason message messageEn: message(lang: EN) }
  }
}
"""


@pytest.fixture
async def asker(tmp_path: Path) -> AsyncIterator[Asker]:
    """Somebody who may see everything of a yard with three gaps."""
    store = STORES["memory:"](tmp_path)
    await store.write(stating(*ROWS, settings=SETTINGS, moment=NOW))
    yield Asker(store)
    await store.close()


async def test_candidates_for_a_post_come_with_reasons_as_data_and_in_words(asker: Asker) -> None:
    found = (await asker.data(CANDIDATES, kind="VACANT_POST", post="head"))["candidates"]
    assert [(each["person"], each["unit"]) for each in found] == [({"key": "ann"}, None), ({"key": "bob"}, None)]
    near, limits = found[0]["reasons"]
    assert near == {
        "reason": "LIVES_NEAR", "steps": 0, "skill": None, "place": {"key": "b1"}, "post": None, "unit": None,
        "duty": None, "load": None, "limits": None,
        "message": "住在翠湖小区1号楼（就在本处）。", "messageEn": "Lives at Building 1, Jade Lake (right there).",
    }  # fmt: skip
    assert limits["reason"] == "BELOW_LIMITS"
    assert limits["load"] == {"posts": 1, "pairings": 0, "reports": 0}
    assert limits["limits"] == {"posts": 4, "pairings": 1, "reports": 12}


async def test_candidates_for_a_matter_are_units_too_with_the_duty_to_extend(asker: Asker) -> None:
    found = (await asker.data(CANDIDATES, kind="UNHANDLED", place="yard", category="lift"))["candidates"]
    assert [(each["person"] or each["unit"])["key"] for each in found] == ["ann", "crew"]
    assert (found[0]["reasons"][0]["reason"], found[0]["reasons"][0]["skill"]) == ("HAS_SKILL", "电梯")
    (why,) = found[1]["reasons"]
    assert (why["reason"], why["steps"], why["place"], why["duty"]) == (
        "HANDLES_SAME_MATTER", 1, {"key": "yard2"}, {"key": "lift2"}
    )  # fmt: skip
    assert (await asker.data(CANDIDATES, kind="UNHANDLED", place="yard", category="lift", first=1))["candidates"] == [
        found[0]
    ]


async def test_global_ids_are_taken_as_keys_are(asker: Asker) -> None:
    by_key = await asker.data(CANDIDATES, kind="VACANT_POST", post="head")
    assert await asker.data(CANDIDATES, kind="VACANT_POST", post=global_id("Post", "head")) == by_key


async def test_a_plan_tells_who_takes_what_and_what_stays_open(asker: Asker) -> None:
    found = (await asker.data(PLAN))["plan"]
    assert found["gaps"] == 3
    assert found["leftOpen"] == []
    told = {each["gap"]["kind"]: each["candidate"]["person"] for each in found["placings"]}
    assert told == {kind: {"key": "ann"} for kind in ("UNHANDLED", "VACANT_POST", "UNPAIRED_HOUSEHOLD")}


async def test_a_plan_is_made_within_a_place_and_for_some_kinds(asker: Asker) -> None:
    within = (await asker.data(PLAN, within="b1"))["plan"]
    assert [each["gap"]["kind"] for each in within["placings"]] == ["VACANT_POST", "UNPAIRED_HOUSEHOLD"]
    few = (await asker.data(PLAN, kinds=["UNPAIRED_HOUSEHOLD"]))["plan"]
    assert [each["gap"]["kind"] for each in few["placings"]] == ["UNPAIRED_HOUSEHOLD"]
    assert (await asker.data(PLAN, kinds=[]))["plan"]["gaps"] == 0


async def test_what_stays_open_says_why_in_both_languages(asker: Asker) -> None:
    await asker.store.write(stating(Policy(PolicyRule.LIMIT, number=0, name=LimitName.PAIRINGS)))
    (left,) = (await asker.data(PLAN, kinds=["UNPAIRED_HOUSEHOLD"]))["plan"]["leftOpen"]
    assert (left["seats"], left["reason"]) == (1, "LIMITS_REACHED")
    assert left["message"] == "能接手的人都已达到规定的上限。"
    assert left["messageEn"] == "Those who could take it on have as much to do as the policy allows."


async def test_the_public_gets_no_suggestion_and_learns_nothing_of_needs_from_errors(asker: Asker) -> None:
    public = asker.as_(Role.PUBLIC)
    for named in (
        {"kind": "VACANT_POST", "post": "head"},
        {"kind": "UNHANDLED", "place": "yard", "category": "lift"},
        {"kind": "UNPAIRED_HOUSEHOLD", "place": "home"},
        {"kind": "UNPAIRED_HOUSEHOLD", "place": "b1"},
    ):
        assert await public.data(CANDIDATES, **named) == {"candidates": []}
    assert await public.data(PLAN) == {"plan": {"gaps": 0, "shortened": 0, "placings": [], "leftOpen": []}}
    assert await public.data(PLAN) == await public.data(PLAN, within="b1")


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"kind": "THIN", "place": "yard"}, "nobody can take on a gap of the kind THIN"),
        ({"kind": "VACANT_POST", "place": "yard"}, "named by `post` alone"),
        ({"kind": "VACANT_POST", "post": "head", "place": "b1"}, "named by `post` alone"),
        ({"kind": "UNHANDLED", "place": "yard"}, "named by `place` and `category` alone"),
        ({"kind": "UNPAIRED_HOUSEHOLD"}, "named by `place` alone"),
        ({"kind": "VACANT_POST", "post": "fitter"}, "“fitter” has no vacant seat at that moment"),
        ({"kind": "UNPAIRED_HOUSEHOLD", "place": "b1"}, "“b1” is at that moment no household"),
        ({"kind": "UNHANDLED", "place": "b1", "category": "lift"}, "nothing of “lift” is without a handler at “b1”"),
        ({"kind": "VACANT_POST", "post": "head", "first": 0}, "`first` is a number from 1 to 100"),
        ({"kind": "VACANT_POST", "post": "head", "first": 101}, "`first` is a number from 1 to 100"),
    ],
)
async def test_what_is_no_gap_or_is_not_named_as_one_is_told_in_words(
    asker: Asker, named: dict[str, object], words: str
) -> None:
    (error,) = (await asker.body(CANDIDATES, **named))["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert words in error["message"]


@pytest.mark.parametrize(
    "named",
    [
        {"kind": "VACANT_POST", "post": "nobody"},
        {"kind": "VACANT_POST", "post": "b1"},
        {"kind": "UNHANDLED", "place": "yard", "category": "nothing"},
        {"kind": "UNPAIRED_HOUSEHOLD", "place": "nowhere"},
    ],
)
async def test_an_unknown_key_is_not_found(asker: Asker, named: dict[str, object]) -> None:
    assert await asker.code(CANDIDATES, **named) == "NOT_FOUND"
    assert await asker.as_(Role.PUBLIC).code(CANDIDATES, **named) == "NOT_FOUND"


async def test_a_plan_refuses_other_kinds_and_unknown_places(asker: Asker) -> None:
    assert await asker.code(PLAN, kinds=["OVERLOADED"]) == "BAD_USER_INPUT"
    assert await asker.code(PLAN, within="nowhere") == "NOT_FOUND"


async def test_a_suggestion_changes_nothing_and_follows_every_write(asker: Asker) -> None:
    before = asker.store.revision
    await asker.data(PLAN)
    assert asker.store.revision == before
    await asker.store.write(stating(Membership("ann", None, "head")))
    assert await asker.code(CANDIDATES, kind="VACANT_POST", post="head") == "BAD_USER_INPUT"
    await asker.store.write(
        stating(Person("ann", "安", residence="b1"), Person("cat", "采", skills=("电梯",), residence="yard"))
    )
    found = (await asker.data(CANDIDATES, kind="UNHANDLED", place="yard", category="lift"))["candidates"]
    assert [(each["person"] or each["unit"])["key"] for each in found] == ["cat", "crew"]
