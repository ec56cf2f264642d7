"""The generator: deterministic, lazy, and true to the counts of the reports."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from graphql import parse

from graphsvc.domain.errors import BadInput
from graphsvc.seeding import generate, seed_folder, write_world
from graphsvc.seeding.names import (
    COMPOUND_NAMES,
    LOCALITY_NAMES,
    PERSON_NAMES,
    compound_name,
    locality_name,
    person_name,
)
from graphsvc.seeding.questions import QUESTIONS
from graphsvc.seeding.sheet import COLUMNS
from graphsvc.seeding.written import copy_hand_written
from tests.seeding.bundles import Tables, collect, faults, read_folder

NOW = "2026-11-22"


@pytest.fixture(scope="module", params=["C", "D"])
def full(request: pytest.FixtureRequest) -> tuple[str, Tables]:
    return request.param, collect(generate(request.param, size="full", households="counted").tables())


def seated(tables: Tables) -> dict[str, set[str]]:
    """People with a valid post, by kind of post."""
    kinds = {row["key"]: row["kind"] for row in tables["posts"]}
    found: dict[str, set[str]] = {}
    for row in tables["memberships"]:
        if row["post"] and row["valid_from"] <= NOW and (not row["valid_to"] or row["valid_to"] > NOW):
            found.setdefault(kinds[row["post"]], set()).add(row["person"])
    return found


@pytest.mark.parametrize("name", ["A", "C", "D"])
def test_the_same_arguments_give_the_same_rows_and_another_seed_gives_others(name: str) -> None:
    first = collect(generate(name).tables())
    assert collect(generate(name).tables()) == first
    assert collect(generate(name, seed=1).tables()) != first


@pytest.mark.parametrize("name", ["A", "C", "D"])
def test_another_seed_gives_a_sound_world(name: str) -> None:
    assert faults(collect(generate(name, seed=7).tables())) == []


@pytest.mark.parametrize("name", ["A", "C", "D"])
def test_tables_come_in_the_bundles_order_with_every_column(name: str) -> None:
    told = []
    for table, rows in generate(name).tables():
        told.append(table)
        assert all(tuple(row) == COLUMNS[table] for row in rows), table
    assert told == list(COLUMNS)


@pytest.mark.parametrize("name", ["A", "C", "D"])
def test_counting_households_drops_flats_and_nothing_else(name: str) -> None:
    nodes, counted = (collect(generate(name, households=how).tables()) for how in ("nodes", "counted"))
    assert {table: rows for table, rows in nodes.items() if table != "places"} == {
        table: rows for table, rows in counted.items() if table != "places"
    }
    assert _households(nodes) == _households(counted)
    gone = {row["key"] for row in nodes["places"]} - {row["key"] for row in counted["places"]}
    assert gone
    assert {row["kind"] for row in nodes["places"] if row["key"] in gone} == {"household"}


def _households(tables: Tables) -> int:
    below: dict[str, list[str]] = {}
    for row in tables["places"]:
        below.setdefault(row["parent"], []).append(row["key"])
    rows = {row["key"]: row for row in tables["places"]}

    def count(key: str) -> int:
        if rows[key]["households"]:
            return int(rows[key]["households"])
        return int(rows[key]["kind"] == "household") + sum(count(child) for child in below.get(key, []))

    return sum(count(key) for key in below[""])


def test_a_full_world_is_sound(full: tuple[str, Tables]) -> None:
    assert faults(full[1]) == []


def test_a_full_world_has_the_counts_of_the_report(full: tuple[str, Tables]) -> None:
    name, tables = full
    places = Counter(row["kind"] for row in tables["places"])
    units = Counter(row["kind"] for row in tables["units"])
    people = seated(tables)
    with_posts = len(set().union(*people.values()))
    households = sum(int(row["households"] or 0) for row in tables["places"])
    if name == "C":
        assert (places["compound"], units["party_branch"], places["building"]) == (242, 242, 2_500)
        branches = {row["key"] for row in tables["units"] if row["kind"] == "party_branch"}
        members = {row["person"] for row in tables["memberships"] if row["unit"] in branches}
        assert len(members) == 9_960
        assert 149_000 < households < 151_000
        assert 14_500 < with_posts < 15_500
    else:
        assert (units["party_branch"], units["building_group"], units["member_household"]) == (187, 467, 4_307)
        assert len(people["steward"]) == 109
        assert 59_000 < households < 61_000
        assert 4_800 < with_posts < 5_300


def test_the_full_city_has_the_counts_of_the_report() -> None:
    kinds: Counter[str] = Counter()
    households = 0
    posted: set[str] = set()
    committee: set[str] = set()
    posts: dict[str, str] = {}
    visits: Counter[str] = Counter()
    with_posts: set[str] = set()
    for table, rows in generate("A", size="full", households="counted").tables():
        # A table that is not looked at costs nothing: its rows are never told.
        for row in rows if table in {"places", "posts", "persons", "memberships", "pairings"} else ():
            if table == "places":
                kinds[row["kind"]] += 1
                households += int(row["households"] or 0)
            elif table == "posts":
                posts[row["key"]] = row["kind"]
            elif table == "persons" and row["home_unit"]:
                posted.add(row["key"])
            elif table == "memberships" and row["post"] and not row["valid_to"]:
                with_posts.add(row["person"])
                if posts[row["post"]] in {"branch_secretary", "branch_deputy", "branch_member", "owners_member"}:
                    committee.add(row["person"])
            elif table == "pairings":
                visits[row["kind"]] += 1
    assert (kinds["city"], kinds["compound"], kinds["building"], households) == (1, 900, 20_000, 1_000_000)
    assert len(posted) == 52_000
    assert len(committee & posted) == 11_000
    assert 97_000 < len(with_posts) < 103_000
    assert visits["doctor_visit"] > 300
    assert visits["urgent_referral"] == 10


def test_the_full_city_tells_its_places_lazily() -> None:
    table, rows = next(generate("A", size="full").tables())
    assert (table, next(rows)["key"]) == ("places", "songhe")


@pytest.mark.parametrize("target", [10_000, 200_000])
def test_a_city_can_be_made_for_a_number_of_nodes(target: int) -> None:
    _, rows = next(generate("A", size="full", target_nodes=target).tables())
    assert abs(sum(1 for _ in rows) / target - 1) < 0.1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"world": "Z"}, "no world is called 'Z'"),
        ({"world": "B"}, "by hand in seed/B"),
        ({"world": "C", "target_nodes": 10_000}, "target_nodes"),
        ({"world": "A", "size": "full", "target_nodes": 5_000_000}, "5,000,000"),
        ({"world": "A", "size": "full", "households": "counted", "target_nodes": 10_000}, "target_nodes"),
    ],
)
def test_a_world_that_cannot_be_made_is_refused_in_words(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        generate(**arguments)


def test_names_are_never_given_twice() -> None:
    assert len({compound_name(number).slug for number in range(COMPOUND_NAMES)}) == COMPOUND_NAMES
    assert len({compound_name(number).zh for number in range(COMPOUND_NAMES)}) == COMPOUND_NAMES
    assert len({locality_name(number).slug for number in range(LOCALITY_NAMES)}) == LOCALITY_NAMES
    sample = range(0, PERSON_NAMES, 7)
    assert len({person_name(number) for number in sample}) == len(sample)
    with pytest.raises(ValueError, match="outside"):
        person_name(PERSON_NAMES)


def test_a_written_world_reads_back_as_it_was_told(tmp_path: Path) -> None:
    world = generate("D")
    write_world(world, tmp_path / "out")
    assert read_folder(tmp_path / "out") == collect(world.tables())


def test_the_hand_written_world_is_copied_byte_by_byte(tmp_path: Path) -> None:
    copy_hand_written(tmp_path / "B")
    copied = {path.name: path.read_bytes() for path in (tmp_path / "B").iterdir()}
    assert copied == {path.name: path.read_bytes() for path in (seed_folder() / "B").iterdir()}


def test_every_world_has_a_question_to_try_about_places_and_matters_that_exist() -> None:
    assert {question.world for question in QUESTIONS} == set("ABCD")
    for question in QUESTIONS:
        rows = read_folder(seed_folder() / question.world).values()
        keys = {row["key"] for table in rows for row in table if "key" in row}
        asked = re.findall(r'(?:category|place|key): "([^"]+)"', question.query)
        assert asked
        assert set(asked) <= keys
        parse(question.query)


def test_the_seed_folder_is_found() -> None:
    assert (seed_folder() / "categories.csv").is_file()
