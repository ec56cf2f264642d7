"""The commands about coverage, as people and other programs use them."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from graphsvc.cli import run
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.validity import read_moment
from graphsvc.reports.comma import csv_text
from tests.cli.program import Program

ANSWERS: Final = Path(__file__).parent.parent / "answers"
WORLD: Final = ANSWERS / "small-9001"
EXPECTED: Final = json.loads((WORLD / "expected.json").read_text(encoding="utf-8"))
FIELDS: Final = (
    "kind", "place", "category", "unit", "post", "person", "duty", "cells", "households", "wanted", "since", "message",
    "messageEn",
)  # fmt: skip


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The stores of two towns: one of the examples, and one that is made to be read."""
    folder = tmp_path_factory.mktemp("coverage")
    found = {}
    for name in ("small-9001", "riverside"):
        found[name] = f"sqlite:///{folder / name}.db"
        assert run(["import", str(ANSWERS / name / "bundle"), "--store", found[name]]) == 0
    return found


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str], stores: dict[str, str]) -> Program:
    return Program(capfd, "--store", stores["small-9001"])


@pytest.fixture
def riverside(capfd: pytest.CaptureFixture[str], stores: dict[str, str]) -> Program:
    return Program(capfd, "--store", stores["riverside"])


def keys(row: dict[str, Any]) -> dict[str, Any]:
    """A row with keys alone, as it is expected."""
    told = {part: {"key": node["key"]} if isinstance(node, dict) else node for part, node in row.items()}
    return {part: told[part] for part in ("kind", "place", "cells", "households")} | {
        "since": None if row["since"] is None else read_moment(row["since"], "UTC")
    }


@pytest.mark.parametrize("number", [0, 6, 27, 32])
def test_gaps_are_told_with_the_fields_of_the_api(number: int, program: Program) -> None:
    asked = EXPECTED["gaps"][number]
    within = ["--within", asked["within"]] if asked["within"] else []
    said = program("gaps", "--kind", asked["kind"], "--at", asked["at"], *within, "--json")
    assert (said.code, said.err) == (0, "")
    report = said.document
    assert report["at"] == asked["at"]
    assert report["totalCount"] == len(report["gaps"])
    assert [keys(row) for row in report["gaps"]] == [keys(row) for row in asked["rows"]]
    for row in report["gaps"]:
        assert tuple(row) == FIELDS
        assert row["place"] is None or "name" in row["place"]
        assert row["message"].endswith("。")


def test_all_kinds_are_told_when_none_is_asked_for_and_several_can_be(program: Program) -> None:
    at = EXPECTED["gaps"][0]["at"]
    report = program("gaps", "--at", at, "--json").document
    rows = [row for one in EXPECTED["gaps"] if one["at"] == at and one["within"] is None for row in one["rows"]]
    assert [keys(row) for row in report["gaps"]] == [keys(row) for row in rows]
    both = program("gaps", "--at", at, "--kind", "THIN", "--kind", "vacant-post", "--json").document["gaps"]
    assert [row["kind"] for row in both] == [row["kind"] for row in rows if row["kind"] in {"THIN", "VACANT_POST"}]


def test_gaps_can_be_narrowed_to_a_category_but_a_report_cannot(program: Program) -> None:
    at = EXPECTED["gaps"][0]["at"]
    rows = program("gaps", "--at", at, "--json").document["gaps"]
    key = next(row["category"]["key"] for row in rows if row["category"])
    narrowed = program("gaps", "--at", at, "--category", key, "--json").document
    assert narrowed["category"]["key"] == key
    assert 0 < narrowed["totalCount"] < len(rows)
    assert "nope" in program("gaps", "--category", "nope").err
    assert "every category" in program("gaps", "--category", key, "--format", "html").err


