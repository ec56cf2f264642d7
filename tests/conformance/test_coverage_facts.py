"""The facts of coverage and of staff: what each of them gives, that they are one with each other, and follow writes."""

from __future__ import annotations

import pytest

from graphsvc.domain.entities import Category, Duty, Pairing, Place, Policy, Unit
from graphsvc.domain.facts import UnitFact
from graphsvc.domain.kinds import Capacity, Line, PlaceKind, PolicyRule, Table
from graphsvc.store.port import Store
from tests.support.worlds import EVERYTHING_ONCE, KEYED, rows_of, stating

pytestmark = pytest.mark.anyio


async def test_places_are_numbers_with_parents_kinds_and_households(world: Store) -> None:
    async with world.snapshot() as reader:
        facts = await reader.coverage_facts()
        households = await reader.households([row.key for row in EVERYTHING_ONCE if isinstance(row, Place)])
        for row in rows_of(Table.PLACES):
            assert isinstance(row, Place)
            number = facts.place_number(row.key)
            assert number is not None
            assert number > 0
            assert facts.place_key(number) == row.key
            assert facts.place_kind(number) is row.kind
            assert facts.parents[number] == (0 if row.parent is None else facts.place_number(row.parent))
            assert facts.households(number) == households[row.key]
            assert facts.shares_households(number) == (row.key == "lift")
        for key, row in KEYED.items():
            if not isinstance(row, Place):
                assert facts.place_number(key) is None
        assert facts.place_number("nobody") is None


async def test_places_are_given_by_kind(world: Store) -> None:
    async with world.snapshot() as reader:
        facts = await reader.coverage_facts()
        for kind in PlaceKind:
            found = sorted(facts.place_key(place) for place in facts.places_of(kind))
            assert found == [row.key for row in rows_of(Table.PLACES) if isinstance(row, Place) and row.kind is kind]


async def test_places_are_given_by_the_tags_that_are_demanded(world: Store) -> None:
    both = Place("both", PlaceKind.BUILDING, "塔", None, "city", tags=("new", "old"))
    older = Place("older", PlaceKind.BUILDING, "塔", None, "city", tags=("older",))
    yard = Place("yard", PlaceKind.COMPOUND, "后院", None, "city", tags=("old",), households=40)
    await world.write(stating(both, older, yard))
    async with world.snapshot() as reader:
        facts = await reader.coverage_facts()
        assert {facts.place_key(place) for place in facts.bearing(PlaceKind.BUILDING, "old")} == {"tower", "both"}


async def test_categories_come_by_key_with_parent_and_weight(world: Store) -> None:
    async with world.snapshot() as reader:
        facts = await reader.coverage_facts()
        number = {category.key: category.number for category in facts.categories}
        told = [(category.key, category.parent, category.weight) for category in facts.categories]
    assert told == [("light", 0, 1), ("sewer", number["water"], 3), ("water", 0, 1)]
    assert 0 not in number.values()


async def test_the_whole_policy_and_the_time_zone_are_given(world: Store) -> None:
    async with world.snapshot() as reader:
        facts = await reader.coverage_facts()
        assert sorted(map(str, facts.policy)) == sorted(map(str, rows_of(Table.POLICY)))
        assert facts.timezone == reader.settings.timezone == "Asia/Urumqi"


async def test_duties_stand_by_place_and_category_and_are_those_of_responsibility(world: Store) -> None:
    later = Duty("b", "office", "sewer", "tower", priority=50)
    await world.write(
        stating(Duty("past", "office", "sewer", "tower", valid_to=1), Duty("a", "office", "sewer", "tower"), later)
    )
    async with world.snapshot() as reader:
        facts = await reader.coverage_facts()
        number = {category.key: category.number for category in facts.categories}
        told = {
            (facts.place_key(place), category): [duty.key for duty in duties]
            for place, cells in facts.duties.items()
            for category, duties in cells.items()
        }
        assert told == {
            ("tower", number["sewer"]): ["b", "sewer-tower", "a", "past"],
            ("city", number["water"]): ["water-city"],
            ("city", number["sewer"]): ["sewer-city"],
        }
        place = facts.place_number("tower")
        assert place is not None
        duty = facts.duties[place][number["sewer"]][1]
        match = next(
            m for m in (await reader.responsibility_facts("sewer", "tower", 100)).matches() if m.duty.key == duty.key
        )
        assert match.duty is duty


async def test_escalations_name_their_categories(world: Store) -> None:
    async with world.snapshot() as reader:
        assert set((await reader.coverage_facts()).ladder_categories) == {"sewer"}


async def test_persons_units_and_posts_are_found_by_key_and_by_nothing_else(world: Store) -> None:
    async with world.snapshot() as reader:
        facts = await reader.coverage_facts()
        for key in (*KEYED, "nobody"):
            found = [each.key for each in (facts.person(key), facts.unit(key), facts.post(key)) if each is not None]
            expected = key in {"li", "wang", "office", "branch", "group", "head", "deputy", "clerk", "guide"}
            assert found == ([key] if expected else [])


