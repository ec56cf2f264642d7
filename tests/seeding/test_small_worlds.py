"""The committed bundles: sound, as generated, and with every feature of the four localities."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from graphsvc.seeding import generate
from graphsvc.seeding.kinds import LINE_OF_KIND
from graphsvc.wording.kinds import POST_KINDS, UNIT_KINDS
from tests.seeding.bundles import SEED, Tables, collect, faults, read_folder

NOW = "2026-11-22"
SCHEMA = Path(__file__).resolve().parents[2] / "schema"


@cache
def world(name: str) -> Tables:
    return read_folder(SEED / name)


def units(name: str, kind: str) -> list[str]:
    return [row["key"] for row in world(name)["units"] if row["kind"] == kind]


def holders(name: str) -> dict[str, set[str]]:
    """People with a valid membership, for each post."""
    seats: dict[str, set[str]] = {row["key"]: set() for row in world(name)["posts"]}
    for row in world(name)["memberships"]:
        if row["post"] and row["valid_from"] <= NOW and (not row["valid_to"] or row["valid_to"] > NOW):
            seats[row["post"]].add(row["person"])
    return seats


def people_of(name: str, unit: str) -> set[str]:
    """People who hold a post in a unit."""
    seats = holders(name)
    return {person for row in world(name)["posts"] if row["unit"] == unit for person in seats[row["key"]]}


@pytest.mark.parametrize("name", ["A", "B", "C", "D"])
def test_a_committed_bundle_is_sound(name: str) -> None:
    assert faults(world(name)) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "told"),
    [
        ("places", "parent", "nowhere", "nowhere is unknown"),
        ("places", "needs", "hardship", "is misplaced, or has needs"),
        ("units", "parent", "u.qiyun.bm", "a parent of another line"),
        ("posts", "reports_to", "po.yunlu.sec", "goes round"),
        ("memberships", "post", "", "belongs to nothing"),
        ("duties", "hours", "PH 09:00-10:00", "duties.hours"),
        ("duties", "key", "qiyun", "stands twice"),
        ("escalations", "after", "P1M", "escalations.after"),
        ("persons", "residence", "qiyun.1.1", "lives in a entrance"),
    ],
)
def test_the_plain_check_finds_what_is_unsound(table: str, column: str, value: str, told: str) -> None:
    first, *others = world("B")[table]
    broken: Tables = {**world("B"), table: [{**first, column: value}, *others]}
    assert any(told in fault for fault in faults(broken))


@pytest.mark.parametrize("name", ["A", "C", "D"])
def test_committed_bundles_are_what_the_generator_gives(name: str) -> None:
    made = generate(name)
    assert collect(made.tables()) == world(name)
    assert json.loads((SEED / name / "bundle.json").read_text(encoding="utf-8")) == made.manifest


@pytest.mark.parametrize("name", ["A", "B", "C", "D"])
def test_every_world_carries_the_same_category_tree(name: str) -> None:
    tree = [{"open311_code": "", **row} for row in read_folder(SEED)["categories"]]
    assert world(name)["categories"] == tree


@pytest.mark.parametrize("name", ["A", "B", "C", "D"])
def test_people_bear_names_of_their_own_and_telephones_that_cannot_be_dialled(name: str) -> None:
    people = world(name)["persons"]
    assert len({row["name"] for row in people}) == len(people)
    told = [row["channel"] for table in ("persons", "units", "duties") for row in world(name)[table] if row["channel"]]
    assert all(re.fullmatch(r"0000-\d{7}|100\d{8}", channel) for channel in told)
    assert {row["public_contact"] for row in people} == {"true", "false"}
    assert all(row["consent"] for row in people if row["public_contact"] == "true")


@pytest.mark.parametrize("name", ["A", "C", "D"])
def test_a_generated_world_has_a_building_3_with_a_readable_key(name: str) -> None:
    named = [row["key"] for row in world(name)["places"] if row["name"] == "3号楼"]
    assert named
    assert all(key.endswith(".3") for key in named)


@pytest.mark.parametrize("name", ["A", "B", "C", "D"])
def test_every_world_has_households_as_places_absences_vacancies_urgent_ladders_and_past_and_unpaired_ones(
    name: str,
) -> None:
    tables = world(name)
    assert sum(row["kind"] == "household" for row in tables["places"]) > 100
    assert any(
        row["valid_from"] <= NOW and (not row["valid_to"] or row["valid_to"] > NOW) for row in tables["absences"]
    )
    valid = [row for row in tables["posts"] if not row["valid_to"]]
    assert any(len(holders(name)[row["key"]]) < int(row["seats"] or 1) for row in valid)
    assert any(row["urgent"] == "true" for row in tables["escalations"])
    assert any(row["valid_to"] and row["valid_to"] < NOW for row in tables["memberships"])
    paired = {row["place"] for row in tables["pairings"]}
    needy = {row["key"] for row in tables["places"] if row["needs"]}
    assert needy & paired
    assert needy - paired


@pytest.mark.parametrize("name", ["A", "C", "D"])
def test_every_branch_shares_somebody_with_another_line_or_the_owners(name: str) -> None:
    managed = set(units(name, "owners_committee"))
    for branch in units(name, "party_branch"):
        owners = branch.replace(".branch", ".owners")
        if owners in managed and name != "D":
            assert people_of(name, branch) & people_of(name, owners), branch


def test_a_posted_member_works_in_a_department_lives_in_a_building_and_belongs_to_both() -> None:
    tables = world("A")
    posted = [row for row in tables["persons"] if row["home_unit"]]
    belongs = {(row["person"], row["unit"]) for row in tables["memberships"] if row["unit"]}
    seated = {person for people in holders("A").values() for person in people}
    assert len(posted) == 100
    assert all(row["residence"] and (row["key"], row["home_unit"]) in belongs for row in posted)
    assert {row["key"] for row in posted} <= seated


def test_in_a_an_old_compound_has_a_fund_and_a_road_matter_goes_through_a_member() -> None:
    tables = world("A")
    old = [row["key"] for row in tables["places"] if "no_fund" in row["tags"]]
    assert old == [unit.split(".")[1] for unit in units("A", "repair_fund")]
    (road,) = [row for row in tables["duties"] if row["key"] == "d.jingui-hy.roads.surface.f"]
    (member,) = holders("A")[road["holder"]]
    (person,) = [row for row in tables["persons"] if row["key"] == member]
    assert person["home_unit"].endswith(".roads")
    assert len(units("A", "neighbourhood_centre")) == 4
    assert units("A", "mini_program") == ["u.songhe.app"]
    assert {row["kind"] for row in tables["pairings"]} >= {"department", "doctor_visit", "urgent_referral"}


def test_b_is_one_tower_of_324_households() -> None:
    kinds = Counter(row["kind"] for row in world("B")["places"])
    assert (kinds["compound"], kinds["building"], kinds["entrance"], kinds["household"]) == (1, 1, 3, 324)


def test_b_has_three_volunteer_teams_five_service_points_a_grid_station_and_a_council_corner() -> None:
    teams = [units("B", kind) for kind in ("opinion_team", "convenience_team", "mediation_team")]
    assert [len(team) for team in teams] == [1, 1, 1]
    assert len(units("B", "service_point")) == 5
    assert len(units("B", "grid_station")) == 1
    assert len(units("B", "council_corner")) == 1


def test_b_has_over_twenty_services_nine_of_them_free() -> None:
    fees = [row["fee"] for row in world("B")["duties"] if row["fee"]]
    assert len(fees) > 20
    assert fees.count("免费") == 9


def test_in_b_members_of_both_committees_manage_the_property_service_office() -> None:
    both = people_of("B", "u.qingluo.dw") | people_of("B", "u.qingluo.jwh")
    seats = holders("B")
    for post in ("po.qiyun.wy.head", "po.qiyun.wy.dep", "po.qiyun.wy.desk", "po.qiyun.wy.acc"):
        assert seats[post], post
        assert seats[post] <= both, post
    assert people_of("B", "u.qiyun.wy") & people_of("B", "u.qingluo.dw")
    assert people_of("B", "u.qiyun.wy") & people_of("B", "u.qingluo.jwh")


def test_in_b_three_levels_are_there_and_each_entrance_has_a_representative() -> None:
    assert [len(units("B", kind)) for kind in ("building_group", "property_service_office", "affairs_supervision")] == [
        *(1, 1, 1)
    ]
    representatives = {
        row["place"]: holders("B")[row["key"]]
        for row in world("B")["posts"]
        if row["kind"] == "entrance_representative"
    }
    assert sorted(representatives) == ["qiyun.1.1", "qiyun.1.2", "qiyun.1.3"]
    assert all(len(people) == 1 for people in representatives.values())


def test_b_begins_in_january_2023_and_holds_memberships_of_the_future() -> None:
    (office,) = [row for row in world("B")["units"] if row["kind"] == "property_service_office"]
    assert office["valid_from"] == "2023-01-01"
    assert any(row["valid_from"] > NOW for row in world("B")["memberships"])


def test_in_b_a_burst_pipe_is_one_call_at_any_hour() -> None:
    (duty,) = [row for row in world("B")["duties"] if row["key"] == "d.burst-pipe"]
    assert (duty["category"], duty["hours"], duty["channel"]) == ("water.supply", "24/7", "0000-3240000")


def test_c_has_a_compound_of_620_households_with_40_members_and_four_group_leaders() -> None:
    tables = world("C")
    assert sum(row["kind"] == "household" and row["key"].startswith("jinxiu-jy.") for row in tables["places"]) == 620
    (branch,) = [row for row in tables["units"] if row["key"] == "u.jinxiu-jy.branch"]
    assert branch["valid_from"] == "2019-08-01"
    members = {row["person"] for row in tables["memberships"] if row["unit"] == "u.jinxiu-jy.branch"}
    assert len(members) == 40
    leaders = [row["key"] for row in tables["posts"] if row["kind"] == "group_leader" and "jinxiu" in row["key"]]
    assert len(leaders) == 4
    assert all(holders("C")[post] <= members for post in leaders)


def test_in_c_the_self_managed_owners_hire_cleaners_and_electricians_and_fifteen_members_began_the_volunteers() -> None:
    tables = world("C")
    staff = Counter(row["kind"] for row in tables["posts"] if row["unit"] == "u.jinxiu-jy.staff")
    assert {"cleaner", "electrician", "plumber"} <= set(staff)
    (crew,) = [row for row in tables["units"] if row["key"] == "u.jinxiu-jy.staff"]
    assert crew["parent"] == "u.jinxiu-jy.owners"
    (firm,) = [row for row in tables["units"] if row["key"] == "u.jinxiu-jy.firm"]
    assert firm["valid_to"] == "2020-07-01"
    assert len(people_of("C", "u.jinxiu-jy.vol")) == 15


def test_c_has_a_compound_with_seven_supervision_groups() -> None:
    groups = Counter(key.split(".")[1] for key in units("C", "supervision_group"))
    assert groups["xingfu-tf"] == 7


def test_in_c_police_doctor_lawyer_and_social_worker_hold_a_post_in_every_compound() -> None:
    compounds = {row["key"] for row in world("C")["places"] if row["kind"] == "compound"}
    for kind in ("police_officer", "lawyer", "social_worker"):
        assert {row["place"] for row in world("C")["posts"] if row["kind"] == kind} == compounds
    doctors = {row["place"] for row in world("C")["posts"] if row["kind"] == "doctor"}
    assert compounds <= doctors


def test_in_c_the_ladder_of_the_showcase_has_four_steps_with_durations_and_an_urgent_way_to_a_department() -> None:
    rows = [row for row in world("C")["escalations"] if not row["category"] and not row["urgent"]]
    after = {row["from_unit"]: (row["to_unit"], row["after"]) for row in rows}
    steps, unit = [], "u.jinxiu-jy.staff"
    while unit in after:
        unit, duration = after[unit]
        steps.append(duration)
    assert steps == ["PT8H", "P1D", "P2D", "P3D"]
    urgent = {row["to_unit"] for row in world("C")["escalations"] if row["urgent"] and "jinxiu" in row["from_unit"]}
    assert "u.lingchuan.drain" in urgent


def test_in_c_departments_are_paired_with_compounds_but_one() -> None:
    compounds = {row["key"] for row in world("C")["places"] if row["kind"] == "compound"}
    paired = {row["place"] for row in world("C")["pairings"] if row["kind"] == "department"}
    assert compounds - paired == {"chaoyang-wn"}


def test_d_is_tiered_steward_branch_community_council() -> None:
    ways = {(row["from_unit"], row["to_unit"]) for row in world("D")["escalations"]}
    for compound in (row for row in world("D")["places"] if row["kind"] == "compound"):
        key = compound["key"]
        assert (f"u.{key}.steward", f"u.{key}.branch") in ways
        (party,) = [row["parent"] for row in world("D")["units"] if row["key"] == f"u.{key}.branch"]
        assert (f"u.{key}.branch", party) in ways
        assert (party, "u.chengwan.council") in ways


def test_in_d_member_households_stand_under_the_group_of_a_building_and_every_firm_holds_a_reception() -> None:
    groups = set(units("D", "building_group"))
    homes = [row for row in world("D")["units"] if row["kind"] == "member_household"]
    assert len(homes) == 54
    assert all(row["parent"] in groups and row["covers"].startswith(row["parent"][2:]) for row in homes)
    receptions = [
        row for row in world("D")["duties"] if row["holder"].endswith(".pm") and row["hours"].startswith("Sa-Su")
    ]
    assert len(receptions) == len(units("D", "project_office")) == 6


def test_in_d_stewards_serve_one_or_two_compounds_and_one_post_stands_empty() -> None:
    posts = [row["key"] for row in world("D")["posts"] if row["kind"] == "steward"]
    stewards = Counter(person for post in posts for person in holders("D")[post])
    assert sorted(stewards.values()) == [1, 2, 2]
    assert [post for post in posts if not holders("D")[post]] == ["po.nanshan-fg.steward"]


def _listed() -> dict[str, dict[str, list[str]]]:
    """The rows of the page of words, by section: the other cells of each word."""
    sections = (SCHEMA / "kinds.md").read_text(encoding="utf-8").split("\n## ")[1:]
    rows = {text.partition("\n")[0]: re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.MULTILINE) for text in sections}
    return {title: {word: cells.split(" | ") for word, cells in found} for title, found in rows.items()}


def test_the_list_of_words_names_every_word_that_the_seed_worlds_use_and_no_other() -> None:
    used: dict[str, set[str]] = {title: set() for title in _listed()}
    columns = (
        ("Units", "units", "kind"),
        ("Posts", "posts", "kind"),
        ("Pairings", "pairings", "kind"),
        ("Tags of places", "places", "tags"),
        ("Care needs of households", "places", "needs"),
    )
    for name in "ABCD":
        for title, table, column in columns:
            used[title] |= {word for row in world(name)[table] for word in row[column].split("|") if word}
    assert used == {title: set(words) for title, words in _listed().items()}


def test_units_and_posts_are_called_as_the_list_of_words_calls_them() -> None:
    listed = _listed()
    assert listed["Units"] == {
        kind: [LINE_OF_KIND[kind], called.name, called.name_en] for kind, called in UNIT_KINDS.items()
    }
    assert listed["Posts"] == {kind: [called.name, called.name_en] for kind, called in POST_KINDS.items()}


def test_every_key_that_the_readme_names_exists() -> None:
    text = (SEED / "README.md").read_text(encoding="utf-8")
    keys = {row["key"] for name in "ABCD" for rows in world(name).values() for row in rows if "key" in row}
    tables = [line for line in text.splitlines() if re.match(r"\| [ABCD] \|", line)]
    named = {word for line in tables for word in re.findall(r"`([^`…]+)`", line)}
    assert len(named) > 40
    assert named - keys == set()


@pytest.mark.parametrize("name", ["A", "B", "C", "D"])
def test_the_readme_tells_the_true_sizes(name: str) -> None:
    (line,) = [
        line for line in (SEED / "README.md").read_text(encoding="utf-8").splitlines() if f"| `{name}/` |" in line
    ]
    told = [int(cell) for cell in re.findall(r"\| (\d+)(?= \|)", line)]
    assert told == [len(world(name)[table]) for table in ("places", "units", "posts", "persons", "duties")]


def test_the_seed_worlds_can_live_in_one_store() -> None:
    told: dict[str, str] = {}
    for name in "ABCD":
        for table, rows in world(name).items():
            if table != "categories":
                for row in rows:
                    if "key" in row:
                        assert told.setdefault(row["key"], name) == name, row["key"]
    limits = {
        (row["name"], row["number"]) for name in "ABCD" for row in world(name)["policy"] if row["rule"] == "limit"
    }
    assert len(limits) == 5
    people = [row["name"] for name in "ABCD" for row in world(name)["persons"]]
    assert len(set(people)) == len(people)
