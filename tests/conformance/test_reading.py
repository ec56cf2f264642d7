"""What a snapshot tells of rows, trees, pages and names."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphsvc.domain.entities import Category, Person, Place, Row, Unit, identity
from graphsvc.domain.facts import NameFact, NodeFact, PlaceFilter
from graphsvc.domain.kinds import TABLE_OF, Line, NodeKind, PlaceKind, Table
from graphsvc.domain.references import LEADS_TO, Reference
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.store.port import Store
from tests.support.worlds import EVERYTHING_ONCE, HOME, KEYED, rows_of, stating

pytestmark = pytest.mark.anyio

NOBODY = Visibility(every_person=False, care=False)
TWINS = ("a", "A", "é", "e\u0301", "z", "Z", "ä", "中", "\U00020000", "\uffee", "a-1", "a.1", "a_1")
"""Keys that differ only in case or normalisation, and keys that locales and UTF-16 order otherwise than code points."""


async def test_every_column_of_a_row_comes_back_as_it_was_written(world: Store) -> None:
    async with world.snapshot() as facts:
        assert dict(await facts.entities(tuple(KEYED))) == KEYED


@pytest.mark.parametrize("method", ["entities", "nodes", "lineages", "households"])
async def test_unknown_keys_are_left_out_of_batches(world: Store, method: str) -> None:
    async with world.snapshot() as facts:
        assert dict(await getattr(facts, method)(["nobody", "", "city ", "City"])) == {}
        assert set(await getattr(facts, method)(["city", "nobody", "city"])) == {"city"}


async def test_keys_that_differ_in_case_or_normalisation_are_different(store: Store) -> None:
    await store.write(stating(*(Category(key, f"name of {key}") for key in TWINS)))
    async with store.snapshot() as facts:
        found = await facts.entities(TWINS)
    assert {key: row.key for key, row in found.items()} == {key: key for key in TWINS}


async def test_pages_are_ordered_by_code_point_and_join_without_a_gap(store: Store) -> None:
    await store.write(stating(*(Category(key, "name") for key in TWINS)))
    keys: list[str] = []
    async with store.snapshot() as facts:
        while True:
            page = await facts.listing(NodeKind.CATEGORY, 2, keys[-1] if keys else None, EVERYTHING)
            keys.extend(page.keys)
            assert page.total == len(TWINS)
            assert page.more == (len(keys) < len(TWINS))
            if not page.more:
                break
    assert keys == sorted(TWINS)


async def test_a_page_may_begin_after_a_key_that_is_not_there(world: Store) -> None:
    async with world.snapshot() as facts:
        page = await facts.listing(NodeKind.UNIT, 1, "c", EVERYTHING)
    assert (page.keys, page.more, page.total) == (("group",), True, 3)


@pytest.mark.parametrize("kind", NodeKind)
async def test_a_listing_holds_all_keys_of_its_kind(world: Store, kind: NodeKind) -> None:
    expected = tuple(identity(row) for row in rows_of(TABLE_OF[kind]))
    async with world.snapshot() as facts:
        page = await facts.listing(kind, 100, None, EVERYTHING)
        assert page == (expected, False, len(expected))
        assert await facts.listing(kind, 0, None, EVERYTHING) == ((), True, len(expected))


async def test_a_listing_of_persons_holds_and_counts_only_those_seen(world: Store) -> None:
    async with world.snapshot() as facts:
        assert await facts.listing(NodeKind.PERSON, 10, None, NOBODY) == (("li",), False, 1)


@pytest.mark.parametrize("kind", [None, *PlaceKind])
async def test_a_listing_of_places_is_restricted_by_kind_and_parent(world: Store, kind: PlaceKind | None) -> None:
    places = [row for row in rows_of(Table.PLACES) if isinstance(row, Place)]
    async with world.snapshot() as facts:
        for parent in (None, "city", "tower", "tower-1-1", "home-101", "nowhere", "office"):
            expected = tuple(p.key for p in places if kind in {None, p.kind} and parent in {None, p.parent})
            page = await facts.listing(NodeKind.PLACE, 50, None, EVERYTHING, PlaceFilter(kind, parent))
            assert page == (expected, False, len(expected))
            if expected:
                rest = await facts.listing(NodeKind.PLACE, 50, expected[0], EVERYTHING, PlaceFilter(kind, parent))
                assert rest == (expected[1:], False, len(expected))


@pytest.mark.parametrize("reference", LEADS_TO, ids=lambda reference: f"{reference.table}.{reference.column}")
async def test_rows_are_found_by_each_column_that_holds_keys(world: Store, reference: Reference) -> None:
    expected: dict[str, tuple[Row, ...]] = {}
    for row in rows_of(reference.table):
        value = getattr(row, reference.column)
        for key in value if isinstance(value, tuple) else [value] if value is not None else []:
            expected[key] = (*expected.get(key, ()), row)
    assert expected
    async with world.snapshot() as facts:
        found = await facts.referring(reference, [*KEYED, "nobody"])
        assert dict(found) == expected
        for key, rows in expected.items():
            assert dict(await facts.referring(reference, [key])) == {key: rows}


@pytest.mark.parametrize(
    "reference",
    [reference for reference, kinds in LEADS_TO.items() if NodeKind.PLACE in kinds],
    ids=lambda reference: f"{reference.table}.{reference.column}",
)
async def test_rows_within_a_place_are_those_of_its_subtree(world: Store, reference: Reference) -> None:
    async with world.snapshot() as facts:
        for place in ("city", "tower", "tower-1-1", "home-101", "yard", "nowhere", "office"):
            expected = []
            for row in rows_of(reference.table):
                value = getattr(row, reference.column)
                held = value if isinstance(value, tuple) else [value] if value else []
                if any(place in above(key) for key in held):
                    expected.append(row)
            assert await facts.within(reference, place) == tuple(expected)


def above(key: str | None) -> Iterator[str]:
    while key is not None:
        yield key
        row = KEYED[key]
        assert isinstance(row, Place)
        key = row.parent


async def test_lineages_lead_from_the_key_to_the_root(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.lineages(["home-101", "sewer", "group", "city", "li", "head", "nobody"])
    assert dict(found) == {
        "home-101": ("home-101", "tower-1-1", "tower-1", "tower", "city"),
        "sewer": ("sewer", "water"),
        "group": ("group", "branch"),
        "city": ("city",),
    }


async def test_households_follow_the_rule(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.households([*KEYED, "nowhere"])
    assert dict(found) == {
        "home-101": 1,  # a household without a number
        "home-102": 3,
        "tower-1-1": 4,
        "tower-1": 4,
        "tower": 4,
        "lift": 4,  # a facility has those of the place that it stands in, and counts nothing in its sum
        "yard": 40,  # a number of its own, whatever its children say
        "city": 44,
    }


async def test_households_stay_right_when_places_move_and_numbers_come_and_go(world: Store) -> None:
    yard_home = Place("home-1", PlaceKind.HOUSEHOLD, "1", None, "yard")
    await world.write(stating(yard_home))
    async with world.snapshot() as facts:
        assert await facts.households(["yard", "city"]) == {"yard": 40, "city": 44}
    await world.write(stating(Place("yard", PlaceKind.COMPOUND, "后院", None, "city"), HOME._replace(parent="yard")))
    async with world.snapshot() as facts:
        assert await facts.households(["yard", "tower", "lift", "city"]) == {
            "yard": 2,
            "tower": 3,
            "lift": 3,
            "city": 5,
        }
    assert await world.verify() == ()


async def test_nodes_tell_what_is_shown(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.nodes(["tower", "sewer", "branch", "head", "li", "wang", "sewer-tower", "nobody"])
    assert dict(found) == {
        "tower": NodeFact("tower", NodeKind.PLACE, "三号楼"),
        "sewer": NodeFact("sewer", NodeKind.CATEGORY, "下水道"),
        "branch": NodeFact("branch", NodeKind.UNIT, "支部", valid_from=10, valid_to=5_000),
        "head": NodeFact("head", NodeKind.POST, "书记", valid_from=20),
        "li": NodeFact("li", NodeKind.PERSON, "李安"),
        "wang": NodeFact("wang", NodeKind.PERSON, "王宁", public=False),
        "sewer-tower": NodeFact("sewer-tower", NodeKind.DUTY, "sewer-tower", valid_from=30, valid_to=4_000),
    }


async def test_names_are_ordered_by_key_and_leave_out_households_floors_and_duties(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.names()
    keys = sorted(
        key
        for key, row in KEYED.items()
        if not (isinstance(row, Place) and row.kind in {PlaceKind.HOUSEHOLD, PlaceKind.FLOOR}) and "-city" not in key
    )
    keys.remove("sewer-tower")
    assert [name.key for name in found] == keys
    told = {name.key: name for name in found}
    assert told["tower"] == NameFact("tower", NodeKind.PLACE, ("三号楼", "Building 3", "3号楼", "三栋"))
    assert told["sewer"] == NameFact("sewer", NodeKind.CATEGORY, ("下水道", "Sewer", "drain", "污水"))
    assert told["office"] == NameFact("office", NodeKind.UNIT, ("街道办", "Office"))
    assert told["clerk"] == NameFact("clerk", NodeKind.POST, ("办事员",))
    assert told["wang"] == NameFact("wang", NodeKind.PERSON, ("王宁",), public=False)


async def test_more_keys_than_any_limit_of_the_engine_are_answered(store: Store) -> None:
    people = [Person(f"person-{number:05d}", "某人") for number in range(33_000)]
    await store.write(stating(*people, Unit("unit", Line.PARTY, "branch", "支部")))
    async with store.snapshot() as facts:
        assert len(await facts.entities([person.key for person in people])) == len(people)
    assert await store.verify() == ()


async def test_an_empty_store_answers_with_nothing(store: Store) -> None:
    async with store.snapshot() as facts:
        assert facts.revision == store.revision == 0
        assert await facts.names() == []
        assert await facts.listing(NodeKind.PLACE, 5, None, EVERYTHING) == ((), False, 0)
        assert await facts.links(["li"], 5, EVERYTHING) == ()
    assert [row async for row in store.rows(Table.PLACES)] == []
    assert [part async for part in store.changes(0)] == []
    assert await store.verify() == ()


async def test_rows_stream_ordered_by_identity(world: Store) -> None:
    for table in Table:
        assert [row async for row in world.rows(table)] == rows_of(table, EVERYTHING_ONCE)
