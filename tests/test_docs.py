"""The pages say what the program does: answers in them are real, and every command and room is told."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from graphsvc.cli import app, run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")

ANSWERS = re.findall(r"<!-- answer: (.+?) -->\n```text\n(.*?)\n```", README, flags=re.DOTALL)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> str:
    store = f"sqlite:///{tmp_path_factory.mktemp('readme') / 'town.db'}"
    assert run(["import", str(ROOT / "seed" / "C"), "--store", store]) == 0
    return store


def test_the_readme_shows_an_answer() -> None:
    assert len(ANSWERS) == 1


@pytest.mark.parametrize(("command", "shown"), ANSWERS)
def test_an_answer_in_the_readme_is_what_the_program_says(
    command: str, shown: str, town: str, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    assert run([*shlex.split(command), "--store", town]) == 0
    assert capfd.readouterr().out.strip() == shown


def test_every_command_has_a_help_text_and_stands_in_the_readme() -> None:
    for command in app.registered_commands:
        assert command.callback is not None
        assert (command.callback.__doc__ or "").strip()
        assert command.name is not None
        assert re.search(rf"(graphsvc|make) {command.name}\b", README), command.name


def test_every_room_stands_on_the_map() -> None:
    rooms = {
        path.name
        for path in (ROOT / "graphsvc").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or path.name in {"bootstrap.py", "config.py"}
    }
    assert {room for room in rooms if f"{room}" not in README} == set()
    assert {room for room in rooms if not re.search(rf"`(graphsvc/)?{re.escape(room)}(/[\w/]*)?`", README)} == set()
