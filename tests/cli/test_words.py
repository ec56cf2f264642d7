"""`graphsvc ask`, as people and other programs use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from graphsvc.cli import run

WORLD: Final = Path(__file__).parent.parent / "answers" / "riverside" / "bundle"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('words') / 'town.db'}"
    assert run(["import", str(WORLD), "--store", url]) == 0
    return url


def test_the_answer_is_told_in_the_language_of_the_question(capfd: pytest.CaptureFixture[str], store: str) -> None:
    capfd.readouterr()
    assert run(["ask", "滨江小区3号楼下水道堵了找谁", "--store", store]) == 0
    chinese = capfd.readouterr().out
    assert chinese.startswith("滨江小区3号楼的下水道由")
    assert "小时内响应" in chinese
    assert "理由：" in chinese
    assert run(["ask", "the sewer is blocked in block 3, Riverside Estate", "--store", store]) == 0
    english = capfd.readouterr().out
    assert english.startswith("Building 3, Riverside Estate: Sewer is handled by")
    assert "Why: " in english
    assert run(["ask", "滨江小区3号楼下水道堵了找谁", "--lang", "en", "--store", store]) == 0
    assert capfd.readouterr().out.startswith("Building 3")


def test_near_at_and_urgent_count_as_in_the_api(capfd: pytest.CaptureFixture[str], store: str) -> None:
    capfd.readouterr()
    arguments = ["--near", "bjxq", "--at", "2025-05-01T03:00", "--urgent", "--json", "--store", store]
    assert run(["ask", "3号楼停电了", *arguments]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["answer"]["place"]["key"] == "bjxq.3"
    assert told["at"].startswith("2025-05-01T03:00")
    assert told["explanation"][0]["words"] == "3号楼"
    assert {
        "question",
        "choices",
        "problem",
        "heardCategory",
        "heardPlace",
        "urgentSuggested",
        "text",
        "textEn",
    } <= set(told)


def test_a_question_back_is_no_error_but_an_unknown_near_is(capfd: pytest.CaptureFixture[str], store: str) -> None:
    capfd.readouterr()
    assert run(["ask", "3号楼停电了", "--store", store]) == 0
    assert "阳光一期3号楼：停电" in capfd.readouterr().out
    assert run(["ask", "停电了", "--near", "nowhere", "--store", store]) == 2
    assert "nowhere" in capfd.readouterr().err
