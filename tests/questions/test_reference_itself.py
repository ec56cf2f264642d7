"""The naive reference answers every example question as expected, so it may judge the service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.reference.cells import World, comparable
from tests.reference.naive import who_handles
from tests.reference.raw import read_folder

ANSWERS = Path(__file__).parent.parent / "answers"
WORLDS = sorted(path.parent.name for path in ANSWERS.glob("*/bundle") if (path.parent / "expected.json").exists())


def test_all_eight_worlds_are_here() -> None:
    assert len([name for name in WORLDS if name.startswith(("small-", "medium-", "edgy-"))]) == 8


@pytest.mark.parametrize("name", [name for name in WORLDS if name.startswith(("small-", "medium-", "edgy-"))])
def test_reference_answers_the_examples(name: str) -> None:
    world = World(read_folder(ANSWERS / name / "bundle"))
    questions = json.loads((ANSWERS / name / "expected.json").read_text(encoding="utf-8"))["questions"]
    assert len(questions) == 40
    for question in questions:
        answer = who_handles(world, question["category"], question["place"], question["at"], urgent=question["urgent"])
        assert comparable(answer) == comparable(question["answer"])
