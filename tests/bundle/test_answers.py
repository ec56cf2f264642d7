"""The bundles with known outcomes: each bad one is refused for its reason alone, the others are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphsvc.bundle.folder import read_bundle
from graphsvc.domain.errors import Refused
from graphsvc.domain.kinds import Table

ANSWERS = Path(__file__).parents[1] / "answers"
BAD: list[dict[str, Any]] = json.loads((ANSWERS / "bad" / "expected.json").read_text(encoding="utf-8"))
WORLDS = sorted(path.parent for path in ANSWERS.glob("*/bundle"))


@pytest.mark.parametrize("case", BAD, ids=lambda case: str(case["name"]))
def test_a_bad_bundle_is_refused_for_its_one_defect_and_nothing_else(case: dict[str, Any]) -> None:
    expected = case["error"]
    also_right = expected.get("or", {})
    with pytest.raises(Refused) as refused:
        read_bundle(ANSWERS / "bad" / case["name"])
    (problem,) = refused.value.problems
    for member in ("code", "table", "row", "column", "value"):
        assert getattr(problem, member) in [expected[member], *also_right.get(member, [])], member
    assert not refused.value.truncated
    assert problem.message


def test_every_bad_bundle_is_listed() -> None:
    assert {case["name"] for case in BAD} == {path.name for path in (ANSWERS / "bad").iterdir() if path.is_dir()}


@pytest.mark.parametrize("world", WORLDS, ids=lambda path: str(path.name))
def test_a_sound_world_is_read_with_every_row_that_is_not_empty(world: Path) -> None:
    with read_bundle(world / "bundle") as bundle:
        counted = {table: sum(1 for _ in bundle.rows(table)) for table in Table}
        assert bundle.count == sum(counted.values())
    for table in Table:
        file = world / "bundle" / f"{table}.csv"
        lines = file.read_text(encoding="utf-8").split("\n")[1:] if file.exists() else []
        assert counted[table] == sum(1 for line in lines if line.strip("\r, "))
