"""The links of the graph: which there are, in which order, how many, and who sees them."""

from __future__ import annotations

import pytest

from graphsvc.domain import facts as shapes
from graphsvc.domain.entities import Duty, Membership, Person, Place, Post, Unit
from graphsvc.domain.facts import Link
from graphsvc.domain.kinds import Line, PlaceKind
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.store.port import Store
from tests.support.worlds import CITY, KEYED, WATER, stating

pytestmark = pytest.mark.anyio

ALL_LINKS = {
    Link("tower", "city", shapes.PARENT),
    Link("yard", "city", shapes.PARENT),
    Link("tower-1", "tower", shapes.PARENT),
    Link("tower-1-1", "tower-1", shapes.PARENT),
    Link("home-101", "tower-1-1", shapes.PARENT),
    Link("home-102", "tower-1-1", shapes.PARENT),
    Link("lift", "tower", shapes.PARENT),
    Link("sewer", "water", shapes.PARENT),
    Link("group", "branch", shapes.PARENT),
    Link("office", "city", shapes.COVERS),
    Link("branch", "tower", shapes.COVERS),
    Link("branch", "yard", shapes.COVERS),
    Link("head", "branch", shapes.OF_UNIT, 20),
    Link("deputy", "branch", shapes.OF_UNIT),
    Link("clerk", "office", shapes.OF_UNIT),
    Link("guide", "group", shapes.OF_UNIT),
    Link("head", "tower", shapes.LOCATED_AT, 20),
    Link("deputy", "head", shapes.REPORTS_TO),
    Link("deputy", "clerk", shapes.DOTTED),
    Link("deputy", "guide", shapes.DOTTED),
    Link("wang", "office", shapes.MEMBER_OF, None, 900),
    Link("li", "head", shapes.HOLDS, 5, 20),
    Link("li", "head", shapes.HOLDS, 20),
    Link("wang", "deputy", shapes.HOLDS),
    Link("li", "office", shapes.HOME_UNIT),
    Link("li", "tower", shapes.RESIDES_AT),
    Link("wang", "home-101", shapes.RESIDES_AT),
    Link("sewer-tower", "head", shapes.HELD_BY, 30, 4_000),
    Link("sewer-tower", "tower", shapes.WITHIN, 30, 4_000),
    Link("sewer-tower", "sewer", shapes.FOR_CATEGORY, 30, 4_000),
    Link("water-city", "office", shapes.HELD_BY),
    Link("water-city", "city", shapes.WITHIN),
    Link("water-city", "water", shapes.FOR_CATEGORY),
    Link("sewer-city", "office", shapes.HELD_BY),
    Link("sewer-city", "city", shapes.WITHIN),
    Link("sewer-city", "sewer", shapes.FOR_CATEGORY),
    Link("branch", "office", shapes.ESCALATES_TO, 1, 2),
    Link("branch", "office", shapes.ESCALATES_TO),
    Link("li", "home-101", shapes.PAIRED_WITH, 7),
    Link("office", "yard", shapes.PAIRED_WITH),
}
UNSEEN = "wang"


def in_order(links: set[Link]) -> tuple[Link, ...]:
    def rank(link: Link) -> tuple[str, str, str, bool, int]:
        return (link.type.name, link.source, link.target, link.valid_from is not None, link.valid_from or 0)

    return tuple(sorted(links, key=rank))


async def test_all_links_of_all_nodes_are_told_once_and_in_order(world: Store) -> None:
    async with world.snapshot() as facts:
        assert await facts.links([*KEYED, *KEYED, "nobody"], 100, EVERYTHING) == in_order(ALL_LINKS)


@pytest.mark.parametrize("key", KEYED)
async def test_a_node_has_the_links_at_both_of_its_ends(world: Store, key: str) -> None:
    async with world.snapshot() as facts:
        found = await facts.links([key], 100, EVERYTHING)
    assert found == in_order({link for link in ALL_LINKS if key in {link.source, link.target}})


@pytest.mark.parametrize("visibility", [Visibility(False, False), Visibility(True, False), Visibility(False, True)])
async def test_personal_links_and_unseen_persons_are_left_out(world: Store, visibility: Visibility) -> None:
    expected = {
        link
        for link in ALL_LINKS
        if (visibility.care or not link.type.personal)
        and (visibility.every_person or UNSEEN not in {link.source, link.target})
    }
    assert expected < ALL_LINKS
    async with world.snapshot() as facts:
        assert await facts.links([*KEYED], 100, visibility) == in_order(expected)


async def test_the_limit_holds_for_each_key_type_and_end(store: Store) -> None:
    unit = Unit("unit", Line.PARTY, "branch", "支部")
    posts = [Post(f"post-{number}", "unit", "officer", "岗", reports_to="boss") for number in range(4)]
    boss = Post("boss", "unit", "head", "长", reports_to="chief")
    chief = Post("chief", "unit", "head", "总")
    await store.write(stating(unit, *posts, boss, chief))
    async with store.snapshot() as facts:
        found = await facts.links(["boss", "unit"], 2, EVERYTHING)
    assert found == (
        Link("boss", "unit", shapes.OF_UNIT),
        Link("chief", "unit", shapes.OF_UNIT),
        Link("boss", "chief", shapes.REPORTS_TO),
        Link("post-0", "boss", shapes.REPORTS_TO),
        Link("post-1", "boss", shapes.REPORTS_TO),
    )


async def test_what_may_not_be_seen_does_not_count_against_the_limit(store: Store) -> None:
    home = Place("city", PlaceKind.CITY, "城")
    unit, post = Unit("unit", Line.PARTY, "branch", "支部"), Post("post", "unit", "officer", "岗", seats=9)
    persons = [Person(f"person-{number}", "某", public_contact=number >= 3, residence=None) for number in range(6)]
    await store.write(
        stating(home, unit, post, *persons, *(Membership(person.key, None, "post") for person in persons))
    )
    async with store.snapshot() as facts:
        found = await facts.links(["post"], 2, Visibility(every_person=False, care=False))
    assert [link.source for link in found if link.type is shapes.HOLDS] == ["person-3", "person-4"]


async def test_an_empty_beginning_comes_before_a_given_one(store: Store) -> None:
    unit, post, person = Unit("unit", Line.PARTY, "k", "支部"), Post("post", "unit", "k", "岗"), Person("li", "李")
    spans = [Membership("li", None, "post", False, begin, begin) for begin in (-5, 3)]
    await store.write(stating(unit, post, person, *spans, Membership("li", None, "post", False, None, -9)))
    async with store.snapshot() as facts:
        found = await facts.links(["li"], 2, EVERYTHING)
    assert [link.valid_from for link in found] == [None, -5]


async def test_links_that_say_the_same_are_told_once(store: Store) -> None:
    unit = Unit("unit", Line.PARTY, "k", "支部")
    duties = [Duty(f"duty-{number}", "unit", "water", "city") for number in range(2)]
    await store.write(stating(CITY, WATER, unit, *duties))
    async with store.snapshot() as facts:
        found = await facts.links(["unit", "duty-0"], 9, EVERYTHING)
    assert [(link.source, link.target) for link in found if link.type is shapes.HELD_BY] == [
        ("duty-0", "unit"),
        ("duty-1", "unit"),
    ]
