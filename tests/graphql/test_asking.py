"""`ask`: a question in words, understood and answered by the same rules as `whoHandles`."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graphsvc.domain.visibility import Role
from tests.graphql.asking import STORES, Asker, load_world

pytestmark = pytest.mark.anyio

ASK = """
query Ask($question: String!, $near: ID, $at: DateTime, $urgent: Boolean) {
  ask(question: $question, near: $near, at: $at, urgent: $urgent) {
    question at urgentSuggested problem
    answer { category { key } place { key } handlers { unit { key } people { key } } }
    choices { category { key } place { key } confidence }
    heardCategory { key } heardPlace { key }
    explanation { words meant category { key } places { key } }
    text english: text(lang: EN)
  }
}
"""
WHO = "query Who($c: ID!, $p: ID!) { whoHandles(category: $c, place: $p) { handlers { unit { key } people { key } } } }"


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def riverside(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Asker]:
    store = STORES["memory:"](Path(tmp_path_factory.mktemp("ask")))
    await load_world(store, "riverside")
    yield Asker(store)
    await store.close()


async def test_one_reading_is_answered_as_who_handles_answers_it(riverside: Asker) -> None:
    told = (await riverside.data(ASK, question="滨江小区3号楼下水道堵了找谁"))["ask"]
    answer = told["answer"]
    assert (answer["category"]["key"], answer["place"]["key"]) == ("water.sewer", "bjxq.3")
    assert (told["problem"], told["choices"]) == (None, [])
    asked = (await riverside.data(WHO, c="water.sewer", p="bjxq.3"))["whoHandles"]
    assert answer["handlers"] == asked["handlers"]
    assert answer["handlers"]
    assert told["text"].startswith("滨江小区3号楼的下水道由")
    assert told["english"].startswith("Building 3, Riverside Estate: Sewer is handled by")


async def test_several_readings_are_choices_with_falling_confidence(riverside: Asker) -> None:
    told = (await riverside.data(ASK, question="3号楼停电了"))["ask"]
    assert told["answer"] is None
    assert {choice["place"]["key"] for choice in told["choices"]} == {"bjxq.3", "yg1.3", "yg2.3"}
    assert all(0 < choice["confidence"] <= 1 for choice in told["choices"])
    assert told["text"].count("3号楼：停电") == 3


async def test_near_is_a_key_or_a_global_id_and_fills_what_is_not_said(riverside: Asker) -> None:
    node = (await riverside.data('{ place(key: "bjxq") { id } }'))["place"]["id"]
    for near in ("bjxq", node):
        told = (await riverside.data(ASK, question="3号楼停电了", near=near))["ask"]
        assert told["answer"]["place"]["key"] == "bjxq.3"
    assert await riverside.code(ASK, question="3号楼停电了", near="nowhere") == "NOT_FOUND"


@pytest.mark.parametrize(
    ("question", "problem", "category", "place", "said"),
    [
        ("下水道堵了", "NO_PLACE", "water.sewer", None, "没有听出在哪里"),
        ("滨江小区3号楼", "NO_MATTER", None, "bjxq.3", "没有听出是什么事"),
        ("金桂苑停电", "UNKNOWN_PLACE", "power.outage", None, "没有找到“金桂苑”"),
        ("", "NO_MATTER", None, None, "没有听出是什么事"),
    ],
)
async def test_what_is_not_understood_is_told_plainly(
    riverside: Asker, question: str, problem: str, category: str | None, place: str | None, said: str
) -> None:
    told = (await riverside.data(ASK, question=question))["ask"]
    assert (told["answer"], told["choices"], told["problem"]) == (None, [], problem)
    assert (told["heardCategory"] or {}).get("key") == category
    assert (told["heardPlace"] or {}).get("key") == place
    assert said in told["text"]
    assert told["english"].isascii() or question


async def test_words_are_explained_and_an_emergency_only_suggested(riverside: Asker) -> None:
    told = (await riverside.data(ASK, question="靠东门那边的5号楼着火了", near="bjxq"))["ask"]
    explained = {
        each["meant"]: (each["words"], [place["key"] for place in each["places"]]) for each in told["explanation"]
    }
    assert explained["LANDMARK"] == ("东门", ["bjxq.gate_e"])
    assert explained["PLACE"] == ("5号楼", ["bjxq.5"])
    assert told["urgentSuggested"] is True
    assert "紧急" in told["text"]


async def test_a_time_sets_the_moment_only_when_it_is_asked_who_serves_then(riverside: Asker) -> None:
    now = (await riverside.data(ASK, question="滨江小区18号楼电梯坏了"))["ask"]["at"]
    past = (await riverside.data(ASK, question="昨晚滨江小区18号楼电梯坏了"))["ask"]
    assert past["at"] == now
    asked = (await riverside.data(ASK, question="滨江小区18号楼的电梯明天上午是谁负责"))["ask"]
    assert asked["at"] != now
    told = (await riverside.data(ASK, question="明天谁值班,滨江小区18号楼电梯", at="2025-03-01"))["ask"]
    assert told["at"].startswith("2025-03-01T00:00")


async def test_who_may_not_see_persons_is_told_no_names_in_words_either(riverside: Asker) -> None:
    question = "滨江小区3号楼下水道堵了找谁"
    told = (await riverside.as_(Role.PUBLIC).data(ASK, question=question))["ask"]
    seen = {person["key"] for entry in told["answer"]["handlers"] for person in entry["people"]}
    everyone = (await riverside.data("{ persons(first: 500) { edges { node { key name } } } }"))["persons"]["edges"]
    public = (await riverside.as_(Role.PUBLIC).data("{ persons(first: 500) { edges { node { key } } } }"))["persons"]
    visible = {edge["node"]["key"] for edge in public["edges"]}
    assert seen <= visible
    for edge in everyone:
        if edge["node"]["key"] not in visible:
            assert edge["node"]["name"] not in told["text"] + told["english"]


async def test_a_question_is_data_is_limited_in_length_and_is_not_logged(
    riverside: Asker, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        told = (await riverside.data(ASK, question="'; DROP TABLE places; -- 滨江小区3号楼停电 {{7*7}}"))["ask"]
        assert told["answer"]["place"]["key"] == "bjxq.3"
        assert await riverside.code(ASK, question="停" * 10_001) == "LIMIT_EXCEEDED"
    assert "DROP TABLE" not in caplog.text
    assert "停停" not in caplog.text
