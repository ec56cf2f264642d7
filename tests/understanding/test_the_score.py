"""The score itself: it tells exact from wrong, and wrong from confidently wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.understanding import (
    MOST_CHOICES,
    Question,
    Scored,
    Verdict,
    expectation,
    read_questions,
    score,
    share,
    table,
    tell_misses,
)


class Said(NamedTuple):
    """What a recogniser might say."""

    category: str | None = None
    place: str | None = None
    choices: Sequence[tuple[str, str, float]] = ()
    problem: str | None = None
    heard_category: str | None = None
    heard_place: str | None = None


ONE = {"category": "lift", "place": "a.1"}
TWO = {"choices": [{"category": "lift", "place": "a.1"}, {"category": "lift", "place": "b.1"}]}
UNKNOWN = {"none": True, "problem": "UNKNOWN_PLACE", "category": "lift"}
NO_MATTER = {"none": True, "problem": "NO_MATTER", "place": "a.1"}
NO_PLACE = {"none": True, "problem": "NO_PLACE", "category": "lift"}
NOTHING = {"none": True}
BOTH = (("lift", "b.1", 0.5), ("lift", "a.1", 0.5))
MORE = tuple(("lift", f"c.{number}", 0.1) for number in range(MOST_CHOICES - 2))
EXACT, WRONG, CONFIDENT = Verdict.EXACT, Verdict.WRONG, Verdict.CONFIDENTLY_WRONG


def asked(expect: dict[str, Any], *tags: str, name: str = "q-1") -> Question:
    return Question(name, "电梯坏了", None, expectation(expect), tags)


@pytest.mark.parametrize(
    ("expect", "said", "verdict"),
    [
        (ONE, Said("lift", "a.1"), EXACT),
        (ONE, Said("lift", "b.1"), CONFIDENT),
        (ONE, Said("fire", "a.1"), CONFIDENT),
        (ONE, Said(choices=BOTH), WRONG),
        (ONE, Said(problem="NO_PLACE", heard_category="lift"), WRONG),
        (ONE, Said(heard_category="lift", heard_place="a.1"), WRONG),
        (ONE, Said(category="lift"), WRONG),
        (TWO, Said(choices=BOTH), EXACT),
        (TWO, Said(choices=(*BOTH, *MORE)), EXACT),
        (TWO, Said(choices=(*BOTH, *MORE, ("lift", "d", 0.1))), WRONG),
        (TWO, Said(choices=BOTH[:1]), WRONG),
        (TWO, Said("lift", "a.1"), CONFIDENT),
        (TWO, Said("lift", "a.1", BOTH), CONFIDENT),
        (NOTHING, Said(), EXACT),
        (NOTHING, Said(problem="NO_MATTER"), EXACT),
        (NOTHING, Said(problem="UNKNOWN_PLACE", heard_place="a.1"), EXACT),
        (NOTHING, Said(choices=BOTH), WRONG),
        (NOTHING, Said("lift", "a.1"), CONFIDENT),
        (UNKNOWN, Said(problem="UNKNOWN_PLACE", heard_category="lift"), EXACT),
        (UNKNOWN, Said(problem="UNKNOWN_PLACE"), EXACT),
        (UNKNOWN, Said(problem="NO_PLACE", heard_category="lift"), WRONG),
        (UNKNOWN, Said(), WRONG),
        (UNKNOWN, Said("lift", "a.1", problem="UNKNOWN_PLACE"), CONFIDENT),
        (UNKNOWN, Said(choices=BOTH, problem="UNKNOWN_PLACE"), WRONG),
        (NO_MATTER, Said(problem="NO_MATTER", heard_place="a.1"), EXACT),
        (NO_MATTER, Said(problem="NO_MATTER", heard_place="b.1"), WRONG),
        (NO_MATTER, Said(problem="NO_MATTER"), WRONG),
        (NO_PLACE, Said(problem="NO_PLACE", heard_category="lift"), EXACT),
        (NO_PLACE, Said(problem="NO_PLACE", heard_category="fire"), WRONG),
        (NO_PLACE, Said(problem="NO_MATTER", heard_category="lift"), WRONG),
        (NO_PLACE, Said("lift", "a.1"), CONFIDENT),
    ],
)
def test_the_verdict_is_as_agreed(expect: dict[str, Any], said: Said, verdict: Verdict) -> None:
    assert score(asked(expect), said) is verdict


@pytest.mark.parametrize(
    "written",
    [
        {},
        {"category": "lift"},
        {"category": "lift", "place": None},
        {**ONE, "problem": "NO_PLACE"},
        {"choices": []},
        {"choices": [ONE]},
        {"choices": [ONE, ONE]},
        {"none": False},
        {"none": True, "problem": "LOST"},
        {"none": True, "problem": "NO_MATTER", "category": "lift"},
        {"none": True, "problem": "NO_PLACE"},
        {"none": True, "category": "lift"},
    ],
)
def test_an_expectation_of_another_form_is_refused(written: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no such expectation"):
        expectation(written)


def test_a_malformed_line_is_told_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    good = '{"id": "1", "question": "?", "near": null, "expect": {"none": true}, "tags": []}\n'
    for bad in ("nonsense\n", "{}\n", good.replace("true", "false"), good.replace('"near": null, ', "")):
        file.write_text(good + bad, encoding="utf-8")
        with pytest.raises(ValueError, match=r"q\.jsonl, line 2"):
            read_questions(file)


def test_the_table_counts_a_question_under_each_of_its_tags_and_the_weakest_come_first() -> None:
    scores = [
        Scored(asked(ONE, "near", "english"), EXACT),
        Scored(asked(ONE, "near"), WRONG),
        Scored(asked(ONE, "near", "typo"), CONFIDENT),
    ]
    lines = [line.split() for line in table(scores).splitlines()]
    assert lines[1:] == [
        ["(all)", "1", "/", "3", "33%", "1"],
        ["typo", "0", "/", "1", "0%", "1"],
        ["near", "1", "/", "3", "33%", "1"],
        ["english", "1", "/", "1", "100%", "0"],
    ]
    assert share(scores, CONFIDENT) == pytest.approx(1 / 3)
    assert share([], EXACT) == 0
    assert len(table([]).splitlines()) == 1


def test_the_misses_are_told_with_the_confidently_wrong_first() -> None:
    scores = [
        Scored(asked(ONE, name="q-1"), WRONG),
        Scored(asked(ONE, name="q-2"), EXACT),
        Scored(asked(ONE, name="q-3"), CONFIDENT),
    ]
    told = tell_misses(scores, {f"q-{number}": Said("fire", "a.1") for number in (1, 2, 3)})
    assert [line.split()[0] for line in told.splitlines() if not line.startswith(" ")] == ["q-3", "q-1"]
    assert "category='fire'" in told
