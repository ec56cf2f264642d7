"""Reading a folder: which files count, how rows are numbered, and that everything wrong is told at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphsvc.bundle.folder import read_bundle
from graphsvc.domain.entities import Membership, Place
from graphsvc.domain.errors import BadInput, Refused
from graphsvc.domain.kinds import PlaceKind, Table
from tests.bundle.folders import PLACES, SOUND, make_folder, problems_of, rows_of, told


def test_a_sound_bundle_has_no_problems(tmp_path: Path) -> None:
    assert told(tmp_path, SOUND) == []


# --- the folder -------------------------------------------------------------------------------------------------------


def test_what_is_no_folder_is_bad_input_in_words(tmp_path: Path) -> None:
    (tmp_path / "world.xlsx").write_bytes(b"PK")
    (tmp_path / "world.csv").write_bytes(b"key")
    for name, words in (("world.xlsx", "XLSX is not read yet"), ("world.csv", "no folder"), ("gone", "no bundle at")):
        with pytest.raises(BadInput, match=words) as error:
            read_bundle(tmp_path / name)
        assert not isinstance(error.value, Refused)
    with pytest.raises(BadInput, match="cannot be read"):
        read_bundle(tmp_path / "a\0b")
    with pytest.raises(BadInput, match="cannot be read"):
        read_bundle(tmp_path / ("a" * 300))


def test_places_must_be_there_and_references_into_them_are_not_reported_on_top(tmp_path: Path) -> None:
    assert told(tmp_path, {"units": "key,line,kind,name,covers\nu,party,branch,B,c\n"}) == [
        ("MISSING_TABLE", "places", None, None)
    ]


def test_csv_files_of_another_name_are_told_other_files_are_not(tmp_path: Path) -> None:
    tables = {**SOUND, "notes.txt": "", "Places.csv": PLACES, "memberhips": "a", "UNITS.CSV": "", "bundle.json.bak": ""}
    (tmp_path / "folder.csv").mkdir()
    assert told(tmp_path, tables) == [
        ("UNKNOWN_TABLE", "Places", None, None),
        ("UNKNOWN_TABLE", "UNITS.CSV", None, None),
        ("UNKNOWN_TABLE", "memberhips", None, None),
    ]


def test_a_file_that_cannot_be_read_is_told_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "units.csv").mkdir()
    os.mkfifo(tmp_path / "categories.csv")
    (tmp_path / "policy.csv").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "bundle.json")
    posts = "key,unit,kind,title\np,u,leader,L\n"
    assert told(tmp_path, {"places": PLACES, "posts": posts}) == [
        ("BAD_ENCODING", "bundle.json", None, None),
        ("BAD_ENCODING", "categories", None, None),
        ("BAD_ENCODING", "units", None, None),
        ("BAD_ENCODING", "policy", None, None),
    ]


def test_rows_are_those_of_the_moment_of_reading(tmp_path: Path) -> None:
    with read_bundle(make_folder(tmp_path, SOUND)) as bundle:
        for file in tmp_path.iterdir():
            file.unlink()
        assert bundle.count == 12
        first = next(iter(bundle.rows(Table.PLACES)))
        assert first == (2, Place("c", PlaceKind.CITY, "City"))
        assert list(bundle.rows(Table.UNITS)) == list(bundle.rows(Table.UNITS))
        # Two readers do not disturb one another.
        pairs = list(zip(bundle.rows(Table.PLACES), bundle.rows(Table.PLACES), strict=True))
        assert len(pairs) == 4
        assert all(one == other for one, other in pairs)


def test_progress_is_told_by_table(tmp_path: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    many = "\n".join(f"h{number},household,H,b" for number in range(6_000))
    folder = make_folder(tmp_path, {**SOUND, "places": f"{PLACES}{many}\n"})
    read_bundle(folder, progress=lambda what, done, total: seen.append((what, done, total))).close()
    assert seen[:2] == [("places", 5_000, None), ("places", 6_004, 6_004)]
    assert [what for what, _, _ in seen[2:]] == ["categories", "units", "posts", "persons"]


# --- header and rows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "{ends}"])
def test_line_ends_and_byte_order_marks_make_no_difference(tmp_path: Path, ends: str, mark: str, last: str) -> None:
    text = mark + PLACES.rstrip("\n").replace("\n", ends) + last.format(ends=ends)
    plain = rows_of(make_folder(tmp_path / "plain", {"places": PLACES}))
    assert rows_of(make_folder(tmp_path / "other", {"places": text})) == plain


def test_columns_may_stand_in_any_order_and_optional_ones_be_absent(tmp_path: Path) -> None:
    text = 'name,tags, kind ,"key"\nCity,a|b,city,c\n'
    assert rows_of(make_folder(tmp_path, {"places": text}))[Table.PLACES] == [
        Place("c", PlaceKind.CITY, "City", tags=("a", "b"))
    ]


def test_unknown_and_repeated_columns_are_told_in_row_1_and_the_rest_is_read(tmp_path: Path) -> None:
    text = "key,kind,name,colour,name,Kind,\nc,city,City,red,X,Y,\nb,village,B,,,,\n"
    assert told(tmp_path, {"places": text}) == [
        ("UNKNOWN_COLUMN", "places", 1, "name"),
        ("UNKNOWN_COLUMN", "places", 1, "colour"),
        ("UNKNOWN_COLUMN", "places", 1, "Kind"),
        ("UNKNOWN_COLUMN", "places", 1, ""),
        ("BAD_VALUE", "places", 3, "kind"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "\n\nkey,kind,name\nc,city,City\n"])
def test_a_table_without_a_header_misses_its_required_columns(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, {"places": text}) == [
        ("MISSING_COLUMN", "places", None, "key"),
        ("MISSING_COLUMN", "places", None, "kind"),
        ("MISSING_COLUMN", "places", None, "name"),
    ]


def test_a_header_that_is_broken_or_misspelt_is_told(tmp_path: Path) -> None:
    assert told(tmp_path / "broken", {"places": 'key,"kind"x,name\nc,city,C\n'}) == [("BAD_ROW", "places", 1, None)]
    assert told(tmp_path / "hidden", {"places": "key,kind,na\u200bme\nc,city,C\n"}) == [
        ("MISSING_COLUMN", "places", None, "name"),
        ("UNKNOWN_COLUMN", "places", 1, "na\u200bme"),
    ]
    assert told(tmp_path / "wide", {"places": "\u3000key ,\u00a0kind,name\nc,city,C\n"}) == []


def test_a_table_without_rows_is_sound(tmp_path: Path) -> None:
    assert told(tmp_path, {"places": "key,kind,name"}) == []


def test_empty_rows_are_passed_over_but_counted(tmp_path: Path) -> None:
    text = "key,kind,name\n\n,,\nc,city,City\n  ,\u3000,\n\nb,village,B\n"
    assert told(tmp_path / "bad", {"places": text}) == [("BAD_VALUE", "places", 7, "kind")]
    with read_bundle(make_folder(tmp_path / "good", {"places": text.replace("village", "city")})) as bundle:
        assert [stated.number for stated in bundle.rows(Table.PLACES)] == [4, 7]


def test_a_row_with_nothing_but_a_forbidden_character_is_not_empty(tmp_path: Path) -> None:
    assert ("FORBIDDEN_CHARACTER", "places", 2, "kind") in told(tmp_path, {"places": "key,kind,name\n,\t,\n"})


def test_rows_count_records_as_a_spreadsheet_does(tmp_path: Path) -> None:
    text = 'key,kind,name\nc,city,"two\nlines"\nb,village,B\n'
    assert told(tmp_path, {"places": text}) == [
        ("FORBIDDEN_CHARACTER", "places", 2, "name"),
        ("BAD_VALUE", "places", 3, "kind"),
    ]


def test_too_few_and_too_many_cells_are_a_bad_row(tmp_path: Path) -> None:
    text = "key,kind,name\nc,city\nd,city,D,\ne,city,E\n"
    assert told(tmp_path, {"places": text}) == [("BAD_ROW", "places", 2, None), ("BAD_ROW", "places", 3, None)]


def test_huge_cells_are_too_large_not_a_fault_and_are_told_shortened(tmp_path: Path) -> None:
    text = f"key,kind,name\nc,city,{'x' * 10_001}\nd,city,{'y' * 200_000}\ne,city,{' ' * 200_000}E\n"
    problems = problems_of(tmp_path, {"places": text})
    assert [(each.code, each.row, each.column) for each in problems] == [
        ("TOO_LARGE", 2, "name"),
        ("TOO_LARGE", 3, "name"),
    ]
    assert all(len(each.value or "") <= 500 for each in problems)


# --- tables that count as not read ------------------------------------------------------------------------------------

BROKEN_PLACES = {
    "BAD_ENCODING": PLACES.encode() + "x,city,社区,\n".encode("gbk"),
    "BAD_ROW": PLACES.encode() + b"x,city\n",
    "MISSING_COLUMN": b"key,kind\nc,city\n",
}


@pytest.mark.parametrize("code", BROKEN_PLACES)
def test_references_into_a_table_that_could_not_be_read_are_not_reported_on_top(tmp_path: Path, code: str) -> None:
    tables: dict[str, str | bytes] = {
        **SOUND,
        "places": BROKEN_PLACES[code],
        "posts": "key,unit,kind,title,place\np,u,leader,L,unread\nq,nowhere,leader,L,b\n",
        "duties": "key,holder,category,place\nd,p,water,unread\n",
        "pairings": "helper,place,kind\nli,unread,visits\nnobody,unread,visits\n",
    }
    codes = told(tmp_path, tables)
    assert codes[0][:2] == (code, "places")
    assert codes[1:] == [("UNKNOWN_KEY", "posts", 3, "unit"), ("UNKNOWN_KEY", "pairings", 3, "helper")]


def test_parents_within_a_table_that_could_not_be_read_are_not_reported(tmp_path: Path) -> None:
    text = PLACES + "x,building,X,unread\ny\n"
    assert told(tmp_path, {"places": text}) == [("BAD_ROW", "places", 7, None)]


def test_a_bad_encoding_deep_in_a_file_is_told_once_beside_what_was_read_before_it(tmp_path: Path) -> None:
    many = "\n".join(f"h{number},household,户,b" for number in range(5_000))
    text = f"{PLACES}v,village,V,\n{many}\n".encode() + b"\xff\xfe,\x80,\n" * 3
    assert told(tmp_path, {"places": text}) == [
        ("BAD_ENCODING", "places", None, None),
        ("BAD_VALUE", "places", 6, "kind"),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "latin-1"])
def test_other_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    assert told(tmp_path, {"places": "key,kind,name\nc,city,Müller\n".encode(encoding)}) == [
        ("BAD_ENCODING", "places", None, None)
    ]


# --- all at once ------------------------------------------------------------------------------------------------------


def test_all_problems_are_told_at_once_by_table_row_and_column(tmp_path: Path) -> None:
    tables = {
        "bundle.json": '{"format": 2, "colour": "red"}',
        "places": "name,parent,kind,key\nC,nowhere,city,c\n,c,village,b b\nH,c,household,h\n",
        "categories": 'key,name\nw,"Wat\u200ber"\n',
        "units": "key,line,kind,name,valid_from,valid_to\n"
        "u,party,branch,B,2024-02-30,2024-01-01\nc,party,x,X,2024-01-02,2024-01-01\n",
        "posts": "key,unit\n",
        "persons": 'key,name\nli,"L\nwang,W\n',
        "policy": "rule,number\nlimit,4\nnone,5\n",
        "strange": "",
    }
    assert told(tmp_path, tables) == [
        ("BAD_VALUE", "bundle.json", None, "format"),
        ("BAD_VALUE", "bundle.json", None, "colour"),
        ("UNKNOWN_KEY", "places", 2, "parent"),
        ("BAD_VALUE", "places", 3, "key"),
        ("BAD_VALUE", "places", 3, "kind"),
        ("REQUIRED", "places", 3, "name"),
        ("FORBIDDEN_CHARACTER", "categories", 2, "name"),
        ("BAD_VALUE", "units", 2, "valid_from"),
        ("DUPLICATE_KEY", "units", 3, "key"),
        ("BAD_PERIOD", "units", 3, "valid_to"),
        ("MISSING_COLUMN", "posts", None, "kind"),
        ("MISSING_COLUMN", "posts", None, "title"),
        ("BAD_ROW", "persons", 2, None),
        ("REQUIRED", "policy", 2, "name"),
        ("BAD_VALUE", "policy", 3, "rule"),
        ("UNKNOWN_TABLE", "strange", None, None),
    ]


def test_the_first_thousand_problems_are_told_and_that_there_are_more(tmp_path: Path) -> None:
    def rows(count: int, parent: str) -> str:
        return "key,kind,name,parent\nc,city,C,\n" + "".join(f"b{n},building,,{parent}\n" for n in range(count))

    with pytest.raises(Refused) as refused:
        read_bundle(make_folder(tmp_path / "more", {"places": rows(9_500, "nowhere"), "persons": "key\n"}))
    assert refused.value.truncated
    told = [(each.row, each.column) for each in refused.value.problems]
    # Names are judged row by row, parents at the end of the table; told are the first of both together.
    assert told == [(row, column) for row in range(3, 503) for column in ("name", "parent")]
    with pytest.raises(Refused) as refused:
        read_bundle(make_folder(tmp_path / "all", {"places": rows(1_000, "c")}))
    assert (len(refused.value.problems), refused.value.truncated) == (1_000, False)


def test_the_order_of_rows_makes_no_difference(tmp_path: Path) -> None:
    def turned(text: str) -> str:
        header, *rows = text.splitlines()
        return "\n".join([header, *reversed(rows)]) + "\n"

    tables = {**SOUND, "posts": "key,unit,kind,title,reports_to,dotted\np,u,leader,L,q,q\nq,v,leader,L,,p\n"}
    straight = rows_of(make_folder(tmp_path / "straight", tables))
    backward = rows_of(make_folder(tmp_path / "backward", {name: turned(text) for name, text in tables.items()}))
    assert {table: set(rows) for table, rows in straight.items()} == {t: set(rows) for t, rows in backward.items()}


def test_with_a_post_the_unit_of_a_membership_is_the_posts(tmp_path: Path) -> None:
    memberships = "person,unit,post\nli,u,p\nwang,u,\nwang,,q\n"
    read = rows_of(make_folder(tmp_path, {**SOUND, "memberships": memberships}))
    assert read[Table.MEMBERSHIPS] == [
        Membership("li", None, "p"),
        Membership("wang", "u"),
        Membership("wang", None, "q"),
    ]


def test_dates_are_in_the_time_zone_of_the_bundle(tmp_path: Path) -> None:
    absences = "person,valid_from,valid_to\nli,1970-01-01,1970-01-01T01:00+01:00\n"
    tables = {**SOUND, "absences": absences, "bundle.json": '{"timezone": "UTC"}'}
    (absence,) = rows_of(make_folder(tmp_path, tables))[Table.ABSENCES]
    assert absence == ("li", 0, 0)
    # In Shanghai that day began eight hours earlier, so the bare date would not be the end.
    assert told(tmp_path, {**tables, "bundle.json": '{"timezone": "America/New_York"}'}) == [
        ("BAD_PERIOD", "absences", 2, "valid_to")
    ]
