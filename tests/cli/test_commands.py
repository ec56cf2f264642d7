"""The command line as other programs use it: documents on standard output, words on standard error, exit codes."""

from __future__ import annotations

import filecmp
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from graphsvc import __version__
from tests.cli.program import Program

ANSWERS = Path(__file__).parent.parent / "answers"
BAD = json.loads((ANSWERS / "bad" / "expected.json").read_text(encoding="utf-8"))
RIVERSIDE = ANSWERS / "riverside" / "bundle"
TABLES = [
    "places", "categories", "units", "posts", "persons", "memberships", "absences", "duties", "escalations", "pairings",
    "policy",
]  # fmt: skip


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setenv("COLUMNS", "200")
    return Program(capfd)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'town.db'}"


@pytest.fixture
def riverside(program: Program, store: str) -> str:
    assert program("import", RIVERSIDE, "--store", store).code == 0
    return store


@pytest.mark.parametrize("case", BAD, ids=[case["name"] for case in BAD])
def test_a_bad_bundle_is_refused_with_its_error_and_nothing_is_written(
    case: dict[str, Any], program: Program, tmp_path: Path, store: str
) -> None:
    for command in (["check"], ["import", "--store", store]):
        said = program(*command, ANSWERS / "bad" / case["name"], "--json")
        assert said.code == 2
        assert set(said.document) == {"errors", "truncated"}
        assert any(_is_expected(error, case["error"]) for error in said.document["errors"]), said.document
    assert list(tmp_path.iterdir()) == []


def _is_expected(error: dict[str, Any], expected: dict[str, Any]) -> bool:
    others = expected.get("or", {})
    return all(
        error[member] == expected[member] or error[member] in others.get(member, [])
        for member in ("code", "table", "row", "column")
    )


def test_a_bad_bundle_is_told_in_words_with_its_place(program: Program) -> None:
    said = program("check", ANSWERS / "bad" / "covers_unknown")
    assert said.code == 2
    assert said.out == ""
    assert "units, row 4, column covers: " in said.err
    assert "[UNKNOWN_KEY]" in said.err


def test_the_version_is_told_without_a_command(program: Program) -> None:
    told = program("--version")
    assert (told.code, told.out, told.err) == (0, f"graphsvc {__version__}\n", "")


def test_check_counts_the_rows_of_a_sound_bundle(program: Program) -> None:
    document = program("check", RIVERSIDE, "--json").document
    assert document["revision"] is None
    assert document["added"]["places"] == 151
    assert list(document["added"]) == TABLES
    assert (document["changed"], document["ended"], document["unchanged"]) == ({}, {}, 0)


def test_the_second_import_changes_nothing_and_makes_no_revision(program: Program, store: str) -> None:
    first = program("import", RIVERSIDE, "--store", store, "--json").document
    second = program("import", RIVERSIDE, "--store", store, "--json").document
    assert first["revision"] == second["revision"] == 1
    assert (second["added"], second["changed"], second["ended"]) == ({}, {}, {})
    assert second["unchanged"] == sum(first["added"].values())


@pytest.mark.parametrize("world", sorted(path.name for path in ANSWERS.iterdir() if (path / "bundle").is_dir()))
def test_export_then_import_into_an_empty_store_then_export_gives_the_same_files(
    world: str, program: Program, tmp_path: Path, store: str
) -> None:
    other = f"sqlite:///{tmp_path / 'other.db'}"
    assert program("import", ANSWERS / world / "bundle", "--store", store).code == 0
    assert program("export", "--store", store, "--out", tmp_path / "once").code == 0
    assert program("import", tmp_path / "once", "--store", store, "--json").document["revision"] == 1
    assert program("import", tmp_path / "once", "--store", other).code == 0
    assert program("export", "--store", other, "--out", tmp_path / "twice").code == 0
    names = sorted(path.name for path in (tmp_path / "once").iterdir())
    assert names == sorted(path.name for path in (tmp_path / "twice").iterdir())
    assert filecmp.cmpfiles(tmp_path / "once", tmp_path / "twice", names, shallow=False) == (names, [], [])


def test_a_dry_run_shows_the_difference_and_writes_nothing(program: Program, tmp_path: Path, store: str) -> None:
    dry = program("import", RIVERSIDE, "--store", store, "--dry-run", "--json").document
    assert dry["added"]["duties"] == 143
    assert list(tmp_path.iterdir()) == []
    assert program("import", RIVERSIDE, "--store", store, "--json").document["added"] == dry["added"]


