"""Writing bundles: what is exported is read as the same rows, and nothing else is lost for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc.bundle.folder import export_folder, read_bundle, write_folder
from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import (
    TABLE_OF_ROW,
    Absence,
    Category,
    Duty,
    Escalation,
    Membership,
    Pairing,
    Person,
    Place,
    Policy,
    Post,
    Row,
    Unit,
    identity,
)
from graphsvc.domain.errors import BadInput
from graphsvc.domain.kinds import Capacity, LimitName, Line, PlaceKind, PolicyRule, Table
from tests.bundle.folders import SOUND, make_folder, rows_of

WORLDS = sorted(path for path in (Path(__file__).parents[1] / "answers").glob("*/bundle"))
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"]), min_size=1, max_size=12)


def streamed(rows: Mapping[Table, Iterable[Row]]) -> Callable[[Table], AsyncIterator[Row]]:
    """Stream rows as a store does."""

    async def stream(table: Table) -> AsyncIterator[Row]:
        for row in rows.get(table, ()):
            yield row

    return stream


def export(out: Path, said: Settings, rows: Mapping[Table, Iterable[Row]]) -> dict[str, bytes]:
    """Export rows in the order of identities, and give the files."""
    ordered = {table: sorted(each, key=identity) for table, each in rows.items()}
    asyncio.run(export_folder(out, said, streamed(ordered)))
    return {file.name: file.read_bytes() for file in out.iterdir()}


@pytest.mark.parametrize("world", WORLDS, ids=lambda path: str(path.parent.name))
def test_export_of_what_was_read_is_read_as_the_same_rows_and_exported_as_the_same_files(
    world: Path, tmp_path: Path
) -> None:
    with read_bundle(world) as bundle:
        said = bundle.settings
    rows = rows_of(world)
    first = export(tmp_path / "first", said, rows)
    assert {table: set(each) for table, each in rows_of(tmp_path / "first").items()} == {
        table: set(each) for table, each in rows.items()
    }
    with read_bundle(tmp_path / "first") as bundle:
        assert bundle.settings == said
    assert export(tmp_path / "second", said, rows_of(tmp_path / "first")) == first


@st.composite
def worlds(draw: st.DrawFn) -> dict[Table, list[Row]]:
    """Draw a small sound world with rows of every table."""
    text = NAMES.map(lambda drawn: " ".join(drawn.split())).filter(bool)
    word = text.filter(lambda drawn: "|" not in drawn)
    some = st.none() | text
    items = st.lists(word.map(str.strip), max_size=3).map(tuple)
    number = st.integers(0, 2**31 - 1)
    moment = (
        st.none() | st.integers(0, 4 * 10**15).map(lambda drawn: drawn - drawn % 3_600_000_000) | st.integers(0, 10)
    )
    stems = draw(st.lists(word.map(lambda drawn: "".join(drawn.split())), min_size=12, max_size=12, unique_by=nfc))
    keys = [f"{place}{stem}" for place, stem in enumerate(stems)]
    c, b, h, w, s, u, v, p, q, li, wang, d = keys

    def period() -> tuple[int | None, int | None]:
        begin, end = draw(moment), draw(moment)
        return (end, begin) if begin is not None and end is not None and end < begin else (begin, end)

    line = draw(st.sampled_from(Line))
    rows: list[Row] = [
        Place(c, PlaceKind.CITY, draw(text), draw(some), None, draw(items), draw(items), draw(st.none() | number)),
        Place(b, PlaceKind.BUILDING, draw(text), parent=c),
        Place(h, PlaceKind.HOUSEHOLD, draw(text), parent=draw(st.sampled_from([c, b])), needs=draw(items)),
        Category(w, draw(text), draw(some), None, draw(items), draw(number), draw(some)),
        Category(s, draw(text), parent=w),
        Unit(u, line, draw(text), draw(text), draw(some), None, tuple(sorted({c, b})), draw(some), *period()),
        Unit(v, line, draw(text), draw(text), parent=u),
        Post(p, u, draw(text), draw(text), draw(some), draw(st.booleans()), b, 2, q, tuple(sorted({p, q})), *period()),
        Post(q, v, draw(text), draw(text), seats=draw(st.integers(1, 2**31 - 1))),
        Person(li, draw(text), draw(some), draw(st.booleans()), draw(items), u, b, "2024-02-29"),
        Person(wang, draw(text)),
        Membership(li, None, p, draw(st.booleans()), *period()),
        Membership(wang, v, None, draw(st.booleans()), *period()),
        Absence(li, draw(st.integers(0, 10**15))),
        Duty(d, draw(st.sampled_from([u, p])), s, b, draw(st.sampled_from(Capacity)), draw(number), draw(some), "24/7"),
        Escalation(u, v, draw(st.none() | st.integers(0, 10**8)), w, draw(st.booleans()), draw(number), *period()),
        Pairing(draw(st.sampled_from([li, u])), h, draw(text), *period()),
        Policy(PolicyRule.DEMAND, PlaceKind.BUILDING, w, draw(some)),
        Policy(PolicyRule.THIN, PlaceKind.BUILDING, kind=draw(text), number=draw(number)),
        Policy(PolicyRule.LIMIT, name=draw(st.sampled_from(LimitName)), number=draw(number)),
    ]
    world: dict[Table, list[Row]] = {table: [] for table in Table}
    for row in rows:
        world[TABLE_OF_ROW[type(row)]].append(type(row)._make(nfc_all(row)))
    return world


def nfc(text: str) -> str:
    """Normalise a text as cells are."""
    return normalize("NFC", text).strip()


def nfc_all(row: Row) -> list[object]:
    """Normalise every text of a row as cells are, keys too."""
    cells: list[object] = []
    for cell in row:
        if type(cell) is str:
            cells.append(nfc(cell))
        elif isinstance(cell, tuple):
            cells.append(tuple(nfc(str(item)) for item in cell))
        else:
            cells.append(cell)
    return cells


@given(worlds(), st.sampled_from(["Asia/Shanghai", "America/New_York", "Europe/London", "Asia/Kathmandu", "UTC"]))
@settings(max_examples=40, deadline=None)
def test_any_rows_are_read_back_from_their_export_as_they_are(world: dict[Table, list[Row]], timezone: str) -> None:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        asyncio.run(export_folder(out, Settings("name", timezone), streamed(world)))
        assert rows_of(out) == world


def test_the_form_of_an_export(tmp_path: Path) -> None:
    rows: dict[Table, list[Row]] = {
        Table.CATEGORIES: [Category("w", 'Water, "all"')],
        Table.ABSENCES: [Absence("li", 0, 57_600_000_000)],
        Table.ESCALATIONS: [Escalation("u", "v", 93_600)],
    }
    files = export(tmp_path / "out", Settings(), rows)
    assert set(files) == {"bundle.json", *(f"{table}.csv" for table in Table)}
    assert files["places.csv"] == b"key,kind,name,name_en,parent,aliases,tags,households,needs\n"
    assert files["categories.csv"].splitlines()[1] == b'w,"Water, ""all""",,,,1,'
    assert files["absences.csv"].splitlines()[1] == b"li,1970-01-01T08:00:00+08:00,1970-01-02"
    assert files["escalations.csv"].splitlines()[1] == b"u,v,P1DT2H,,false,100,,"


