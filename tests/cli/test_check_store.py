"""`graphsvc check --store`: whether a store is sound, in words, as a document and by the exit code."""

from __future__ import annotations

import asyncio
from pathlib import Path

import apsw
import pytest

from graphsvc.adapters.neo4j import Neo4jStore
from graphsvc.cli import run
from tests.cli.program import Program
from tests.support import neo4j_server
from tests.support.worlds import EVERYTHING_ONCE, stating

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "tests" / "answers" / "riverside" / "bundle"
SOUND = "Revision 1 is sound: all that is derived is what it is derived from.\n"


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    return Program(capfd)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "town.db"
    assert run(["import", str(BUNDLE), "--store", f"sqlite:///{path}"]) == 0
    return path


def test_a_sound_file_is_told_to_be_sound(program: Program, file: Path) -> None:
    said = program("check", "--store", f"sqlite:///{file}")
    assert (said.code, said.out) == (0, SOUND)
    said = program("check", "--store", f"sqlite:///{file}", "--json")
    assert (said.code, said.document) == (0, {"revision": 1, "sound": True, "findings": []})


def test_a_file_whose_rows_are_not_those_of_its_log_is_told_of(program: Program, file: Path) -> None:
    connection = apsw.Connection(str(file))
    connection.execute("DELETE FROM duties WHERE key = (SELECT min(key) FROM duties)")
    connection.close()
    said = program("check", "--store", f"sqlite:///{file}")
    assert said.code == 1
    assert said.out == (
        "Revision 1 is not sound:\n  duties: the rows that are held are not those that the log leads to\n"
    )
    said = program("check", "--store", f"sqlite:///{file}", "--json")
    assert (said.code, said.document["sound"], len(said.document["findings"])) == (1, False, 1)


def test_a_neo4j_database_is_told_to_be_sound_or_what_was_done_to_it(program: Program) -> None:
    server = neo4j_server.fresh()
    url = str(server.address)

    async def fill() -> None:
        store = Neo4jStore(server.address, patience=neo4j_server.PATIENCE)
        await store.write(stating(*EVERYTHING_ONCE))
        await store.close()

    asyncio.run(fill())
    said = program("check", "--store", url)
    assert (said.code, said.out) == (0, SOUND)
    server.run("MATCH (n:Place {key: 'home-101'}) SET n.anc = ['home-101', 'city']")
    said = program("check", "--store", url)
    assert said.code == 1
    assert "the lineage of “home-101” is not that of its parents" in said.out
    server.run("MATCH (n:Place {key: 'home-101'}) SET n.anc = ['home-101', 'tower-1-1', 'tower-1', 'tower', 'city']")
    server.run("MATCH (:Place {key: 'tower'})-[r:PARENT]->() DELETE r")
    said = program("check", "--store", url)
    assert said.code == 1
    assert "the relationships of “tower” are not those of its row" in said.out


def test_a_store_that_is_not_there_is_told_of_and_not_made(program: Program, tmp_path: Path) -> None:
    said = program("check", "--store", f"sqlite:///{tmp_path / 'none.db'}")
    assert said.code == 1
    assert "none.db" in said.err
    assert not (tmp_path / "none.db").exists()


def test_one_thing_is_checked_at_a_time(program: Program, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that the environment names is the one that commands work on: a bundle can be checked nevertheless."""
    assert program("check", BUNDLE, "--store", f"sqlite:///{file}").code == 2
    assert program("check").code == 2
    monkeypatch.setenv("GRAPHSVC_STORE", f"sqlite:///{file}")
    assert program("check", BUNDLE).out.endswith("tables.\n")
    assert program("check").out == SOUND
