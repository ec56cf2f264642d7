"""The facts of responsibility: matches in their order, the objects that they lead to, and when nothing changes."""

from __future__ import annotations

import pytest

from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import Category, Duty, Place, Unit
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import Period, PostFact, UnitFact
from graphsvc.domain.kinds import Line, PlaceKind
from graphsvc.store.port import Store
from tests.support.worlds import KEYED, LI, stating

pytestmark = pytest.mark.anyio


async def test_matches_come_with_their_steps_nearest_first(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "home-101")
        told = [(match.place_steps, match.category_steps, match.duty.key) for match in found.matches()]
        assert told == [(3, 0, "sewer-tower"), (4, 0, "sewer-city"), (4, 1, "water-city")]
        assert (found.category, found.place) == ("sewer", "home-101")
        assert list((await facts.responsibility_facts("light", "home-101")).matches()) == []
        above = await facts.responsibility_facts("water", "city")
        assert [match.duty.key for match in above.matches()] == ["water-city"]


async def test_matches_of_one_cell_are_ordered_by_priority_then_key(store: Store) -> None:
    place, category = Place("p", PlaceKind.CITY, "城"), Category("c", "类")
    terms = [("b", 100), ("B", 100), ("a", 200), ("é", 100), ("z", 7)]
    duties = [Duty(key, "u", "c", "p", priority=priority) for key, priority in terms]
    await store.write(stating(place, category, Unit("u", Line.PARTY, "k", "U"), *duties))
    await store.write(stating(Duty("last", "u", "c", "p", priority=100), Duty("a", "u", "c", "p", priority=0)))
    async with store.snapshot() as facts:
        found = (await facts.responsibility_facts("c", "p")).matches()
        assert [match.duty.key for match in found] == ["a", "z", "B", "b", "last", "é"]


async def test_matches_of_every_period_are_given(store: Store) -> None:
    place, category = Place("p", PlaceKind.CITY, "城"), Category("c", "类")
    duties = [Duty("past", "u", "c", "p", valid_to=1), Duty("to-come", "u", "c", "p", valid_from=10**15)]
    await store.write(stating(place, category, Unit("u", Line.PARTY, "k", "U"), *duties))
    async with store.snapshot() as facts:
        found = (await facts.responsibility_facts("c", "p")).matches()
        assert [(m.duty.key, m.duty.valid_from, m.duty.valid_to) for m in found] == [
            ("past", None, 1),
            ("to-come", 10**15, None),
        ]


async def test_a_match_leads_to_holder_unit_members_and_ways_out(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "tower")
        duty, city = (match.duty for match in list(found.matches())[:2])
        assert (duty.category, duty.place, duty.priority, duty.channel) == ("sewer", "tower", 50, "300")
        assert (duty.hours, duty.valid_from, duty.valid_to) == ("Mo-Fr 09:00-17:00", 30, 4_000)
        post = duty.holder
        assert isinstance(post, PostFact)
        assert (post.key, post.valid_from, post.valid_to) == ("head", 20, None)
        assert sorted((m.person.key, m.valid_from, m.valid_to or 0) for m in post.members) == [
            ("li", 5, 20),
            ("li", 20, 0),
        ]
        person = post.members[0].person
        assert person is post.members[1].person
        assert (person.key, person.channel, person.public_contact) == ("li", LI.channel, True)
        assert sorted(person.absences) == [Period(100, 200), Period(300, None)]
        unit = post.unit
        assert (unit.key, unit.line, unit.channel, unit.valid_from, unit.valid_to) == (
            "branch",
            Line.PARTY,
            None,
            10,
            5_000,
        )
        assert unit.heads == (post,)
        ways = sorted(
            (w.to_unit.key, w.urgent, w.after, w.category, w.priority, w.valid_from, w.valid_to)
            for w in unit.escalations
        )
        assert ways == [("office", False, 86_400, "sewer", 10, 1, 2), ("office", True, None, None, 100, None, None)]
        assert isinstance(city.holder, UnitFact)
        assert city.holder is unit.escalations[0].to_unit
        assert city.holder.channel == "12345"


async def test_covering_units_come_nearest_place_first_and_know_their_parents(world: Store) -> None:
    await world.write(stating(Unit("group", Line.PARTY, "group", "小组", None, "branch", ("tower",))))
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("light", "home-101")
        covering = [sorted(unit.key for unit in units) for units in found.covering() if units]
        assert covering == [["branch", "group"], ["office"]]
        group = next(unit for units in found.covering() for unit in units if unit.key == "group")
        assert group.parent is not None
        assert group.parent.key == "branch"


async def test_category_steps_are_told_along_the_lineage_only(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "city")
        steps = [found.category_steps(category) for category in ("sewer", "water", "light", "nothing", "city")]
    assert steps == [0, 1, None, None, None]


async def test_the_settings_come_with_the_facts(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "city")
        assert (found.timezone, tuple(found.fallback_lines)) == (facts.settings.timezone, facts.settings.fallback_lines)
        assert found.timezone == "Asia/Urumqi"


@pytest.mark.parametrize("key", [*(key for key in KEYED if key not in {"water", "sewer", "light"}), "nobody"])
async def test_an_unknown_category_is_named(world: Store, key: str) -> None:
    async with world.snapshot() as facts:
        with pytest.raises(NotFound) as refusal:
            await facts.responsibility_facts(key, "city")
    assert (refusal.value.what, refusal.value.key) == ("category", key)


@pytest.mark.parametrize("key", ["water", "office", "head", "li", "water-city", "nobody"])
async def test_an_unknown_place_is_named(world: Store, key: str) -> None:
    async with world.snapshot() as facts:
        with pytest.raises(NotFound) as refusal:
            await facts.responsibility_facts("water", key)
    assert (refusal.value.what, refusal.value.key) == ("place", key)


async def test_no_row_begins_or_ends_inside_a_steady_period(world: Store) -> None:
    moments = {1, 2, 5, 7, 10, 20, 30, 100, 200, 300, 900, 4_000, 5_000}
    async with world.snapshot() as facts:
        for at in (-(10**16), 0, 1, 2, 6, 19, 20, 21, 299, 300, 5_000, 10**16):
            period = facts.steady(at)
            if period is None:
                continue  # a store may not know
            begin, end = period
            assert begin is None or begin <= at
            assert end is None or at < end  # half-open: at its end something has changed
            inside = {m for m in moments if (begin is None or begin < m) and (end is None or m < end)}
            assert inside == set()


async def test_the_settings_last_stated_hold(store: Store) -> None:
    async with store.snapshot() as facts:
        assert facts.settings == Settings()
    await store.write(stating(settings=Settings("one", "Europe/Paris")))
    await store.write(stating(LI._replace(home_unit=None, residence=None)))
    async with store.snapshot() as facts:
        assert facts.settings == Settings("one", "Europe/Paris")
        assert facts.revision == 2
