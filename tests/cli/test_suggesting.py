"""The commands about suggestions, as planners and other programs use them; on a small town of the seeds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from graphsvc.cli import run
from tests.cli.program import Program

SEED: Final = Path(__file__).parents[2] / "seed" / "C"
AT: Final = ("--at", "2026-11-22T10:00")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store that holds a town."""
    url = f"sqlite:///{tmp_path_factory.mktemp('suggesting') / 'town.db'}"
    assert run(["import", str(SEED), "--store", url]) == 0
    return url


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str], store: str) -> Program:
    return Program(capfd, "--store", store, *AT)


def test_candidates_for_a_vacant_post_are_told_with_their_reasons(program: Program) -> None:
    said = program("candidates", "po.jinxiu-jy.9.head", "--first", "2")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("Building 9, Brocade Homes: a seat of the post Head of Building 9")
    assert "1. 薛泽义  ps.jinxiu-jy.46" in lines
    assert "   Lives at Building 9, Brocade Homes (right there)." in lines
    assert "   Would then have 2 of at most 4 posts, 0 of 15 paired households, 2 of 12 direct reports." in lines
    assert lines[-1] == "There may be more after these; --first tells more of them."


def test_candidates_for_a_matter_and_for_a_household_are_found_by_their_keys(program: Program) -> None:
    lifts = program("candidates", "mingyue-yn", "lift", "--json").document
    assert lifts["gap"]["kind"] == "UNHANDLED"
    best = lifts["candidates"][0]
    assert (best["person"], best["unit"]["key"]) == (None, "u.xinghe-ge.pm")
    assert [each["reason"] for each in best["reasons"]] == ["HANDLES_SAME_MATTER"]
    home = program("candidates", "jinxiu-jy.9.2.202", "--json").document
    assert home["gap"]["kind"] == "UNPAIRED_HOUSEHOLD"
    assert len(home["candidates"]) == 10
    assert all(each["unit"] is None for each in home["candidates"])


def test_a_plan_is_told_by_kind_with_who_and_why(program: Program) -> None:
    said = program("plan", "--within", "jinxiu-jy")
    assert said.code == 0
    assert said.out.startswith("A plan for 13 gaps · 锦绣家园 (Brocade Homes) · 2026-11-22T10:00:00+08:00\n")
    assert "13 proposals; 0 gaps left open. Nothing is changed." in said.out
    assert "Vacant seats  (8 proposals)" in said.out
    assert "Households in need of care  (5 proposals)" in said.out
    assert "jinxiu-jy.9 · po.jinxiu-jy.9.head → ps.jinxiu-jy." in said.out


def test_a_plan_as_json_has_every_gap_once(program: Program) -> None:
    told = program("plan", "--json").document
    assert (told["gaps"], len(told["placings"]), told["leftOpen"]) == (35, 35, [])
    assert told["within"] is None
    few = program("plan", "--json", "--kind", "vacant_post").document
    assert {each["gap"]["kind"] for each in few["placings"]} == {"VACANT_POST"}
    (cleaner,) = (each for each in few["placings"] if each["gap"]["post"]["key"] == "po.jinxiu-jy.cleaner")
    assert set(cleaner["candidate"]) == {"person", "unit", "reasons"}
    assert {"reason", "steps", "place", "message", "messageEn"} <= set(cleaner["candidate"]["reasons"][0])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["candidates", "po.jinxiu-jy.electrician"], "has no vacant seat at that moment"),
        (["candidates", "jinxiu-jy.9"], "at that moment no household with a care need"),
        (["candidates", "jinxiu-jy", "lift"], "nothing of “lift” is without a handler at “jinxiu-jy”"),
        (["candidates", "nobody"], "no post or household has the key “nobody”"),
        (["candidates", "nowhere", "lift"], "no place has the key “nowhere”"),
        (["candidates", "jinxiu-jy", "nothing"], "no category has the key “nothing”"),
        (["candidates", "a", "b", "c"], "a place and a category"),
        (["candidates", "po.jinxiu-jy.9.head", "--first", "0"], "--first is a number from 1 to 100"),
        (["plan", "--within", "nowhere"], "no place has the key “nowhere”"),
        (["plan", "--kind", "THIN"], "nobody can take on a gap of the kind THIN"),
        (["plan", "--kind", "NOTHING"], "is no kind of gap"),
    ],
)
def test_bad_input_is_told_in_words(program: Program, arguments: list[str], words: str) -> None:
    said = program(*arguments)
    assert said.code == 2
    assert words in said.err
    assert not said.out
