"""The commands `matrix` and `compare`, as people and other programs use them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
from rich.cells import cell_len

from graphsvc.cli import run
from tests.cli.program import Program

WORLD: Final = Path(__file__).parent.parent / "answers" / "riverside" / "bundle"
AT: Final = "2025-06-16T10:00"
MOMENTS: Final = ("--from", "2025-01-01", "--to", "2026-06-01")
CELL: Final = {"demanded", "covered", "singlePoints", "contested", "endingSoon", "agents", "inherited"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('comparing') / 'town.db'}"
    assert run(["import", str(WORLD), "--store", url]) == 0
    return url


class Succeeding(Program):
    """A program whose commands succeed, and say nothing on standard error."""

    def text(self, *arguments: str) -> str:
        said = self(*arguments)
        assert (said.code, said.err) == (0, "")
        return said.out

    def document(self, *arguments: str) -> Any:  # noqa: ANN401  (JSON)
        return json.loads(self.text(*arguments, "--json"))


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str], store: str) -> Succeeding:
    return Succeeding(capfd, "--store", store)


def test_a_matrix_is_told_with_the_fields_of_the_api_and_agrees_with_the_gaps(program: Succeeding) -> None:
    found = program.document("matrix", "--within", "bjhy", "--at", AT)
    assert found["at"] == "2025-06-16T10:00:00+08:00"
    assert (found["within"]["key"], found["category"], found["level"]) == ("bjhy", None, 1)
    assert found["rowCount"] == len(found["rows"]) > 2
    for cells in (found["total"], *(row["cells"] for row in found["rows"])):
        assert len(cells) == len(found["columns"])
        assert all(set(cell) == CELL for cell in cells)
    bare = sum(cell["demanded"] - cell["covered"] for cell in found["total"])
    gaps = program.document("gaps", "--within", "bjhy", "--at", AT, "--kind", "UNHANDLED")["gaps"]
    assert bare == sum(gap["cells"] for gap in gaps) > 0


def test_a_planner_can_read_the_matrix(program: Succeeding) -> None:
    found = program.document("matrix", "--within", "bjhy", "--at", AT)
    first, *lines = program.text("matrix", "--within", "bjhy", "--at", AT).splitlines()
    assert first == "Coverage · 滨江花园 (Riverside Garden) · 2025-06-16T10:00:00+08:00"
    assert not any(line != line.rstrip() for line in lines)
    for row in found["rows"]:
        (line,) = (line for line in lines if f"  {row['place']['key']} " in line and "%" in line)
        assert ("itself" in line) == row["isOwn"]
        assert line.count("–") == sum(not cell["demanded"] for cell in row["cells"])
        assert line.count("*") == sum(bool(cell["singlePoints"]) for cell in row["cells"])
        assert line.count("^") == sum(cell["inherited"] for cell in row["cells"])
        # Nothing but all is 100 %.
        assert line.count("100%") == sum(0 < cell["demanded"] == cell["covered"] for cell in row["cells"])
    assert any(line.startswith("all together") for line in lines)
    assert any("hangs on one person or unit alone" in line for line in lines)


def test_on_a_screen_a_wide_matrix_is_told_in_parts_that_fit(
    program: Succeeding, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("matrix", "--within", "bjhy", "--level", "2", "--at", AT)
    wide = program.text(*asked)
    monkeypatch.setenv("FORCE_COLOR", "1")  # a screen
    monkeypatch.setenv("COLUMNS", "100")
    narrow = re.sub(r"\x1b\[[0-9;]*m", "", program.text(*asked))
    assert max(map(cell_len, narrow.splitlines())) <= 100 < max(map(cell_len, wide.splitlines()))
    assert sorted(re.findall(r"\d+%\S*", narrow)) == sorted(re.findall(r"\d+%\S*", wide))


def test_a_matrix_of_one_category_goes_as_deep_as_asked(program: Succeeding) -> None:
    leaves = program.document("matrix", "--category", "water", "--at", AT)["columns"]
    assert {node["key"].split(".")[0] for node in leaves} == {"water"}
    assert [node["key"] for node in program.document("matrix", "--category", "water", "--level", "0")["columns"]] == [
        "water"
    ]


def test_where_nothing_is_demanded_it_says_so(program: Succeeding) -> None:
    households = program.document("matrix", "--within", "bjhy.a", "--at", AT)
    assert [row["isOwn"] for row in households["rows"]] == [True]
    assert "Nobody is to handle anything there" in program.text("matrix", "--within", "bjhy.a", "--category", "affairs")


def test_a_comparison_is_told_as_gaps_are(program: Succeeding) -> None:
    found = program.document("compare", *MOMENTS)
    assert (found["from"], found["to"]) == ("2025-01-01T00:00:00+08:00", "2026-06-01T00:00:00+08:00")
    assert found["opened"]["totalCount"] == len(found["opened"]["gaps"]) > 0
    assert found["closed"]["totalCount"] == len(found["closed"]["gaps"]) > 0
    unhandled = {
        at: {
            (gap["place"]["key"], gap["category"]["key"])
            for gap in program.document("gaps", "--kind", "UNHANDLED", "--at", at)["gaps"]
        }
        for at in (MOMENTS[1], MOMENTS[3])
    }
    opened = {
        (gap["place"]["key"], gap["category"]["key"]) for gap in found["opened"]["gaps"] if gap["kind"] == "UNHANDLED"
    }
    assert opened == unhandled[MOMENTS[3]] - unhandled[MOMENTS[1]]
    lines = program.text("compare", *MOMENTS).splitlines()
    assert lines[0] == (
        f"{found['opened']['totalCount']} gaps opened, {found['closed']['totalCount']} gaps closed"
        " · 2025-01-01T00:00:00+08:00 to 2026-06-01T00:00:00+08:00"
    )
    closed = next(number for number, line in enumerate(lines) if line.startswith("Closed"))
    for gap in found["opened"]["gaps"]:
        assert any(gap["messageEn"] in line for line in lines[:closed])
    for gap in found["closed"]["gaps"]:
        assert any(gap["messageEn"] in line for line in lines[closed:])


def test_a_comparison_may_be_of_one_place_and_kind(program: Succeeding) -> None:
    found = program.document("compare", *MOMENTS, "--within", "dfy", "--kind", "single-point")
    assert found["within"]["key"] == "dfy"
    assert {gap["kind"] for side in ("opened", "closed") for gap in found[side]["gaps"]} == {"SINGLE_POINT"}
    nothing = program.document("compare", *MOMENTS, "--within", "bjhy")
    assert "0 gaps opened, 0 gaps closed · 滨江花园" in program.text("compare", *MOMENTS, "--within", "bjhy")
    assert (nothing["opened"]["gaps"], nothing["closed"]["gaps"]) == ([], [])


def test_a_comparison_as_csv_says_of_each_gap_what_happened_to_it(program: Succeeding) -> None:
    found = program.document("compare", *MOMENTS)
    text = program.text("compare", *MOMENTS, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["change"], row["message"]) for row in rows] == [
        (side, gap["message"]) for side in ("opened", "closed") for gap in found[side]["gaps"]
    ]
    assert all(row["message_en"].endswith(".") for row in rows)
    # A table without rows has its heading.
    empty = program.text("compare", *MOMENTS, "--within", "bjhy", "--format", "csv")
    assert empty == text.split("\n", maxsplit=1)[0] + "\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["matrix", "--within", "nowhere"], "no place has the key “nowhere”"),
        (["matrix", "--category", "nothing"], "no category has the key “nothing”"),
        (["matrix", "--level", "0"], "`level` is a number from 1 to 100"),
        (["matrix", "--level", "deep"], "--level"),
        (["compare"], "--from"),
        (["compare", "--from", "2026-01-01", "--to", "2025-01-01"], "is later than --to 2025-01-01T00:00:00+08:00"),
        (["compare", "--from", "yesterday"], "“yesterday” is no moment"),
        (["compare", *MOMENTS, "--kind", "HOLES"], "“HOLES” is no kind of gap"),
        (["compare", *MOMENTS, "--within", "nowhere"], "no place has the key “nowhere”"),
    ],
)
def test_bad_input_ends_with_2_and_words(arguments: list[str], words: str, program: Succeeding) -> None:
    said = program(*arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err


def test_two_documents_are_not_printed_into_one_another(store: str, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert run(["compare", *MOMENTS, "--format", "csv", "--json", "--store", store]) == 2
    assert "two documents" in json.loads(capfd.readouterr().out)["errors"][0]["message"]
