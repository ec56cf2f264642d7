"""How well questions in words are understood: the public set and our own, by tag, with the wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.asking_words import MORE_QUESTIONS, QUESTIONS, scored
from tests.support.understanding import Verdict, read_questions, share, table, tell_misses

EXACT = 0.92
CONFIDENTLY_WRONG = 0.02


@pytest.mark.parametrize(("name", "file"), [*QUESTIONS.items(), *MORE_QUESTIONS.items()])
def test_enough_questions_are_understood_exactly_and_hardly_any_confidently_wrong(
    name: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = read_questions(file)
    scores, said = scored(name, questions)
    told = f"{file.stem}, of {name}\n{table(scores)}\n{tell_misses(scores, said)}"
    with capsys.disabled():
        print(f"\n{told}")  # noqa: T201  (the score is meant to be read)
    assert len(scores) >= 50
    assert share(scores, Verdict.EXACT) >= EXACT, told
    assert share(scores, Verdict.CONFIDENTLY_WRONG) <= CONFIDENTLY_WRONG, told
