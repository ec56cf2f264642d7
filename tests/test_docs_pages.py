"""The pages on the rules and on the bundle keep to the program: tables, codes, messages, modules and sections."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphsvc.bundle.folder import read_bundle
from graphsvc.bundle.tables import COLUMNS, Cell
from graphsvc.cli import run
from graphsvc.domain.entities import ROW_TYPE
from graphsvc.domain.kinds import TABLE_OF, Capacity, LimitName, Line, PlaceKind, PolicyRule, Table
from graphsvc.domain.problems import TOLD_AT_ONCE, Code
from graphsvc.domain.references import LEADS_TO, Reference
from graphsvc.domain.rules import POLICY_CELLS

ROOT = Path(__file__).parent.parent
BUNDLE = (ROOT / "docs" / "bundle.md").read_text(encoding="utf-8")
RULES = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
BAD = ROOT / "tests" / "answers" / "bad"

HOLDS = {
    Cell.TEXT: "text",
    Cell.KEY: "a key",
    Cell.LIST: "a list",
    Cell.FLAG: "true or false",
    Cell.NUMBER: "a number",
    Cell.COUNT: "a number, at least 1",
    Cell.MOMENT: "a moment",
    Cell.DAY: "a date",
    Cell.DURATION: "a duration",
    Cell.HOURS: "hours",
}
WORDS = {
    Cell.PLACE_KIND: PlaceKind,
    Cell.LINE: Line,
    Cell.CAPACITY: Capacity,
    Cell.RULE: PolicyRule,
    Cell.LIMIT: LimitName,
}
# Told in full in their own tables, and only named in the table of policies.
NAMED = {(Table.POLICY, "place_kind"): "the kinds of places", (Table.POLICY, "line"): "the lines of units"}


def grids(text: str) -> list[list[list[str]]]:
    """The tables of a page: rows of stripped cells, without the header and the line below it."""
    found = re.findall(r"(?:^\|.*\|$\n?)+", text, flags=re.MULTILINE)
    return [
        [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in grid.splitlines()[2:]]
        for grid in found
    ]


def section(text: str, heading: str) -> str:
    """What stands between a heading and the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}$\n(.*?)(?=^#|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert found, heading
    return found.group(1)


def told_columns(table: Table) -> list[list[str]]:
    """The rows of the table of columns in a table's section."""
    return grids(section(BUNDLE, table))[0]


def holds(table: Table, column: str, cell: Cell) -> str:
    """How the page is to say what stands in a column."""
    if (table, column) in NAMED:
        return NAMED[table, column]
    if cell in WORDS:
        return ", ".join(f"`{word}`" for word in WORDS[cell])
    nodes = LEADS_TO.get(Reference(table, column))
    if nodes is None:
        return HOLDS[cell]
    wanted = " or ".join(sorted(TABLE_OF[node] for node in nodes))
    return f"{'keys' if cell is Cell.LINKS else 'a key'} of {wanted}"


def test_the_bundle_page_has_a_section_for_every_table_in_their_order_and_for_no_other() -> None:
    tables = BUNDLE.partition("\n## The tables\n")[2].partition("\n## ")[0]
    assert re.findall(r"^### (.+)$", tables, flags=re.MULTILINE) == [table.value for table in Table]


@pytest.mark.parametrize("table", Table)
def test_the_bundle_page_tells_every_column_of_a_table_and_no_other(table: Table) -> None:
    assert [row[0] for row in told_columns(table)] == [f"`{column.name}`" for column in COLUMNS[table]]


@pytest.mark.parametrize("table", Table)
def test_the_bundle_page_tells_what_stands_in_a_column_and_what_an_empty_cell_means(table: Table) -> None:
    defaults = ROW_TYPE[table]._field_defaults
    for column, (_, told, empty, meaning) in zip(COLUMNS[table], told_columns(table), strict=True):
        default = defaults.get(column.name)
        stands = str(default).lower() if isinstance(default, bool) else default
        assert told == holds(table, column.name, column.cell), column
        assert empty == ("**required**" if column.required else "–" if stands in {None, ()} else f"`{stands}`"), column
        assert meaning, column


def test_the_bundle_page_tells_the_cells_of_every_rule_of_a_policy() -> None:
    told = {row[0]: (row[1], row[2]) for row in grids(section(BUNDLE, "policy"))[1]}
    assert told.keys() == {f"`{rule}`" for rule in PolicyRule}
    for rule, cells in POLICY_CELLS.items():
        needed, optional = (frozenset(filter(None, text.split(", "))) for text in told[f"`{rule}`"])
        assert (needed, optional) == (cells.required, cells.optional)


def test_the_bundle_page_says_by_what_a_row_without_a_key_is_known_as_the_rules_do() -> None:
    told = {row[0]: row[1] for row in grids(section(RULES, "What an import does"))[0]}
    keyed = {table for table in Table if COLUMNS[table][0].cell is Cell.KEY}
    assert {name for row in told for name in row.split(", ")} == set(Table)
    for table in set(Table) - keyed - {Table.POLICY}:
        known_by = set(re.findall(r"\w+", told[table].partition(";")[0]))
        sentence = re.search(r"^The same row: (.*?)[.;]", section(BUNDLE, table), flags=re.MULTILINE)
        assert sentence
        assert set(re.findall(r"\w+", sentence.group(1))) - {"and"} == known_by
        assert known_by <= {column.name for column in COLUMNS[table]}


@pytest.fixture(scope="module")
def bad_bundles(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The bad bundles, and one for each code that has none among them."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "empty").mkdir()
    (folder / "large").mkdir()
    rows = ["key,kind,name", "c,city,Town", f"d,city,{'x' * 10_001}"]
    (folder / "large" / "places.csv").write_text("\n".join(rows), encoding="utf-8")
    return [*(path for path in sorted(BAD.iterdir()) if path.is_dir()), folder / "empty", folder / "large"]


def test_every_code_is_explained_with_a_message_that_the_program_prints(
    bad_bundles: list[Path], capfd: pytest.CaptureFixture[str]
) -> None:
    told = {row[0].strip("`"): (row[1], row[2].strip("`")) for row in grids(section(BUNDLE, "What can be wrong"))[0]}
    assert list(told) == [code.value for code in Code]
    capfd.readouterr()
    assert {run(["check", str(path)]) for path in bad_bundles} == {2}
    printed = capfd.readouterr().err.splitlines()
    for code, (explained, example) in told.items():
        assert explained
        assert f"{example} [{code}]" in printed


def test_the_bundle_page_tells_how_many_problems_are_told() -> None:
    assert f"Up to {TOLD_AT_ONCE:,} problems" in BUNDLE


def test_the_bundle_json_on_the_page_is_sound_and_states_the_defaults(tmp_path: Path) -> None:
    shown = re.search(r"```json\n(.*?)\n```", BUNDLE, flags=re.DOTALL)
    assert shown
    (tmp_path / "bundle.json").write_text(shown.group(1), encoding="utf-8")
    (tmp_path / "places.csv").write_text("key,kind,name\nc,city,Town\n", encoding="utf-8")
    with read_bundle(tmp_path) as bundle:
        assert bundle.settings._replace(name="") == type(bundle.settings)()


def test_every_example_of_hours_on_the_bundle_page_is_read(tmp_path: Path) -> None:
    examples = [row[0].strip("`") for row in grids(section(BUNDLE, "Hours"))[0]]
    assert len(examples) >= 5
    (tmp_path / "places.csv").write_text("key,kind,name\nc,city,Town\n", encoding="utf-8")
    (tmp_path / "categories.csv").write_text("key,name\nk,All\n", encoding="utf-8")
    (tmp_path / "units.csv").write_text("key,line,kind,name\nu,party,branch,U\n", encoding="utf-8")
    rows = ["key,holder,category,place,hours", *(f'd{n},u,k,c,"{text}"' for n, text in enumerate(examples))]
    (tmp_path / "duties.csv").write_text("\n".join(rows), encoding="utf-8")
    with read_bundle(tmp_path) as bundle:
        assert bundle.count == 3 + len(examples)


def test_every_module_that_the_rules_name_is_there() -> None:
    named = set(re.findall(r"`([\w/]+\.py)`", RULES))
    assert len(named) > 20
    assert {name for name in named if not (ROOT / "graphsvc" / name).is_file()} == set()


def test_every_rule_names_the_module_in_which_it_lives() -> None:
    with_modules = re.findall(r"^\| (?:rule|decision) \| where \|$\n.*\n((?:\|.*\|$\n?)+)", RULES, flags=re.MULTILINE)
    rows = [line for grid in with_modules for line in grid.splitlines()]
    assert len(rows) > 40
    assert [line for line in rows if not re.search(r"\| `[\w/]+\.py`(, `[\w/]+\.py`)* \|$", line)] == []


def test_every_section_of_the_rules_that_a_docstring_names_is_there() -> None:
    sections = re.findall(r"^## (\d) ", RULES, flags=re.MULTILINE)
    assert sections == [str(number) for number in range(1, len(sections) + 1)]
    named: set[str] = set()
    for path in (ROOT / "graphsvc").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named.update(re.findall(r"(?:semantics|rules\.md,|the rules,)\s+section\s+(\d+)", text))
    assert {"1", "2", "4"} <= named <= set(sections)


@pytest.mark.parametrize("page", ["docs/bundle.md", "docs/rules.md"])
def test_links_between_the_pages_lead_somewhere(page: str) -> None:
    here = ROOT / page
    for target, anchor in re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", here.read_text(encoding="utf-8")):
        leads_to = here.parent / target
        assert leads_to.is_file(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", leads_to.read_text(encoding="utf-8"), flags=re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in anchors, anchor
    assert page in (ROOT / "README.md").read_text(encoding="utf-8")
