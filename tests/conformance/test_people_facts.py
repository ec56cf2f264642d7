"""The facts of people: where they live and work, what they can do; one with the other facts, and following writes."""

from __future__ import annotations

import pytest

from graphsvc.domain.entities import Membership, Person
from graphsvc.store.port import Store
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio


async def test_every_person_comes_with_residence_home_unit_and_skills(world: Store) -> None:
    await world.write(stating(Person("able", "丙", skills=("焊接", "电工", "焊接 2"))))
    async with world.snapshot() as reader:
        facts, people = await reader.coverage_facts(), await reader.people_facts()
        told = {
            person.key: (
                facts.place_key(detail.residence) if detail.residence else None,
                detail.home_unit,
                detail.skills,
            )
            for person, detail in people.persons.items()
            if detail.person is person and facts.person(person.key) is person
        }
        assert told == {
            "li": ("tower", facts.unit("office"), ("first aid",)),
            "wang": ("home-101", None, ()),
            "able": (None, None, ("焊接", "电工", "焊接 2")),
        }


async def test_members_without_a_post_are_those_of_the_unit_itself_of_every_period(world: Store) -> None:
    async with world.snapshot() as reader:
        facts, people = await reader.coverage_facts(), await reader.people_facts()
        office, branch, wang = facts.unit("office"), facts.unit("branch"), facts.person("wang")
        assert office and branch and wang  # noqa: PT018
        assert [tuple(member) for member in people.members_without_post(office)] == [(wang, None, 900)]
        # Who holds a post of the unit is told with the post.
        assert [*people.members_without_post(branch)] == []


async def test_facts_of_people_follow_every_write(world: Store) -> None:
    async with world.snapshot() as reader:
        await reader.people_facts()
    await world.write(
        stating(
            Person("li", "李安", "100", True, (), None, "city"),
            Person("new", "新", home_unit="branch"),
            Membership("new", "branch", None),
        )
    )
    async with world.snapshot() as reader:
        facts, people = await reader.coverage_facts(), await reader.people_facts()
        li, new, branch = facts.person("li"), facts.person("new"), facts.unit("branch")
        assert li and new and branch  # noqa: PT018
        assert (facts.place_key(people.persons[li].residence), people.persons[li].home_unit) == ("city", None)
        assert people.persons[li].skills == ()
        assert people.persons[new].home_unit is branch
        assert [member.person for member in people.members_without_post(branch)] == [new]


async def test_an_empty_store_has_no_people(store: Store) -> None:
    async with store.snapshot() as reader:
        assert dict((await reader.people_facts()).persons) == {}
