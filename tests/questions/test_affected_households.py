"""What generated worlds rarely hold: facilities that share the households of the place that they stand in."""

from __future__ import annotations

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.affected import households_affected
from graphsvc.answers.coverage import Surveys
from graphsvc.domain.entities import Category, Duty, Place, Policy, Unit
from graphsvc.domain.kinds import Line, PlaceKind, PolicyRule
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize(
    ("handled", "households"),
    [((), 40), (("l1",), 40), (("l1", "l2"), 40), (("l1", "l2", "l4"), 30), (("l1", "l2", "l4", "b2"), 0)],
)
async def test_facilities_of_one_place_count_its_households_once(handled: tuple[str, ...], households: int) -> None:
    store = EmbeddedStore.open(None)
    await store.write(
        stating(
            Place("yard", PlaceKind.COMPOUND, "院"),
            Place("b1", PlaceKind.BUILDING, "1号楼", None, "yard", households=10),
            Place("b2", PlaceKind.BUILDING, "2号楼", None, "yard", households=30),
            Place("l1", PlaceKind.FACILITY, "客梯", None, "b1"),
            Place("l2", PlaceKind.FACILITY, "货梯", None, "b1"),
            Place("l4", PlaceKind.FACILITY, "消防电梯", None, "b1"),
            Place("l3", PlaceKind.FACILITY, "电梯", None, "b2"),
            Category("lift", "电梯"),
            Policy(PolicyRule.DEMAND, PlaceKind.FACILITY, "lift"),
            Unit("crew", Line.PROPERTY, "crew", "队", channel="100"),
            *(Duty(f"d-{place}", "crew", "lift", place) for place in handled),
        )
    )
    async with store.snapshot() as reader:
        found = await households_affected(reader, Surveys(), within="yard", at=1_000)
        assert found.total == sum(found.by_place.values()) == households
        inside = await households_affected(reader, Surveys(), within="b1", at=1_000)
        assert inside.total == (0 if {"l1", "l2", "l4"} <= set(handled) else 10)
        assert set(inside.by_place) == {"l1", "l2", "l4"} - set(handled)
    await store.close()
