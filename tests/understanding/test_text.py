"""How a question is read, cut into clauses, and what it denies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.questions.understanding.clauses import denied, split
from graphsvc.questions.understanding.text import read


@pytest.mark.parametrize(
    ("said", "folded"),
    [
        ("３號樓", "3号楼"),
        ("電梯把人困在裡面了", "电梯把人困在里面了"),
        ("Ａ棟1203", "a栋1203"),
        ("3️⃣号楼💦漏水", "3号楼 漏水"),
        ("下\u200b水道", "下水道"),
        ("It’s NOT “block 3”", 'it\'s not "block 3"'),
        ("  a\t b  ", "a b"),
        ("cafe\u0301", "cafe"),
        ("漏水\x00\x07了", "漏水 了"),
        ("👍👍", ""),
        ("", ""),
    ],
)
def test_width_case_script_and_what_cannot_be_read_make_no_difference(said: str, folded: str) -> None:
    assert read(said).folded == folded


@given(st.text(max_size=60))
def test_every_folded_character_knows_where_it_was_said(said: str) -> None:
    text = read(said)
    assert len(text.origin) == len(text.folded) + 1
    assert list(text.origin) == sorted(text.origin)
    assert text.origin[-1] == len(said)


@given(st.text(max_size=60))
def test_what_is_folded_stays_as_it_is(said: str) -> None:
    folded = read(said).folded
    assert read(folded).folded == folded


def test_the_words_of_a_span_are_told_as_they_were_said() -> None:
    text = read("３號樓💦漏水")
    begin = text.folded.index("号")
    assert text.words(begin, begin + 2) == "號樓"


def test_clauses_end_at_commas_and_stops_but_not_within_numbers() -> None:
    text = read("Bldg 5.2, lift stuck. 楼道黑，怎么办？\n急")
    assert [text.words(*clause) for clause in split(text)] == ["Bldg 5.2", "lift stuck", "楼道黑", "怎么办", "急"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("不是3号楼,是5号楼", ["3号楼"]),
        ("不是漏水是返水", ["漏水"]),
        ("不是3号楼 是5号楼", ["3号楼"]),
        ("没停电，是楼道灯不亮", ["停电"]),
        ("電梯沒問題，是門禁壞了", ["電梯"]),
        ("水正常，就是没电", ["水"]),
        ("3号楼不是，5号楼才是", ["3号楼"]),
        ("我不是要问停车费，我是问物业费", ["停车费"]),
        ("not the lift but the door", ["the lift"]),
        ("It's not block 3, it's block 5", ["block 3"]),
        ("no fire, just a smell", ["fire"]),
        ("别和一期弄混了，楼道很脏", ["一期弄混了"]),
        ("Tower 3, not to be confused with Tower B", ["Tower B"]),
        ("the power is not out, it's the lamp", ["out"]),
        ("The lights are fine but the door is stuck", ["The lights"]),
    ],
)
def test_what_is_denied_is_told(said: str, told: list[str]) -> None:
    text = read(said)
    assert [text.words(*span) for span in denied(text)] == told


@pytest.mark.parametrize(
    "said",
    [
        "没水了", "没电", "没人打扫", "没有扶手", "没修好", "门关不上，不正常", "是不是停电了", "有没有停水",
        "停没停电", "漏不漏水", "这不是漏水吗", "电梯不是很稳", "不停漏水", "no water", "no power",
        "the lift isn't working", "the toilet won't flush", "isn't the heating on yet?", "there is no smoke detector",
    ],
)  # fmt: skip
def test_a_lack_and_a_question_deny_nothing(said: str) -> None:
    assert denied(read(said)) == ()
