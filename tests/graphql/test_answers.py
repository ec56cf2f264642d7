"""Every question of the example worlds is answered as expected, on every store."""

from __future__ import annotations

import json
from typing import Any, Final

import pytest

from graphsvc.domain.validity import read_duration, read_moment
from graphsvc.store.port import Store
from tests.graphql.asking import WORLDS, Asker, load_world

pytestmark = pytest.mark.anyio

NAMES: Final = sorted(path.parent.name for path in WORLDS.glob("*/expected.json") if path.parent.name != "bad")

QUESTION: Final = """
query Who($category: ID!, $place: ID!, $at: DateTime, $urgent: Boolean) {
  whoHandles(category: $category, place: $place, at: $at, urgent: $urgent) {
    place { key } category { key } at covered contested
    handlers { ...entry } firstContacts { ...entry } backups { ...entry } supervisors { ...entry }
    skipped { duty { key } reason }
    ladder { cyclic steps { unit { key } contacts { key } contactsTotal channel reachable after dueAt } }
  }
}
fragment entry on Assignment {
  duty { key capacity } unit { key } post { key } people { key } peopleTotal channel placeSteps categorySteps open
}
"""


def test_there_are_eight_worlds() -> None:
    assert len(NAMES) == 8


@pytest.mark.parametrize("name", NAMES)
async def test_a_world_is_answered_as_expected(store: Store, name: str) -> None:
    await load_world(store, name)
    asker = Asker(store)
    questions = json.loads((WORLDS / name / "expected.json").read_text(encoding="utf-8"))["questions"]
    assert len(questions) == 40
    for question in questions:
        asked = {part: question[part] for part in ("category", "place", "at", "urgent")}
        found = (await asker.data(QUESTION, **asked))["whoHandles"]
        assert compared(found) == compared(question["answer"]), asked


def compared(answer: dict[str, Any]) -> dict[str, Any]:
    """Moments and lengths of time are compared as such, however they are written."""
    steps = [
        step
        | {
            "after": None if step["after"] is None else read_duration(step["after"]),
            "dueAt": None if step["dueAt"] is None else read_moment(step["dueAt"], "UTC"),
        }
        for step in answer["ladder"]["steps"]
    ]
    return answer | {"at": read_moment(answer["at"], "UTC"), "ladder": answer["ladder"] | {"steps": steps}}