def test_raw_cells_are_written_with_every_column_and_line_feeds(tmp_path: Path) -> None:
    rows = [{"key": "c", "name": "市", "kind": "city"}, {"kind": "building", "key": "b", "name": "B", "parent": "c"}]
    write_folder(tmp_path / "new" / "out", {"format": 1, "name": "市"}, [("places", rows), ("units", [])])
    out = tmp_path / "new" / "out"
    assert (out / "places.csv").read_bytes().decode() == (
        "key,kind,name,name_en,parent,aliases,tags,households,needs\nc,city,市,,,,,,\nb,building,B,,c,,,,\n"
    )
    assert {file.name for file in out.iterdir()} == {"bundle.json", "places.csv", "units.csv"}
    with read_bundle(out) as bundle:
        assert (bundle.count, bundle.settings.name) == (2, "市")


def test_a_former_bundle_is_replaced_whole(tmp_path: Path) -> None:
    out = make_folder(tmp_path / "out", {**SOUND, "bundle.json": '{"name": "old"}'})
    write_folder(out, {"name": "new"}, [("places", [])])
    assert {file.name for file in out.iterdir()} == {"bundle.json", "places.csv"}
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_folder_with_anything_else_and_a_file_are_refused_and_stay(tmp_path: Path) -> None:
    other = make_folder(tmp_path / "other", {**SOUND, "letter.txt": "dear"})
    (tmp_path / "file").write_text("text")
    for out in (other, tmp_path / "file", tmp_path / "file" / "below", Path("/")):
        with pytest.raises(BadInput):
            write_folder(out, {}, [])
    assert (other / "letter.txt").read_text() == "dear"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "other"]


def test_a_failure_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    out = make_folder(tmp_path / "out", SOUND)
    before = {file.name: file.read_bytes() for file in out.iterdir()}

    async def broken(table: Table) -> AsyncIterator[Row]:
        yield Place("c", PlaceKind.CITY, "City")
        raise RuntimeError(table)

    with pytest.raises(RuntimeError):
        asyncio.run(export_folder(out, Settings(), broken))
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_a_column_that_a_table_has_not_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="colour"):
        write_folder(tmp_path / "out", {}, [("places", [{"colour": "red"}])])
    assert not list(tmp_path.iterdir())
