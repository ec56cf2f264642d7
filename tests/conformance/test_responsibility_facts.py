"""The facts of responsibility: matches in their order, the objects that they lead to, and when nothing changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pytest

from graphsvc.domain.changes import Settings
from graphsvc.domain.entities import Category, Duty, Place, Unit
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import DutyFact, EscalationFact, Member, Period, PostFact, UnitFact
from graphsvc.domain.kinds import Line, PlaceKind
from graphsvc.domain.validity import is_valid
from graphsvc.store.port import Store
from tests.support.worlds import KEYED, LI, stating

pytestmark = pytest.mark.anyio

AT: Final = 150
"""A moment at which the small world's people serve, one of them absent."""

SEWER_AT_ONCE: Final = Duty("at-once", "head", "sewer", "tower", priority=1)


async def test_matches_come_with_their_steps_nearest_first(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "home-101", AT)
        told = [(match.place_steps, match.category_steps, match.duty.key) for match in found.matches()]
        assert told == [(3, 0, "sewer-tower"), (4, 0, "sewer-city"), (4, 1, "water-city")]
        assert (found.category, found.place) == ("sewer", "home-101")
        assert list((await facts.responsibility_facts("light", "home-101", AT)).matches()) == []
        above = await facts.responsibility_facts("water", "city", AT)
        assert [match.duty.key for match in above.matches()] == ["water-city"]


async def test_matches_of_one_cell_are_ordered_by_priority_then_key(store: Store) -> None:
    place, category = Place("p", PlaceKind.CITY, "城"), Category("c", "类")
    terms = [("b", 100), ("B", 100), ("a", 200), ("é", 100), ("z", 7)]
    duties = [Duty(key, "u", "c", "p", priority=priority) for key, priority in terms]
    await store.write(stating(place, category, Unit("u", Line.PARTY, "k", "U"), *duties))
    await store.write(stating(Duty("last", "u", "c", "p", priority=100), Duty("a", "u", "c", "p", priority=0)))
    async with store.snapshot() as facts:
        found = (await facts.responsibility_facts("c", "p", AT)).matches()
        assert [match.duty.key for match in found] == ["a", "z", "B", "b", "last", "é"]


@pytest.mark.parametrize("whole", [False, True], ids=["alone", "with all of the revision at hand"])
async def test_the_duties_that_are_valid_at_the_moment_are_among_the_matches(store: Store, *, whole: bool) -> None:
    """A period is half open, and may be of no length or open at either end. A store may give others as well."""
    place, category = Place("p", PlaceKind.CITY, "城"), Category("c", "类")
    periods = {"always": (None, None), "past": (None, 10), "now": (10, 20), "to-come": (20, None), "never": (15, 15)}
    duties = [Duty(key, "u", "c", "p", valid_from=begin, valid_to=end) for key, (begin, end) in periods.items()]
    await store.write(stating(place, category, Unit("u", Line.PARTY, "k", "U"), *duties))
    async with store.snapshot() as facts:
        if whole:
            await facts.coverage_facts()
        for at in (-(10**16), 9, 10, 15, 19, 20, 10**16):
            found = holding((m.duty for m in (await facts.responsibility_facts("c", "p", at)).matches()), at)
            assert {(duty.key, duty.valid_from, duty.valid_to) for duty in found} == {
                (key, begin, end) for key, (begin, end) in periods.items() if is_valid(begin, end, at)
            }


def holding(rows: Iterable[DutyFact | Member | EscalationFact | Period | UnitFact], at: int) -> list[Any]:
    """Those that hold at a moment; a store may give others as well."""
    return [row for row in rows if is_valid(row.valid_from, row.valid_to, at)]