def test_options_can_be_given_as_environment_variables(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHSVC_KIND", "THIN OVERLOADED")
    monkeypatch.setenv("GRAPHSVC_AT", EXPECTED["gaps"][0]["at"])
    monkeypatch.setenv("GRAPHSVC_FORMAT", "json")
    assert {row["kind"] for row in program("gaps").document["gaps"]} == {"THIN", "OVERLOADED"}


def test_a_stranger_can_read_the_table(riverside: Program) -> None:
    said = riverside("gaps", "--at", "2025-06-16T10:00")
    assert said.code == 0
    first, *lines = said.out.splitlines()
    count = int(first.split(" ")[0].replace(",", ""))
    assert first.endswith(" gaps · 2025-06-16T10:00:00+08:00")
    report = riverside("gaps", "--at", "2025-06-16T10:00", "--json").document
    assert report["totalCount"] == count
    # Each kind has a heading in words, each gap its sentence and its keys.
    kinds = {row["kind"] for row in report["gaps"]}
    for kind in GapKind:
        assert any(f"({kind.name}: " in line for line in lines) == (kind.name in kinds)
    row = report["gaps"][0]
    assert any(row["messageEn"] in line and row["place"]["key"] in line for line in lines)
    assert not any(line != line.rstrip() for line in lines)


def test_a_long_table_says_what_it_leaves_out_and_a_file_holds_all(riverside: Program, tmp_path: Path) -> None:
    report = riverside("gaps", "--at", "2025-06-16T10:00", "--json").document
    counts = [sum(row["kind"] == kind.name for row in report["gaps"]) for kind in GapKind]
    assert max(counts) > 30
    assert f"… and {max(counts) - 30} more" in riverside("gaps", "--at", "2025-06-16T10:00").out
    path = tmp_path / "gaps.txt"
    said = riverside("gaps", "--at", "2025-06-16T10:00", "--out", path)
    assert said.out == f"{report['totalCount']} gaps are written to {path}.\n"
    text = path.read_text(encoding="utf-8")
    assert "more;" not in text
    assert all(row["messageEn"] in text for row in report["gaps"])


def test_csv_has_a_row_for_each_gap_with_keys_names_and_sentences(riverside: Program, tmp_path: Path) -> None:
    report = riverside("gaps", "--at", "2025-06-16T10:00", "--format", "json").document
    said = riverside("gaps", "--at", "2025-06-16T10:00", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert [row["kind"] for row in rows] == [row["kind"] for row in report["gaps"]]
    for row, gap in zip(rows, report["gaps"], strict=True):
        assert row["place"] == ((gap["place"] or {}).get("key") or "")
        assert row["place_name"] == ((gap["place"] or {}).get("name") or "")
        assert (row["message"], row["message_en"]) == (gap["message"], gap["messageEn"])
        assert int(row["households"]) == gap["households"]
    # In a file it begins with the mark by which a spreadsheet knows Unicode.
    path = tmp_path / "gaps.csv"
    assert riverside("gaps", "--at", "2025-06-16T10:00", "--format", "csv", "--out", path).code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfkind,")
    assert path.read_text(encoding="utf-8-sig") == said.out.replace("\r\n", "\n")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_csv_holds_no_formula(text: str) -> None:
    node = {"key": text, "name": text}
    nodes = {part: dict(node) for part in ("place", "category", "unit", "post", "person", "duty")}
    gap = {"kind": "THIN", **nodes, "cells": 0, "households": 3, "wanted": text, "since": None} | {
        "message": text,
        "messageEn": text,
    }
    (row,) = csv.DictReader(io.StringIO(csv_text({"gaps": [gap]}), newline=""))
    assert {row[name] for name in ("place", "place_name", "person", "duty", "wanted", "message", "message_en")} == {
        f"'{text}"
    }
    assert row["households"] == "3"


def test_a_report_in_a_file_is_told_as_json_when_asked(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "gaps.json"
    said = program("gaps", "--kind", "THIN", "--format", "json", "--out", path, "--json").document
    written = json.loads(path.read_text(encoding="utf-8"))
    assert said == {"out": str(path), "format": "json", "totalCount": len(written["gaps"])}


@pytest.mark.parametrize("number", range(3))
def test_impact_is_told_with_the_fields_of_the_api(number: int, program: Program) -> None:
    asked = EXPECTED["impacts"][number]
    said = program("impact", *asked["removing"], "--at", asked["at"], "--json")
    assert said.code == 0
    report = said.document
    assert [node["key"] for node in report["removing"]] == asked["removing"]
    for part in ("uncovered", "singlePoints"):
        assert [keys(row) for row in report[part]] == [keys(row) for row in asked["impact"][part]]
    for part in ("vacated", "unpaired"):
        assert [{"key": node["key"]} for node in report[part]] == asked["impact"][part]


def test_a_stranger_can_read_an_impact(riverside: Program) -> None:
    report = riverside("who", "water.sewer", "bjhy", "--at", "2025-06-16T10:00", "--json").document
    unit = report["handlers"][0]["unit"]["key"]
    said = riverside("impact", unit, "--at", "2025-06-16T10:00")
    assert said.code == 0
    assert said.out.startswith("Without ")
    assert unit not in said.out.splitlines()[0]
    document = riverside("impact", unit, "--at", "2025-06-16T10:00", "--json").document
    told = [row["messageEn"] for part in ("uncovered", "singlePoints") for row in document[part]]
    assert told
    assert all(sentence in said.out for sentence in told)
    within = riverside("impact", unit, "--within", "bjhy", "--at", "1990-01-01", "--json").document
    assert [within[part] for part in ("uncovered", "singlePoints", "vacated", "unpaired")] == [[], [], [], []]
    assert "Nothing breaks." in riverside("impact", unit, "--within", "bjhy", "--at", "1990-01-01").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gaps", "--kind", "HOLES"], "“HOLES” is no kind of gap (--kind is one of UNHANDLED, SINGLE_POINT"),
        (["gaps", "--within", "nowhere"], "no place has the key “nowhere”"),
        (["gaps", "--at", "yesterday"], "“yesterday” is no moment"),
        (["gaps", "--format", "pdf"], "pdf"),
        (["gaps", "--format", "html", "--lang", "fr"], "fr"),
        (["gaps", "--out", "/nowhere/gaps.txt"], "cannot write /nowhere/gaps.txt: No such file"),
        (["impact", "nobody"], "no person, post or unit has the key “nobody”"),
        (["impact"], "Missing argument"),
    ],
)
def test_bad_input_ends_with_2_and_words_and_as_json_with_a_document(
    arguments: list[str], words: str, program: Program
) -> None:
    said = program(*arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    said = program(*arguments, "--json")
    assert said.code == 2
    assert words in said.document["errors"][0]["message"]


def test_two_documents_are_not_printed_into_one_another(program: Program) -> None:
    assert program("gaps", "--format", "csv", "--json").code == 2
    for form in ("html", "xlsx"):
        said = program("gaps", "--format", form, "--json")
        assert said.code == 2
        assert f"--json and --format {form} are two documents" in said.document["errors"][0]["message"]


@pytest.mark.parametrize(("lang", "title"), [(None, "责任覆盖报告"), ("zh", "责任覆盖报告"), ("en", "Coverage report")])
def test_a_page_can_be_written_to_a_file_and_to_another_program(
    lang: str | None, title: str, riverside: Program, tmp_path: Path
) -> None:
    given: list[str | Path] = ["--at", "2025-06-16T10:00", "--format", "html", *(("--lang", lang) if lang else ())]
    path = tmp_path / "gaps.html"
    said = riverside("gaps", *given, "--out", path)
    total = riverside("gaps", "--at", "2025-06-16T10:00", "--json").document["totalCount"]
    assert (said.code, said.out, said.err) == (0, f"{total} gaps are written to {path}.\n", "")
    text = path.read_text(encoding="utf-8")
    assert f"{title}</title>" in text
    assert riverside("gaps", *given).out == text
    # A page in a file leads nowhere: there is no service beside it.
    assert "coverage.xlsx" not in text
    assert riverside("gaps", *given, "--out", path, "--json").document["format"] == "html"


def test_a_workbook_holds_every_gap(riverside: Program, tmp_path: Path) -> None:
    path = tmp_path / "gaps.xlsx"
    given: list[str | Path] = ["--at", "2025-06-16T10:00", "--format", "xlsx", "--lang", "en", "--out", path]
    assert riverside("gaps", *given).code == 0
    report = riverside("gaps", "--at", "2025-06-16T10:00", "--json").document
    book = openpyxl.load_workbook(path)
    told = [str(row[-1].value) for sheet in book.worksheets[3:] for row in sheet.iter_rows(min_row=2)]
    assert sorted(told) == sorted(gap["messageEn"] for gap in report["gaps"])
    assert riverside("gaps", *given, "--kind", "THIN", "--within", "bjhy").code == 0
    assert openpyxl.load_workbook(path).sheetnames[3:] == ["Thin"]


def test_a_workbook_is_not_poured_onto_a_screen(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    said = program("gaps", "--format", "xlsx")
    assert (said.code, said.out) == (2, "")
    assert "--out FILE says where to write it" in said.err


def test_how_far_it_is_shows_on_a_terminal_alone(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert program("gaps", "--json").err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    said = program("gaps", "--json")
    assert json.loads(said.out)["totalCount"] > 0