def test_settings_are_told_when_they_change_and_stay_when_nothing_is_said_of_them(
    program: Program, tmp_path: Path, store: str
) -> None:
    bundle = tmp_path / "bundle"
    shutil.copytree(RIVERSIDE, bundle)
    assert program("import", bundle, "--store", store, "--json").document["changed"] == {}
    (bundle / "bundle.json").write_text('{"name": "renamed"}', encoding="utf-8")
    for dry in (["--dry-run"], []):
        assert program("import", bundle, "--store", store, *dry, "--json").document["changed"] == {"bundle.json": 1}
    (bundle / "bundle.json").unlink()
    document = program("import", bundle, "--store", store, "--json").document
    assert (document["revision"], document["changed"]) == (2, {})
    assert program("export", "--store", store, "--out", tmp_path / "out").code == 0
    assert json.loads((tmp_path / "out" / "bundle.json").read_text(encoding="utf-8"))["name"] == "renamed"


def test_who_tells_the_answer_as_the_api_does(program: Program, riverside: str) -> None:
    said = program("who", "water.sewer", "bjhy", "--store", riverside, "--at", "2025-06-16T10:00", "--json")
    answer = said.document
    assert said.code == 0
    assert answer["covered"] is True
    assert answer["at"] == "2025-06-16T10:00:00+08:00"
    assert answer["handlers"][0]["duty"]["key"] == "d.024"
    assert answer["ladder"]["steps"][0]["unit"]["key"] == answer["handlers"][0]["unit"]["key"]


def test_who_tells_people_whom_to_call_and_why(program: Program, riverside: str) -> None:
    said = program("who", "water.sewer", "bjhy", "--store", riverside, "--at", "2025-06-16T10:00")
    assert "Handled by: 章远山" in said.out
    assert "why: duty d.024; place: here; matter: 1 up, 给排水 (Water and drains)" in said.out
    assert "1. 滨江花园工程班 (Riverside Garden Repair Crew)" in said.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["who", "water.sewer", "nowhere"], "no place has the key “nowhere”"),
        (["who", "nothing", "bjhy"], "no category has the key “nothing”"),
        (["who", "water.sewer", "bjhy", "--at", "yesterday"], "“yesterday” is no moment"),
        (["who", "water.sewer"], "Missing argument"),
        (["who", "water.sewer", "bjhy", "--colour"], "No such option"),
        (["frobnicate"], "No such command"),
        (["who", "x" * 5000, "bjhy"], "no category has the key"),
    ],
)
def test_bad_input_ends_with_2_and_words_and_as_json_with_a_document(
    arguments: list[str], words: str, program: Program, riverside: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHSVC_STORE", riverside)
    said = program(*arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    said = program(*arguments, "--json")
    assert said.code == 2
    assert words in said.document["errors"][0]["message"]


def test_a_store_address_that_is_not_understood_is_not_repeated(program: Program) -> None:
    said = program("who", "a", "b", "--store", "postgres://me:secret@host/db")
    assert said.code == 2
    assert "secret" not in said.err


def test_reading_makes_no_store(program: Program, tmp_path: Path, store: str) -> None:
    said = program("who", "a", "b", "--store", store)
    assert said.code == 1
    assert "there is no store at" in said.err
    assert list(tmp_path.iterdir()) == []


def test_everybody_may_not_be_admin_from_outside(program: Program, riverside: str) -> None:
    said = program("serve", "--store", riverside, "--host", "0.0.0.0", "--anonymous", "admin")  # noqa: S104
    assert said.code == 2
    assert "loopback" in said.err


def test_export_does_not_write_over_something_else(program: Program, tmp_path: Path, riverside: str) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("dear", encoding="utf-8")
    said = program("export", "--store", riverside, "--out", taken)
    assert said.code == 2
    assert [path.name for path in taken.iterdir()] == ["letter.txt"]


def test_export_for_neo4j_admin_names_all_its_files_and_takes_a_new_folder_alone(
    program: Program, tmp_path: Path, riverside: str
) -> None:
    out = tmp_path / "load"
    said = program("export", "--store", riverside, "--format", "neo4j-admin", "--out", out, "--json")
    assert said.document == {"revision": 1, "out": str(out), "format": "neo4j-admin"}
    named = {line.partition("=")[2].partition("=")[2] for line in (out / "import.args").read_text().splitlines()}
    assert {path.name for path in out.iterdir()} == (named | {"import.args", "schema.cypher"}) - {""}
    again = program("export", "--store", riverside, "--format", "neo4j-admin", "--out", out)
    assert (again.code, again.out) == (2, "")


def test_schema_prints_the_committed_schema(program: Program) -> None:
    committed = Path(__file__).parents[2] / "schema" / "schema.graphql"
    assert program("schema").out == committed.read_text(encoding="utf-8")


def test_a_word_that_an_option_does_not_know_is_told_with_those_that_it_does(program: Program, tmp_path: Path) -> None:
    said = program("export", "--format", "neo4j-adm", "--out", tmp_path / "out")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith(": 'neo4j-adm' is not one of 'bundle', 'neo4j-admin' (--help tells more)\n")
