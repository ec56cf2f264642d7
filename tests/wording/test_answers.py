"""Answers in words: whole sentences in both languages, for a gap and a problem as for an answer."""

from __future__ import annotations

import pytest

from graphsvc.questions.responsibility import NO_LADDER, Answer
from graphsvc.questions.understanding.hints import Hint, Meant
from graphsvc.questions.understanding.readings import Problem, Reading, Understanding
from graphsvc.wording.answers import tell_answer_in_words
from graphsvc.wording.lengths import tell_length
from graphsvc.wording.names import Called, Lang
from graphsvc.wording.understood import tell_reasons, tell_understanding

NAMES = {"b3": Called("滨江3号楼", "Building 3, Rivers"), "lift": Called("电梯", "Lifts")}
GAP = Answer("b3", "lift", 0, [], [], [], [], [], contested=False, ladder=NO_LADDER)


@pytest.mark.parametrize(
    ("understood", "chinese", "english"),
    [
        (
            Understanding(problem=Problem.NO_PLACE, heard_category="lift"),
            "听明白了是“电梯”，但没有听出在哪里。请说出小区和楼号。",
            "This is about “Lifts”, but it does not say where. Please name the estate and the building.",
        ),
        (
            Understanding(problem=Problem.NO_MATTER),
            "没有听出是什么事。请说说出了什么问题。",
            "It does not say what the matter is. Please tell what is wrong.",
        ),
        (
            Understanding(problem=Problem.NO_MATTER, heard_place="b3"),
            "听明白了是滨江3号楼，但没有听出是什么事。请说说出了什么问题。",
            "This is about Building 3, Rivers, but it does not say what the matter is. Please tell what is wrong.",
        ),
        (
            Understanding(problem=Problem.UNKNOWN_PLACE, hints=(Hint("金桂苑", Meant.UNKNOWN),)),
            "没有找到“金桂苑”。请核对小区名和楼号。",
            "There is no “金桂苑” here. Please check the name of the estate and the number of the building.",
        ),
        (
            Understanding(choices=(Reading("lift", "b3", 0.5), Reading("lift", "x", 0.5))),
            "可能有几种意思，您问的是哪一个？\n1. 滨江3号楼：电梯\n2. x：电梯",
            "This may mean several things. Which one?\n1. Building 3, Rivers: Lifts\n2. x: Lifts",
        ),
        (Understanding("lift", "b3"), "", ""),
    ],
)
def test_what_was_not_understood_is_a_plain_sentence(understood: Understanding, chinese: str, english: str) -> None:
    assert tell_understanding(understood, NAMES, Lang.ZH) == chinese
    assert tell_understanding(understood, NAMES, Lang.EN) == english


def test_a_gap_is_told_as_one() -> None:
    understood = Understanding(
        "lift", "b3", hints=(Hint("电梯坏", Meant.MATTER, ("lift",)), Hint("着火", Meant.URGENT))
    )
    told = tell_answer_in_words(understood, GAP, NAMES, {}, Lang.ZH, "UTC", now=0)
    assert told.splitlines() == [
        "滨江3号楼的电梯现在没有人负责。",
        "理由：“电梯坏”指电梯。",
        "听起来情况紧急（“着火”）：如果不能等，请按紧急来问。",
    ]
    told = tell_answer_in_words(understood, GAP, NAMES, {}, Lang.EN, "UTC", now=60_000_000)
    assert told.splitlines()[0] == "Building 3, Rivers: nobody handles Lifts (as of 1970-01-01 00:00)."


def test_where_nothing_was_said_of_the_place_the_reasons_say_so() -> None:
    understood = Understanding(hints=(Hint("", Meant.NEAR, ("b3",)),))
    assert tell_reasons(understood, NAMES, Lang.ZH) == ("理由：没有另说地点，就按您所在的滨江3号楼。",)
    assert tell_reasons(understood, NAMES, Lang.EN) == (
        "Why: no other place was named, so where you are: Building 3, Rivers.",
    )


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (7_200, "2小时", "2 hours"),
        (5_400, "1小时30分钟", "1 hour 30 minutes"),
        (86_400, "1天", "1 day"),
        (45, "45秒", "45 seconds"),
        (0, "0秒", "0 seconds"),
    ],
)
def test_a_length_of_time_is_told_in_words(seconds: int, chinese: str, english: str) -> None:
    assert (tell_length(seconds, Lang.ZH), tell_length(seconds, Lang.EN)) == (chinese, english)
