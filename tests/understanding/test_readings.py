"""Matters and places put together; times, urgency and explanations; and that no text whatever upsets it."""

from __future__ import annotations

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphsvc.domain.errors import LimitExceeded, NotFound
from graphsvc.domain.validity import to_datetime
from graphsvc.questions.understanding.hints import Meant
from graphsvc.questions.understanding.readings import MOST_CHOICES, Problem
from graphsvc.questions.understanding.text import read
from graphsvc.questions.understanding.times import asked_moment, hear_times
from tests.support.asking_words import NOW, town

TOWN = town("riverside")
HERE = ZoneInfo("Asia/Shanghai")


def pairs(question: str, near: str | None = None) -> set[tuple[str, str]]:
    return {(reading.category, reading.place) for reading in TOWN.ask(question, near).choices}


def test_two_matters_at_two_places_are_the_pairs_that_were_said() -> None:
    said = pairs("3号楼停电了,5号楼下水道堵了", "bjxq")
    assert said == {("power.outage", "bjxq.3"), ("water.sewer", "bjxq.5")}


def test_the_same_matter_at_a_further_place_is_a_choice() -> None:
    assert pairs("3号楼停电了,5号楼也是", "bjxq") == {("power.outage", "bjxq.3"), ("power.outage", "bjxq.5")}


def test_without_a_place_or_a_matter_the_problem_tells_what_was_heard() -> None:
    no_place = TOWN.ask("下水道堵了")
    assert (no_place.problem, no_place.heard_category) == (Problem.NO_PLACE, "water.sewer")
    no_matter = TOWN.ask("滨江小区3号楼")
    assert (no_matter.problem, no_matter.heard_place) == (Problem.NO_MATTER, "bjxq.3")
    unknown = TOWN.ask("金桂苑停电", "bjxq")
    assert (unknown.problem, unknown.place, unknown.choices) == (Problem.UNKNOWN_PLACE, None, ())


def test_it_is_explained_which_words_led_to_what() -> None:
    told = TOWN.ask("靠东门那边的5号楼停电了", "bjxq")
    found = {hint.meant: (hint.words, hint.keys) for hint in told.hints}
    assert found[Meant.LANDMARK] == ("东门", ("bjxq.gate_e",))
    assert found[Meant.PLACE] == ("5号楼", ("bjxq.5",))
    assert found[Meant.MATTER] == ("停电", ("power.outage",))
    near = TOWN.ask("停电了", "bjxq").hints
    assert [(hint.words, hint.keys) for hint in near if hint.meant is Meant.NEAR] == [("", ("bjxq",))]


def test_an_emergency_is_suggested_unless_it_is_denied() -> None:
    assert TOWN.ask("滨江小区3号楼着火了").urgent_suggested
    assert not TOWN.ask("滨江小区3号楼楼道灯不亮").urgent_suggested


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("昨晚谁值班", "2025-06-15 20:00"),
        ("明天早上9点是谁负责电梯", "2025-06-17 09:00"),
        ("昨天半夜三点谁值班", "2025-06-15 03:00"),
        ("下周一谁值班", "2025-06-23 10:00"),
        ("who will be on duty tomorrow at 9am", "2025-06-17 09:00"),
        ("who was responsible last night", "2025-06-15 22:00"),
        ("昨晚水管爆了谁来修", None),
        ("电梯从昨天下午开始不动", None),
        ("the lift has been stuck since yesterday", None),
        ("谁负责电梯", None),
    ],
)
def test_a_time_counts_only_when_who_was_or_will_be_responsible_is_asked(said: str, moment: str | None) -> None:
    asked = asked_moment(hear_times(read(said), NOW, "Asia/Shanghai"))
    told = None if asked is None else to_datetime(asked, HERE).strftime("%Y-%m-%d %H:%M")
    assert told == moment


def test_times_are_told_as_understood_though_they_change_nothing() -> None:
    told = TOWN.ask("滨江小区3号楼昨晚停电了")
    assert [hint.words for hint in told.hints if hint.meant is Meant.TIME] == ["昨晚"]
    assert to_datetime(told.times[0].moment, HERE).date() == datetime(2025, 6, 15, tzinfo=HERE).date()


def test_a_place_that_does_not_exist_as_near_is_told() -> None:
    with pytest.raises(NotFound, match="nowhere"):
        TOWN.ask("停电了", "nowhere")
    with pytest.raises(NotFound):
        TOWN.ask("停电了", "water.sewer")


def test_a_question_that_is_too_long_is_refused_in_words() -> None:
    assert TOWN.ask("停电" + "啊" * 9_998, "bjxq").problem is not Problem.UNKNOWN_PLACE
    with pytest.raises(LimitExceeded, match="question length"):
        TOWN.ask("啊" * 10_001)


PIECES = st.sampled_from(
    [
        *(
            "3号楼",
            "滨江",
            "小区",
            "翠湖公寓",
            "A座",
            "一期",
            "不是",
            "东门",
            "旁边的",
            "昨晚",
            "停电",
            "漏水",
            "2单元",
            "501",
            ",",
            "。",
            " ",
        ),
        *(
            "block",
            "Tower A",
            "Riverside",
            "Garden",
            "not",
            "next to",
            "'; DROP TABLE",
            "{{7*7}}",
            "🔥",
            "\x00",
            "é",
            "零",
            "第",
            "#",
            "-",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=12).map("".join))
LIGHT = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LIGHT
@given(TEXTS, st.sampled_from([None, "bjxq", "jiangwan", "chgy.a.f8.801"]))
def test_every_text_is_answered_honestly_and_always_alike(said: str, near: str | None) -> None:
    told = TOWN.ask(said, near)
    assert told == TOWN.ask(said, near)
    assert (told.category is None) == (told.place is None)
    assert sum((told.category is not None, bool(told.choices), told.problem is not None)) == 1
    assert len(told.choices) <= MOST_CHOICES
    assert len(told.choices) != 1
    assert [reading.confidence for reading in told.choices] == sorted(
        (reading.confidence for reading in told.choices), reverse=True
    )


@LIGHT
@given(st.text(alphabet="停电漏水坏了谁修灯不亮啊的,。 abc", max_size=40))
def test_a_place_that_is_neither_mentioned_nor_near_is_never_answered(said: str) -> None:
    told = TOWN.ask(said)
    assert told.place is None
    assert not told.choices
    assert TOWN.ask(said, "bjhy").place in {None, "bjhy"}


@pytest.mark.parametrize(
    "text",
    [
        "今天天气不错，我去了公园散步，回来的时候买了菜，做了饭吃。",
        "滨江花园的翠湖公寓有人说金桂苑三期3号楼不好，",
        "滨江小区3号楼2单元501停电,",
        "宾江花圆翠胡公寓阳广一期",
        "🔥🚒😀👍🏽",
        "'; DROP TABLE places; -- {{7*7}} <script>alert(1)</script> ",
        "锟斤拷烫烫烫 asdf qwer zxcv ",
        "东",
        "3",
        "3号楼和",
        "不是",
    ],
)
def test_five_thousand_characters_cost_no_more_than_their_length(text: str) -> None:
    def cost(length: int) -> float:
        said = (text * (length // len(text) + 1))[:length]
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            TOWN.ask(said, "bjxq")
            best = min(best, time.process_time() - begun)
        return best

    TOWN.ask("停电", "bjxq")
    # Five times the length may take some more than five times the time; a quadratic step would take 25 times.
    assert cost(5_000) < 12 * max(cost(1_000), 0.004)
