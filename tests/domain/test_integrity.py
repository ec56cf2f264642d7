"""The rules across the rows of a bundle, each at its row and column, and nothing told that only follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.domain.kinds import PLACE_RANK, Line, PlaceKind
from graphsvc.domain.rules import POLICY_CELLS
from tests.bundle.folders import PLACES, SOUND, problems_of, told

# --- trees ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("above", PlaceKind)
@pytest.mark.parametrize("kind", PlaceKind)
def test_a_place_stands_under_a_larger_one_and_a_facility_under_any_other(
    tmp_path: Path, kind: PlaceKind, above: PlaceKind
) -> None:
    places = (
        f"key,kind,name,parent\nroot,city,R,\na,{above},A,{'' if above is PlaceKind.CITY else 'root'}\nb,{kind},B,a\n"
    )
    if PLACE_RANK[above] < PLACE_RANK[kind]:
        assert told(tmp_path, {"places": places}) == []
    else:
        assert told(tmp_path, {"places": places}) == [("WRONG_LEVEL", "places", 4, "parent")]


def test_a_facility_is_no_root_and_every_other_place_may_be_one(tmp_path: Path) -> None:
    places = "key,kind,name\n" + "".join(f"k{kind},{kind},N\n" for kind in PlaceKind)
    assert told(tmp_path, {"places": places}) == [("WRONG_LEVEL", "places", 12, "parent")]


def test_a_cycle_is_told_once_on_its_smallest_key_and_not_as_a_wrong_level(tmp_path: Path) -> None:
    places = (
        "key,kind,name,parent\nb,building,B,a\na,city,A,C\nC,compound,C,b\n"
        "h,household,H,b\nx,compound,X,b\nself,grid,S,self\n"
    )
    problems = problems_of(tmp_path, {"places": places})
    assert [(each.code, each.row, each.value) for each in problems] == [
        ("CYCLE", 4, "b"),
        ("WRONG_LEVEL", 6, "b"),
        ("CYCLE", 7, "self"),
    ]
    assert "C › b › a › C" in problems[0].message


@pytest.mark.parametrize(
    ("table", "text", "column"),
    [
        ("categories", "key,name,parent\nz,Z,y\ny,Y,x\nx,X,z\nw,W,x\n", "parent"),
        ("units", "key,line,kind,name,parent\nz,party,k,Z,y\ny,party,k,Y,x\nx,party,k,X,z\nw,party,k,W,x\n", "parent"),
        (
            "posts",
            "key,unit,kind,title,reports_to\nz,u,k,Z,y\ny,u,k,Y,x\nx,u,k,X,z\nw,u,k,W,x\n",
            "reports_to",
        ),
    ],
)
def test_every_tree_is_acyclic(tmp_path: Path, table: str, text: str, column: str) -> None:
    assert told(tmp_path, {**SOUND, table: text})[:1] == [("CYCLE", table, 4, column)]
    assert len([each for each in told(tmp_path, {**SOUND, table: text}) if each[0] == "CYCLE"]) == 1


def test_a_cycle_of_units_is_told_beside_the_lines_that_differ_in_it(tmp_path: Path) -> None:
    units = "key,line,kind,name,parent\nu,party,k,U,v\nv,property,k,V,u\n"
    assert told(tmp_path, {"places": PLACES, "units": units}) == [
        ("CYCLE", "units", 2, "parent"),
        ("WRONG_KIND", "units", 2, "parent"),
        ("WRONG_KIND", "units", 3, "parent"),
    ]


@pytest.mark.parametrize("line", Line)
def test_the_parent_of_a_unit_is_of_its_line(tmp_path: Path, line: Line) -> None:
    units = f"key,line,kind,name,parent\nv,{line},k,V,u\nu,party,k,U,\n"
    expected = [] if line is Line.PARTY else [("WRONG_KIND", "units", 2, "parent")]
    assert told(tmp_path, {"places": PLACES, "units": units}) == expected


def test_dotted_links_are_free(tmp_path: Path) -> None:
    posts = "key,unit,kind,title,reports_to,dotted\np,u,k,P,,q|p\nq,v,k,Q,p,p\n"
    assert told(tmp_path, {**SOUND, "posts": posts}) == []


def test_a_place_that_names_a_later_unit_makes_no_cycle_through_it(tmp_path: Path) -> None:
    tables = {
        "places": "key,kind,name,parent\nc,city,C,\nb,building,B,u\n",
        "units": "key,line,kind,name,parent\nu,party,k,U,b\n",
    }
    assert told(tmp_path, tables) == [("WRONG_KIND", "places", 3, "parent"), ("WRONG_KIND", "units", 2, "parent")]


# --- keys and references ----------------------------------------------------------------------------------------------


def test_a_key_is_that_of_one_row_in_all_tables(tmp_path: Path) -> None:
    tables = {**SOUND, "duties": "key,holder,category,place\nd,p,water,b\nd,p,water,c\nli,p,water,c\nb,p,water,c\n"}
    problems = problems_of(tmp_path, tables)
    assert [(each.code, each.table, each.row, each.column, each.value) for each in problems] == [
        ("DUPLICATE_KEY", "duties", 3, "key", "d"),
        ("DUPLICATE_KEY", "duties", 4, "key", "li"),
        ("DUPLICATE_KEY", "duties", 5, "key", "b"),
    ]
    assert "duties, row 2" in problems[0].message
    assert "persons, row 2" in problems[1].message


def test_keys_differ_in_case_and_are_one_when_normalised(tmp_path: Path) -> None:
    places = "key,kind,name,parent\nA,city,A,\na,building,A,A\n"
    places += "\u00e9,building,E,A\ne\u0301,building,E,A\nx,floor,X,e\u0301\n"
    assert told(tmp_path, {"places": places}) == [("DUPLICATE_KEY", "places", 5, "key")]


def test_rows_that_name_a_key_which_is_held_twice_are_not_at_fault(tmp_path: Path) -> None:
    tables = {
        **SOUND,
        "units": "key,line,kind,name,parent\nu,party,k,U,\nb,party,k,B,\nv,party,k,V,b\n",
        "posts": "key,unit,kind,title,place\np,b,k,P,b\n",
    }
    assert told(tmp_path, tables) == [("DUPLICATE_KEY", "units", 3, "key")]


@pytest.mark.parametrize("broken", ["b 1", "b|1", "x" * 121, "b\u200b1"])
def test_rows_that_name_a_misspelt_key_are_not_at_fault(tmp_path: Path, broken: str) -> None:
    meant = broken.replace("\u200b", "")
    places = f"key,kind,name,parent\nc,city,C,\n{broken},building,B,c\nh,household,H,{meant}\nh2,household,H,{meant}\n"
    code = "FORBIDDEN_CHARACTER" if meant != broken else "BAD_VALUE"
    assert told(tmp_path, {"places": places}) == [(code, "places", 3, "key")]


def test_a_sound_key_takes_the_place_of_the_same_one_misspelt(tmp_path: Path) -> None:
    places = "key,kind,name\nb\u200b,city,B\nb,city,B\nb,city,B\nb\u00ad,city,B\n"
    assert told(tmp_path, {"places": places}) == [
        ("FORBIDDEN_CHARACTER", "places", 2, "key"),
        ("DUPLICATE_KEY", "places", 4, "key"),
        ("FORBIDDEN_CHARACTER", "places", 5, "key"),
    ]


WRONG = {
    "places.parent": "key,kind,name,parent\nc,city,C,\nb,building,B,{}\n",
    "categories.parent": "key,name,parent\nwater,W,{}\n",
    "units.parent": "key,line,kind,name,parent\nu,party,k,U,{}\nv,party,k,V,u\n",
    "units.covers": "key,line,kind,name,covers\nu,party,k,U,c|{}\nv,party,k,V,b\n",
    "posts.unit": "key,unit,kind,title\np,u,k,P\nq,{},k,Q\n",
    "posts.place": "key,unit,kind,title,place\np,u,k,P,b\nq,u,k,Q,{}\n",
    "posts.reports_to": "key,unit,kind,title,reports_to\np,u,k,P,{}\nq,u,k,Q,p\n",
    "posts.dotted": "key,unit,kind,title,dotted\np,u,k,P,q|{}\nq,u,k,Q,p\n",
    "persons.home_unit": "key,name,home_unit\nli,Li,{}\n",
    "persons.residence": "key,name,residence\nli,Li,{}\n",
    "memberships.person": "person,unit\n{},u\n",
    "memberships.unit": "person,unit\nli,{}\n",
    "memberships.post": "person,post\nli,{}\n",
    "absences.person": "person,valid_from\n{},2024-01-01\n",
    "duties.holder": "key,holder,category,place\nd,{},water,b\n",
    "duties.category": "key,holder,category,place\nd,u,{},b\n",
    "duties.place": "key,holder,category,place\nd,u,water,{}\n",
    "escalations.from_unit": "from_unit,to_unit\n{},u\n",
    "escalations.to_unit": "from_unit,to_unit\nu,{}\n",
    "escalations.category": "from_unit,to_unit,category\nu,v,{}\n",
    "pairings.helper": "helper,place,kind\n{},b,visits\n",
    "pairings.place": "helper,place,kind\nli,{},visits\n",
    "policy.category": "rule,place_kind,category\ndemand,building,{}\n",
}
# For each column a key of another kind: also of one whose table comes later.
OTHER = {
    name: "d9" if name.endswith((".holder", ".helper", ".person", ".unit", ".post", "dotted", "reports_to")) else "p9"
    for name in WRONG
}


@pytest.mark.parametrize("name", WRONG)
def test_a_key_that_leads_nowhere_is_told_from_one_of_the_wrong_kind(tmp_path: Path, name: str) -> None:
    table, column = name.split(".")
    duties = "key,holder,category,place\nd9,u,water,b\n"
    posts = "key,unit,kind,title\np,u,k,P\np9,u,k,P\n"
    everything = {**SOUND, "posts": posts, "duties": duties}
    for key, code in (("nowhere", "UNKNOWN_KEY"), (OTHER[name], "WRONG_KIND"), ("a b", "UNKNOWN_KEY")):
        text = WRONG[name].format(key)
        if table == "duties":
            text += "d9,u,water,b\n"
        if table == "posts":
            text += "p9,u,k,P" + "," * (text.splitlines()[0].count(",") - 3) + "\n"
        (problem,) = problems_of(tmp_path / key, {**everything, table: text})
        assert (problem.code, problem.table, problem.column) == (code, table, column)
        # A cell with a list is told as a whole.
        assert problem.value == next(cell for line in text.splitlines() for cell in line.split(",") if key in cell)


def test_every_bad_key_of_a_list_is_told(tmp_path: Path) -> None:
    units = "key,line,kind,name,covers\nu,party,k,U,x|b|li|y\n"
    problems = problems_of(tmp_path, {**SOUND, "units": units, "posts": "key,unit,kind,title\n"})
    assert [(each.code, each.row, each.value) for each in problems] == [
        ("WRONG_KIND", 2, "x|b|li|y"),
        ("UNKNOWN_KEY", 2, "x|b|li|y"),
        ("UNKNOWN_KEY", 2, "x|b|li|y"),
    ]


# --- one row ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", PlaceKind)
def test_only_a_household_has_care_needs(tmp_path: Path, kind: PlaceKind) -> None:
    parent = "" if kind is PlaceKind.CITY else "c"
    places = f"key,kind,name,parent,needs\nc,city,C,,\nx,{kind},X,{parent},elderly\n"
    expected = [] if kind is PlaceKind.HOUSEHOLD else [("WRONG_KIND", "places", 3, "needs")]
    assert told(tmp_path, {"places": places}) == expected


@pytest.mark.parametrize("kind", PlaceKind)
def test_a_residence_is_no_smaller_than_a_building_and_no_facility(tmp_path: Path, kind: PlaceKind) -> None:
    parent = "" if kind is PlaceKind.CITY else "c"
    places = f"key,kind,name,parent\nc,city,C,\nx,{kind},X,{parent}\n"
    small = kind in {PlaceKind.ENTRANCE, PlaceKind.FLOOR, PlaceKind.HOUSEHOLD, PlaceKind.FACILITY}
    expected = [("WRONG_LEVEL", "persons", 2, "residence")] if small else []
    assert told(tmp_path, {"places": places, "persons": "key,name,residence\nli,Li,x\n"}) == expected


def test_a_membership_is_in_a_unit_or_a_post_and_then_in_the_posts_unit(tmp_path: Path) -> None:
    memberships = "person,unit,post\nli,,\nli,v,p\nli,u,p\nwang,u,\nwang,,q\nwang,x,q\nwang,u,x\n"
    problems = problems_of(tmp_path, {**SOUND, "memberships": memberships})
    assert [(each.code, each.row, each.column, each.value) for each in problems] == [
        ("REQUIRED", 2, "unit", None),
        ("WRONG_KIND", 3, "unit", "v"),
        # With a post the unit says nothing, so this is the row above once more.
        ("DUPLICATE_KEY", 4, None, None),
        ("DUPLICATE_KEY", 7, None, None),
        ("UNKNOWN_KEY", 7, "unit", "x"),
        ("UNKNOWN_KEY", 8, "post", "x"),
    ]


def test_a_unit_does_not_escalate_to_itself(tmp_path: Path) -> None:
    ways = "from_unit,to_unit\nu,v\nv,u\nu,u\n"
    assert told(tmp_path, {**SOUND, "escalations": ways}) == [("BAD_VALUE", "escalations", 4, "to_unit")]


PERIODS = {
    "units": "key,line,kind,name,valid_from,valid_to\nx,party,k,X,{},{}\nu,party,k,U,,\nv,party,k,V,,\n",
    "posts": "key,unit,kind,title,valid_from,valid_to\nx,u,k,X,{},{}\np,u,k,P,,\n",
    "memberships": "person,unit,valid_from,valid_to\nli,u,{},{}\n",
    "absences": "person,valid_from,valid_to\nli,{},{}\n",
    "duties": "key,holder,category,place,valid_from,valid_to\nd,u,water,b,{},{}\n",
    "escalations": "from_unit,to_unit,valid_from,valid_to\nu,v,{},{}\n",
    "pairings": "helper,place,kind,valid_from,valid_to\nli,h,visits,{},{}\n",
}


@pytest.mark.parametrize("table", PERIODS)
def test_a_period_ends_no_earlier_than_it_begins(tmp_path: Path, table: str) -> None:
    def read(begin: str, end: str) -> list[tuple[str, str, int | None, str | None]]:
        return told(tmp_path, {**SOUND, table: PERIODS[table].format(begin, end)})

    assert read("2024-05-01", "2024-04-30") == [("BAD_PERIOD", table, 2, "valid_to")]
    assert read("2024-05-01", "2024-05-01") == []
    assert read("2024-05-01", "") == []
    assert read("2024-05-01T01:00", "2024-04-30T18:00Z") == []
    assert read("2024-02-30", "2024-01-01") == [("BAD_VALUE", table, 2, "valid_from")]


# --- rows without a key -----------------------------------------------------------------------------------------------

TWICE = {
    "memberships": (
        "person,post,valid_from,acting,valid_to",
        "li,p,2024-01-01,,",
        "li,p,2023-12-31T16:00Z,true,2025-01-01",
    ),
    "absences": ("person,valid_from,valid_to", "li,2024-01-01,", "li,2024-01-01T00:00,2025-01-01"),
    "escalations": ("from_unit,to_unit,urgent,priority,after", "u,v,,,", "u,v,FALSE,5,P1D"),
    "pairings": ("helper,place,kind,valid_to", "li,h,visits,", "li,h,visits,2025-01-01"),
    "policy": ("rule,place_kind,kind,number", "thin,building,head,60", "thin,building,head,70"),
}


@pytest.mark.parametrize("table", TWICE)
def test_a_row_of_a_table_without_keys_stands_once(tmp_path: Path, table: str) -> None:
    text = "\n".join(TWICE[table]) + "\n"
    assert told(tmp_path, {**SOUND, table: text}) == [("DUPLICATE_KEY", table, 3, None)]


def test_a_limit_is_named_once(tmp_path: Path) -> None:
    policy = "rule,name,number\nlimit,posts,4\nlimit,reports,4\nlimit,posts,\nlimit,posts,x\n"
    problems = problems_of(tmp_path, {**SOUND, "policy": policy})
    assert [(each.code, each.row, each.column, each.value) for each in problems] == [
        ("REQUIRED", 4, "number", ""),
        ("DUPLICATE_KEY", 4, "name", "posts"),
        ("BAD_VALUE", 5, "number", "x"),
        ("DUPLICATE_KEY", 5, "name", "posts"),
    ]


# --- policy -----------------------------------------------------------------------------------------------------------

CELLS = {
    "place_kind": "building",
    "category": "water",
    "tag": "lift",
    "line": "party",
    "kind": "branch",
    "number": "4",
    "name": "posts",
}


@pytest.mark.parametrize("rule", POLICY_CELLS)
def test_each_rule_of_the_policy_has_its_cells_and_no_others(tmp_path: Path, rule: str) -> None:
    wanted = {
        "demand": ["place_kind", "category"],
        "missing_unit": ["place_kind", "line", "kind"],
        "missing_post": ["place_kind", "kind"],
        "thin": ["place_kind", "kind", "number"],
        "limit": ["number", "name"],
    }[rule]
    optional = ["tag"] if rule == "demand" else []
    header = f"rule,{','.join(CELLS)}\n"

    def row(filled: list[str]) -> str:
        return f"{rule},{','.join(CELLS[column] if column in filled else '' for column in CELLS)}\n"

    assert told(tmp_path, {**SOUND, "policy": header + row(wanted)}) == []
    assert told(tmp_path, {**SOUND, "policy": header + row(wanted + optional)}) == []
    assert told(tmp_path, {**SOUND, "policy": header + row([])}) == [
        ("REQUIRED", "policy", 2, column) for column in CELLS if column in wanted
    ]
    assert told(tmp_path, {**SOUND, "policy": header + row(list(CELLS))}) == [
        ("BAD_VALUE", "policy", 2, column) for column in CELLS if column not in wanted + optional
    ]


# --- what only follows ------------------------------------------------------------------------------------------------


def test_nothing_is_told_that_only_follows_from_a_broken_cell(tmp_path: Path) -> None:
    tables = {
        "places": "key,kind,name,parent,needs\nc,village,C,,x\n"
        "b,building,B,c,\nlift,facility,L,\u200b,\nd,compound,D,b,\n",
        "categories": "key,name\nwater,W\n",
        "units": "key,line,kind,name,parent\nu,red,k,U,\nv,party,k,V,u\nw,party,k,W,v\n",
        "posts": "key,unit,kind,title,reports_to\np,,k,P,q|r\nq,u,k,Q,p\n",
        "persons": "key,name,residence\nli,,c\n",
        "memberships": "person,unit,post\nli,v,p\n,v,\n,v,\nli,,\u200b\n",
        "escalations": "from_unit,to_unit\n,\nu,\n",
        "policy": "rule,number,name\nlimit,x,posts\nrule,1,\n",
    }
    assert told(tmp_path, tables) == [
        ("BAD_VALUE", "places", 2, "kind"),
        ("FORBIDDEN_CHARACTER", "places", 4, "parent"),
        ("WRONG_LEVEL", "places", 5, "parent"),
        ("BAD_VALUE", "units", 2, "line"),
        ("REQUIRED", "posts", 2, "unit"),
        ("SECOND_SOLID_LINK", "posts", 2, "reports_to"),
        ("REQUIRED", "persons", 2, "name"),
        ("REQUIRED", "memberships", 3, "person"),
        ("REQUIRED", "memberships", 4, "person"),
        ("FORBIDDEN_CHARACTER", "memberships", 5, "post"),
        ("REQUIRED", "escalations", 3, "to_unit"),
        ("BAD_VALUE", "policy", 2, "number"),
        ("BAD_VALUE", "policy", 3, "rule"),
    ]
