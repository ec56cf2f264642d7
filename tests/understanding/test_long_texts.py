"""Long texts: what one costs grows with its length, whatever stands in it, and what it says is told honestly."""

from __future__ import annotations

import time

import pytest

from tests.support.asking_words import town

SHORT, LONG = 600, 9_600
LINEAR = LONG / SHORT
MOST = 5 * LINEAR  # far above what noise adds, far below what going to and fro costs: the square of LINEAR
ATTEMPTS = 3

REPEATED = (
    *(
        "3-2-501-",
        "3、5、",
        "3号、5号、",
        "A、B、",
        "towers A and B and ",
        "1234567890",
        "1",
        "三",
        "a",
        "a1",
        "第",
        "东",
    ),
    *("不是3号楼，", "不是3号楼", "没停电没漏水", "都也倒是", "not really ", " is perfectly still", "好的", "没问题的"),
    *(
        "滨江花园翠湖公寓阳光一期",
        "Maple Court ",
        "下水道堵了",
        "今天晚上三点半",
        "为什么",
        "路过",
        "，",
        ".",
        "(",
        "-",
    ),
    *("东", "(", "-", "#3", "no. ", "third ", "phase i", "\n", "3\n", "block \n", "🔥", "\u200b"),
)


def cost(text: str) -> float:
    """Give the least CPU time of some attempts."""
    taken = []
    for _ in range(ATTEMPTS):
        begin = time.process_time()
        town("riverside").ask(text)
        taken.append(time.process_time() - begin)
    return min(taken)


@pytest.mark.parametrize("said", REPEATED)
def test_what_a_text_costs_grows_with_its_length_and_not_with_the_square_of_it(said: str) -> None:
    short, long = ((said * (length // len(said) + 1))[:length] for length in (SHORT, LONG))
    town("riverside").ask(short)
    assert cost(long) <= MOST * max(cost(short), 0.0002)


@pytest.mark.parametrize("said", ["block", "3", "not ", "3号楼", "no. 3 building", "门口\n吗"])
def test_a_long_gap_behind_a_word_is_passed_over_once(said: str) -> None:
    short, long = (said + "\n" * length + said for length in (SHORT, LONG))
    assert cost(long) <= MOST * max(cost(short), 0.0002)


def test_what_a_long_text_is_about_is_heard_behind_much_that_is_said_besides() -> None:
    said = "今天天气不错，我去了公园散步，回来的时候买了菜。" * 200 + "滨江小区3号楼停电了。"
    told = town("riverside").ask(said)
    assert (told.category, told.place) == ("power.outage", "bjxq.3")
