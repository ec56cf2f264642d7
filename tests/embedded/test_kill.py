"""kill -9 at any point: no acknowledged write is lost, none is there by half, index and log agree with the state."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.domain.entities import Row
from graphsvc.domain.kinds import Table
from tests.support.killed_writer import rows_of_revision
from tests.support.worlds import rows_of

pytestmark = pytest.mark.anyio

ROUNDS = 20
ROOT = Path(__file__).parents[2]


def kill_a_writer(file: Path, chance: random.Random, *, inside: bool) -> tuple[int, bool]:
    """Let a writer work and kill it; give the last revision that it acknowledged and whether it was inside a write."""
    command = [sys.executable, "-m", "tests.support.killed_writer", str(file), "wait" if inside else "run"]
    steps, acknowledged, entered = chance.randint(1, 5), 0, False
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        for line in writer.stdout:
            what, number = line.split()
            if what == "ack":
                acknowledged, entered = int(number), False
                steps -= 0 if inside else 1
            else:
                entered = True
                steps -= 1 if inside else 0
                if inside and steps:
                    writer.stdin.write("go on\n")
                    writer.stdin.flush()
            if not steps:
                break
        writer.kill()
        # What it still said before the signal reached it counts.
        for line in writer.stdout:
            what, number = line.split()
            acknowledged, entered = (int(number), False) if what == "ack" else (acknowledged, True)
    assert writer.returncode == -9
    return acknowledged, entered


async def test_acknowledged_writes_survive_a_kill_at_any_point(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(20)
    between, revision = 0, 0
    for number in range(ROUNDS):
        acknowledged, entered = kill_a_writer(file, chance, inside=number % 2 == 0)
        between += entered
        acknowledged = max(acknowledged, revision)
        store = EmbeddedStore.open(file)
        revision = store.revision
        # The one write under way at the end may have reached the disk without being acknowledged.
        assert acknowledged <= revision <= acknowledged + (0 if entered and number % 2 == 0 else 1)
        assert await store.verify() == ()
        crowd = revision - (revision - 1) % 3
        expected: dict[Table, list[Row]] = {table: rows_of(table, rows_of_revision(crowd)) for table in Table}
        expected[Table.CATEGORIES] = rows_of(Table.CATEGORIES, rows_of_revision(revision))
        for table in Table:
            assert [row async for row in store.rows(table)] == (expected[table] if revision else [])
        await store.close()
    with capsys.disabled():
        print(f"\n{between} of {ROUNDS} kills came between BEGIN and COMMIT; {revision} revisions are there")  # noqa: T201  (told on purpose)
    assert between * 2 >= ROUNDS
    assert revision > ROUNDS