async def test_posts_of_a_person_and_duties_of_a_holder_are_found(world: Store) -> None:
    async with world.snapshot() as reader:
        facts = await reader.coverage_facts()
        li, wang = facts.person("li"), facts.person("wang")
        head, office = facts.post("head"), facts.unit("office")
        assert li and wang and head and office  # noqa: PT018
        # Twice a member of one post, and not of a post at all: each post once.
        assert list(facts.posts_of(li)) == [head]
        assert [post.key for post in facts.posts_of(wang)] == ["deputy"]
        assert [duty.key for duty in facts.duties_of(head)] == ["sewer-tower"]
        assert sorted(duty.key for duty in facts.duties_of(office)) == ["sewer-city", "water-city"]
        assert [*facts.duties_of(head.unit)] == []


async def test_units_and_posts_come_with_what_planning_asks_for(world: Store) -> None:
    async with world.snapshot() as reader:
        facts, staff = await reader.coverage_facts(), await reader.staff_facts()
        units = {
            unit.key: (detail.kind, sorted(map(facts.place_key, detail.covers)))
            for unit, detail in staff.units.items()
            if detail.unit is unit
        }
        assert units == {
            "office": ("office", ["city"]),
            "branch": ("branch", ["tower", "yard"]),
            "group": ("group", []),
        }
        posts = {
            post.key: (
                detail.kind,
                facts.place_key(detail.place) if detail.place else None,
                detail.seats,
                detail.reports_to.key if detail.reports_to else None,
            )
            for post, detail in staff.posts.items()
            if detail.post is post and facts.post(post.key) is post
        }
        assert posts == {
            "head": ("secretary", "tower", 1, None),
            "deputy": ("deputy", None, 2, "head"),
            "clerk": ("clerk", None, 1, None),
            "guide": ("guide", None, 1, None),
        }


async def test_sub_units_and_posts_of_a_unit_are_found(world: Store) -> None:
    async with world.snapshot() as reader:
        facts, staff = await reader.coverage_facts(), await reader.staff_facts()
        branch, group = facts.unit("branch"), facts.unit("group")
        assert branch and group  # noqa: PT018
        assert list(staff.units_under(branch)) == [group]
        assert [*staff.units_under(group)] == []
        assert sorted(post.key for post in staff.posts_in(branch)) == ["deputy", "head"]


async def test_pairings_and_needs_are_given_by_place_and_helper(world: Store) -> None:
    async with world.snapshot() as reader:
        facts, staff = await reader.coverage_facts(), await reader.staff_facts()
        told = sorted(
            (facts.place_key(place), pairing.helper.key, pairing.valid_from, pairing.valid_to)
            for place, pairings in staff.pairings.items()
            for pairing in pairings
            if pairing.place == place and pairing in staff.paired_by(pairing.helper)
        )
        assert told == [("home-101", "li", 7, None), ("yard", "office", None, None)]
        li, wang = facts.person("li"), facts.person("wang")
        assert li and wang  # noqa: PT018
        assert len(staff.paired_by(li)) == 1
        assert [*staff.paired_by(wang)] == []
        assert [facts.place_key(place) for place in staff.in_need] == ["home-101"]


async def test_facts_follow_every_write(world: Store) -> None:
    async with world.snapshot() as reader:
        await reader.coverage_facts()
        await reader.staff_facts()
    await world.write(
        stating(
            Place("home-103", PlaceKind.HOUSEHOLD, "103室", None, "tower-1-1", needs=("ill",)),
            Category("noise", "噪音", None, "light", weight=7),
            Unit("crew", Line.PROPERTY, "crew", "队", covers=("tower",)),
            Duty("noise-tower", "crew", "noise", "tower", Capacity.BACKS_UP),
            Pairing("crew", "home-103", "care"),
            Policy(PolicyRule.DEMAND, PlaceKind.COMPOUND, "noise", "quiet"),
            Place("yard", PlaceKind.COMPOUND, "后院", None, "city", tags=("quiet",), households=40),
        )
    )
    async with world.snapshot() as reader:
        facts, staff = await reader.coverage_facts(), await reader.staff_facts()
        crew, yard = facts.unit("crew"), facts.place_number("yard")
        assert isinstance(crew, UnitFact)
        assert staff.units[crew].kind == "crew"
        assert [duty.key for duty in facts.duties_of(crew)] == ["noise-tower"]
        assert {category.key: category.weight for category in facts.categories}["noise"] == 7
        assert list(facts.bearing(PlaceKind.COMPOUND, "quiet")) == [yard]
        assert sorted(map(facts.place_key, staff.in_need)) == ["home-101", "home-103"]
        assert [facts.place_key(pairing.place) for pairing in staff.paired_by(crew)] == ["home-103"]


async def test_an_empty_store_has_empty_facts(store: Store) -> None:
    async with store.snapshot() as reader:
        facts, staff = await reader.coverage_facts(), await reader.staff_facts()
        assert not any((facts.policy, facts.categories, facts.duties, facts.ladder_categories))
        assert not any((staff.units, staff.posts, staff.pairings, staff.in_need))
        assert list(facts.places_of(PlaceKind.BUILDING)) == []
