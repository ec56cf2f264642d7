"""What a write does: all of it or none, one revision, compared with what is held, kept for good."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from graphsvc.domain.changes import SETTINGS, Change, ChangeSet, Outcome, Revision, Settings, Stated
from graphsvc.domain.entities import (
    Absence,
    Category,
    Duty,
    Escalation,
    Membership,
    Person,
    Place,
    Post,
    Row,
    Unit,
    identity,
)
from graphsvc.domain.errors import BadInput, Refused
from graphsvc.domain.kinds import Line, NodeKind, PlaceKind, Table
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.store.port import Store
from tests.support.worlds import (
    CITY,
    EVERYTHING_ONCE,
    HOME,
    LIFT,
    NOW,
    SEWER,
    TOWER,
    WATER,
    replayed,
    rows_of,
    stating,
)

pytestmark = pytest.mark.anyio


async def state_of(store: Store) -> dict[tuple[Table, str], Row]:
    return {(table, identity(row)): row for table in Table async for row in store.rows(table)}


async def log_of(store: Store, after: int = 0) -> list[tuple[Revision, list[Change]]]:
    parts: dict[int, tuple[Revision, list[Change]]] = {}
    async for revision, changes in store.changes(after):
        parts.setdefault(revision.number, (revision, []))[1].extend(changes)
    return list(parts.values())


async def test_a_write_tells_what_it_added(store: Store) -> None:
    outcome = await store.write(stating(CITY, TOWER, WATER))
    assert outcome == Outcome(1, added={"places": 2, "categories": 1})
    assert store.revision == 1


async def test_writing_the_same_again_makes_no_revision(world: Store) -> None:
    async with world.snapshot() as facts:
        settings = facts.settings
    outcome = await world.write(stating(*EVERYTHING_ONCE, settings=settings))
    assert outcome == Outcome(1, unchanged=len(EVERYTHING_ONCE))
    assert await world.write(stating(*reversed(EVERYTHING_ONCE), replace=True)) == outcome
    assert world.revision == 1
    assert len(await log_of(world)) == 1


async def test_different_rows_are_changed_and_what_is_not_stated_stays(world: Store) -> None:
    renamed = SEWER._replace(name="污水")
    outcome = await world.write(stating(WATER, renamed))
    assert outcome == Outcome(2, changed={"categories": 1}, unchanged=1)
    assert await state_of(world) == {**replayed_from(EVERYTHING_ONCE), (Table.CATEGORIES, "sewer"): renamed}


def replayed_from(rows: Iterable[Row]) -> dict[tuple[Table, str], Row]:
    return replayed(Change(table, "added", None, row) for table in Table for row in rows_of(table, rows))


async def test_rows_are_compared_column_by_column(world: Store) -> None:
    """Each column of each table is a difference when it differs."""
    for row in EVERYTHING_ONCE:
        for column, value in row._asdict().items():
            other = row._replace(**{column: _other(value)})  # type: ignore[arg-type]
            if value in {None, ()} or isinstance(value, str) or identity(other) != identity(row):
                continue
            outcome = await world.write(stating(other), dry_run=True)
            assert sum(outcome.changed.values()) == 1, (row, column)


def _other(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case tuple():
            return value[1:]
    return value


async def test_new_settings_alone_make_a_revision(world: Store) -> None:
    outcome = await world.write(stating(settings=Settings("other")))
    assert (outcome.revision, outcome.changed) == (2, {SETTINGS: 1})
    revision, changes = (await log_of(world, 1))[0]
    assert (revision.settings, changes) == (Settings("other"), [])
    assert (await world.write(stating(settings=Settings("other")))).revision == 2


async def test_a_dry_run_tells_the_outcome_and_writes_nothing(world: Store) -> None:
    before = await state_of(world)
    changes = stating(CITY._replace(name="雨城"), Place("new", PlaceKind.BUILDING, "新楼"), WATER, replace=True)
    told = await world.write(changes, dry_run=True)
    assert (world.revision, told.revision) == (1, 1)
    assert await state_of(world) == before
    assert await world.verify() == ()
    done = await world.write(changes)
    assert replace(done, revision=1) == told
    assert done.revision == 2


async def test_replace_ends_what_bears_dates_and_deletes_the_rest(world: Store) -> None:
    kept = [row for row in EVERYTHING_ONCE if not isinstance(row, Duty | Absence | Escalation)]
    outcome = await world.write(stating(*kept, replace=True, moment=NOW))
    assert outcome == Outcome(2, ended={"absences": 1, "duties": 3, "escalations": 1}, unchanged=len(kept))
    state = await state_of(world)
    assert state[Table.ABSENCES, identity(Absence("li", 100))] == Absence("li", 100, 200)  # had ended before
    assert state[Table.ABSENCES, identity(Absence("li", 300))] == Absence("li", 300, NOW)
    duty = state[Table.DUTIES, "sewer-tower"]
    assert isinstance(duty, Duty)
    assert (duty.valid_from, duty.valid_to) == (30, NOW)  # would have ended later
    ways = [row for row in rows_of(Table.ESCALATIONS, state.values()) if isinstance(row, Escalation)]
    assert sorted(way.valid_to or 0 for way in ways) == [2, NOW]
    again = await world.write(stating(*kept, replace=True, moment=NOW + 5))
    assert (again.revision, again.empty) == (2, True)


async def test_replace_gives_an_empty_span_to_what_would_begin_later(world: Store) -> None:
    kept = [row for row in EVERYTHING_ONCE if not isinstance(row, Absence)]
    await world.write(stating(*kept, replace=True, moment=150))
    state = await state_of(world)
    assert state[Table.ABSENCES, identity(Absence("li", 100))] == Absence("li", 100, 150)
    assert state[Table.ABSENCES, identity(Absence("li", 300))] == Absence("li", 300, 300)


async def test_what_cannot_stand_without_a_deleted_row_goes_with_it(world: Store) -> None:
    """Lists lose the key, a post's place becomes empty; rows whose reference is required go, an escalation that would
    otherwise hold for every category too."""
    kept = (CITY, WATER)
    outcome = await world.write(stating(*kept, replace=True))
    state = await state_of(world)
    assert [row for row in state.values() if isinstance(row, Person | Membership | Absence)] == []
    assert set(rows_of(Table.PLACES, state.values()) + rows_of(Table.CATEGORIES, state.values())) == set(kept)
    assert [row.key for row in state.values() if isinstance(row, Duty)] == ["water-city"]
    units = {row.key: row for row in state.values() if isinstance(row, Unit)}
    assert (units["office"].covers, units["branch"].covers) == (("city",), ())
    posts = {row.key: row for row in state.values() if isinstance(row, Post)}
    assert (posts["head"].place, posts["head"].valid_to) == (None, NOW)
    assert posts["deputy"].dotted == ("clerk", "guide")
    ways = [row for row in state.values() if isinstance(row, Escalation)]
    assert [way.category for way in ways] == [None]
    assert outcome.ended["places"] == 7
    assert await world.verify() == ()
    log = await log_of(world)
    assert replayed(log[1][1], replayed(log[0][1])) == state


async def test_a_key_may_come_back_as_another_kind_when_replace_deletes_the_first(world: Store) -> None:
    await world.write(stating(CITY, WATER, Category("tower", "was a building"), replace=True))
    async with world.snapshot() as facts:
        assert dict(await facts.entities(["tower"])) == {"tower": Category("tower", "was a building")}
        assert (await facts.listing(NodeKind.PLACE, 9, None, EVERYTHING)).keys == ("city",)
    assert await world.verify() == ()


async def test_what_is_not_sound_with_what_is_held_is_refused_whole(world: Store) -> None:
    before = await state_of(world)
    swapped: list[Row] = [
        Place("new", PlaceKind.CITY, "新"),
        Place("li", PlaceKind.BUILDING, "李"),
        Unit("sewer", Line.PARTY, "k", "U"),
    ]
    for dry_run in (True, False):
        with pytest.raises(Refused) as refusal:
            await world.write(stating(*swapped), dry_run=dry_run)
        assert {(problem.table, problem.row, problem.value) for problem in refusal.value.problems} == {
            ("places", 3, "li"),
            ("units", 2, "sewer"),
        }
    assert (world.revision, await state_of(world), await world.verify()) == (1, before, ())
    assert (await world.write(stating(LIFT._replace(name="货梯")))).revision == 2


async def test_at_most_a_thousand_problems_are_told(store: Store) -> None:
    await store.write(stating(*(Person(f"key-{number:04d}", "某") for number in range(1_001))))
    clashes = [Category(f"key-{number:04d}", "类") for number in range(1_001)]
    with pytest.raises(Refused) as refusal:
        await store.write(stating(*clashes))
    assert (len(refusal.value.problems), refusal.value.truncated) == (1_000, True)
    with pytest.raises(Refused) as refusal:
        await store.write(stating(*clashes[:1_000]))
    assert (len(refusal.value.problems), refusal.value.truncated) == (1_000, False)


async def test_a_write_whose_rows_fail_midway_leaves_nothing(world: Store) -> None:
    before = await state_of(world)

    def rows(table: Table) -> Iterator[Stated]:
        if table is Table.PLACES:
            for number in range(5_000):
                yield Stated(number + 2, Place(f"new-{number}", PlaceKind.CITY, "新"))
            raise BadInput("the file ends in the middle of a row")

    with pytest.raises(BadInput, match="in the middle"):
        await world.write(ChangeSet("tester", "broken", NOW, rows))
    assert (world.revision, await state_of(world), await world.verify()) == (1, before, ())


async def test_the_log_replays_every_revision_once_and_in_order(world: Store) -> None:
    await world.write(stating(SEWER._replace(name="污水"), reason="second", moment=7))
    await world.write(stating(*EVERYTHING_ONCE[:11], replace=True, reason="third"))
    log = await log_of(world)
    assert [(revision.number, revision.author, revision.reason) for revision, _ in log] == [
        (1, "tester", "test"),
        (2, "tester", "second"),
        (3, "tester", "third"),
    ]
    assert log[1][0].moment == 7
    assert log[1][1] == [Change(Table.CATEGORIES, "changed", SEWER, SEWER._replace(name="污水"))]
    state: dict[tuple[Table, str], Row] = {}
    for _, changes in log:
        state = replayed(changes, state)
    assert state == await state_of(world)
    assert [revision.number for revision, _ in await log_of(world, after=1)] == [2, 3]
    assert await log_of(world, after=3) == []


async def test_what_was_kept_is_what_was_written(world: Store) -> None:
    (_, changes), *_ = await log_of(world)
    assert replayed(changes) == replayed_from(EVERYTHING_ONCE)
    assert {change.action for change in changes} == {"added"}


async def test_a_snapshot_stands_still_while_a_write_waits(world: Store) -> None:
    async with world.snapshot() as facts:
        writing = asyncio.create_task(world.write(stating(SEWER._replace(name="new"), HOME._replace(households=9))))
        await asyncio.wait({writing}, timeout=0.05)
        assert facts.revision == 1
        assert dict(await facts.entities(["sewer"])) == {"sewer": SEWER}
        assert dict(await facts.households(["tower"])) == {"tower": 4}
        assert [name.names[0] for name in await facts.names() if name.key == "sewer"] == [SEWER.name]
    outcome = await writing
    assert outcome.revision == 2
    async with world.snapshot() as facts:
        assert facts.revision == 2
        assert dict(await facts.households(["tower"])) == {"tower": 12}
        assert dict(await facts.entities(["sewer"])) == {"sewer": SEWER._replace(name="new")}


async def test_a_second_snapshot_can_be_opened_while_a_write_waits_for_the_first(world: Store) -> None:
    async with world.snapshot() as outer:
        writing = asyncio.create_task(world.write(stating(SEWER._replace(name="new"))))
        await asyncio.wait({writing}, timeout=0.05)
        async with world.snapshot() as inner:
            assert inner.revision in {1, 2}
            assert outer.revision == 1
    assert (await writing).revision == 2


async def test_writes_at_once_get_one_revision_each(world: Store) -> None:
    outcomes = await asyncio.gather(*(world.write(stating(Person(f"new-{n}", "新"))) for n in range(8)))
    assert sorted(outcome.revision or 0 for outcome in outcomes) == list(range(2, 10))
    assert await world.verify() == ()


async def test_reads_beside_writes_see_whole_revisions_only(store: Store) -> None:
    """Each write renames two rows alike: no reader ever sees them differ."""
    pair = (Category("a", "0"), Category("b", "0"))
    await store.write(stating(*pair))

    async def read() -> set[str]:
        seen = set()
        for _ in range(60):
            async with store.snapshot() as facts:
                rows = await facts.entities(["a", "b"])
                first, second = rows["a"], rows["b"]
                assert isinstance(first, Category)
                assert isinstance(second, Category)
                assert first.name == second.name
                assert int(first.name) + 1 == facts.revision
                seen.add(first.name)
                await asyncio.sleep(0)
        return seen

    async def write() -> None:
        for number in range(1, 15):
            await store.write(stating(*(row._replace(name=str(number)) for row in pair)))

    *seen, _ = await asyncio.gather(read(), read(), read(), write())
    assert store.revision == 15
    assert all(seen)


async def test_a_stream_tells_one_revision_while_others_are_written(store: Store) -> None:
    people = [Person(f"person-{number:04d}", "old") for number in range(1_000)]
    await store.write(stating(*people))
    stream = store.rows(Table.PERSONS)
    found = [await anext(stream)]
    writing = asyncio.create_task(store.write(stating(*(person._replace(name="new") for person in people))))
    await asyncio.wait({writing}, timeout=0.05)
    found += [row async for row in stream]
    assert found == people
    assert (await writing).changed == {"persons": 1_000}


async def test_large_and_small_writes_lead_to_the_same(store: Store, large: int) -> None:
    """Above some size a store may take another way; what is held must not show it."""
    city, tower = CITY, TOWER
    homes = [HOME._replace(key=f"home-{number:05d}", parent="tower", needs=()) for number in range(large)]
    outcome = await store.write(stating(city, tower, *homes[:-500]))
    assert outcome.added == {"places": large - 498}
    await store.write(stating(*homes[-500:]))
    moved = [home._replace(parent="city") for home in homes]
    assert (await store.write(stating(*moved))).changed == {"places": large}
    await store.write(stating(moved[0]._replace(parent="tower")))
    async with store.snapshot() as facts:
        assert dict(await facts.households(["city", "tower"])) == {"city": large, "tower": 1}
    await store.write(stating(city, replace=True))
    async with store.snapshot() as facts:
        assert dict(await facts.households(["city", "tower"])) == {"city": 0}
    assert [revision.number for revision, _ in await log_of(store)] == [1, 2, 3, 4, 5]
    assert await store.verify() == ()