async def test_a_match_leads_to_holder_unit_members_and_ways_out(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "tower", AT)
        duty, city = (match.duty for match in list(found.matches())[:2])
        assert (duty.category, duty.place, duty.priority, duty.channel) == ("sewer", "tower", 50, "300")
        assert (duty.hours, duty.valid_from, duty.valid_to) == ("Mo-Fr 09:00-17:00", 30, 4_000)
        post = duty.holder
        assert isinstance(post, PostFact)
        assert (post.key, post.valid_from, post.valid_to) == ("head", 20, None)
        ((person, begins, ends),) = holding(post.members, AT)
        assert (person.key, begins, ends) == ("li", 20, None)
        assert (person.key, person.channel, person.public_contact) == ("li", LI.channel, True)
        assert holding(person.absences, AT) == [Period(100, 200)]
        unit = post.unit
        assert (unit.key, unit.line, unit.channel, unit.valid_from, unit.valid_to) == (
            "branch",
            Line.PARTY,
            None,
            10,
            5_000,
        )
        assert unit.heads == (post,)
        (way,) = holding(unit.escalations, AT)
        assert way == (city.holder, None, None, True, 100, None, None)
        assert isinstance(city.holder, UnitFact)
        assert city.holder.channel == "12345"


async def test_what_begins_or_ends_beside_a_match_is_there_at_its_moments(world: Store) -> None:
    """A member, an absence and a way out that are bound to a category and a period."""
    await world.write(stating(SEWER_AT_ONCE))
    async with world.snapshot() as facts:
        for at in (0, 1, 2, 4, 5, 19, 20, 99, 100, 199, 200, 300):
            match = next(iter((await facts.responsibility_facts("sewer", "tower", at)).matches()))
            duty = match.duty
            post = duty.holder
            assert duty.key == SEWER_AT_ONCE.key
            assert isinstance(post, PostFact)
            expected = [("li", begin, end) for begin, end in ((5, 20), (20, None)) if is_valid(begin, end, at)]
            assert [(person.key, begin, end) for person, begin, end in holding(post.members, at)] == expected
            away = holding([Period(100, 200), Period(300, None)], at)
            for person, *_ in holding(post.members, at):
                assert holding(person.absences, at) == away
            ways = [way.category for way in holding(post.unit.escalations, at)]
            assert sorted(ways, key=str) == ([None, "sewer"] if is_valid(1, 2, at) else [None])


async def test_covering_units_come_nearest_place_first_and_know_their_parents(world: Store) -> None:
    """Those that are valid and cover the nearest place for which there is one; a store may give others as well."""
    await world.write(stating(Unit("group", Line.PARTY, "group", "小组", None, "branch", ("tower",))))
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("light", "home-101", AT)
        group = next(unit for units in found.covering() for unit in units if unit.key == "group")
        assert group.parent is not None
        assert group.parent.key == "branch"
        both, alone = {"branch", "group"}, {"group"}
        # The branch begins at 10 and ends at 5,000; where nothing nearer is valid, what covers the city is.
        for place, at, nearest in (
            ("home-101", 9, alone),
            ("home-101", 10, both),
            ("home-101", 4_999, both),
            ("home-101", 5_000, alone),
            ("yard", 4_999, {"branch"}),
            ("yard", 5_000, {"office"}),
        ):
            found = await facts.responsibility_facts("light", place, at)
            covering = [holding(units, at) for units in found.covering()]
            assert {unit.key for unit in next(units for units in covering if units)} == nearest


async def test_category_steps_are_told_along_the_lineage_only(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "city", AT)
        steps = [found.category_steps(category) for category in ("sewer", "water", "light", "nothing", "city")]
    assert steps == [0, 1, None, None, None]


async def test_the_settings_come_with_the_facts(world: Store) -> None:
    async with world.snapshot() as facts:
        found = await facts.responsibility_facts("sewer", "city", AT)
        assert (found.timezone, tuple(found.fallback_lines)) == (facts.settings.timezone, facts.settings.fallback_lines)
        assert found.timezone == "Asia/Urumqi"


@pytest.mark.parametrize("key", [*(key for key in KEYED if key not in {"water", "sewer", "light"}), "nobody"])
async def test_an_unknown_category_is_named(world: Store, key: str) -> None:
    async with world.snapshot() as facts:
        with pytest.raises(NotFound) as refusal:
            await facts.responsibility_facts(key, "city", AT)
    assert (refusal.value.what, refusal.value.key) == ("category", key)


@pytest.mark.parametrize("key", ["water", "office", "head", "li", "water-city", "nobody"])
async def test_an_unknown_place_is_named(world: Store, key: str) -> None:
    async with world.snapshot() as facts:
        with pytest.raises(NotFound) as refusal:
            await facts.responsibility_facts("water", key, AT)
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
