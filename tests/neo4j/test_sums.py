"""Sums of households that a write counts up by itself."""

from __future__ import annotations

import random

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.neo4j.sums import Totals
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.entities import Place
from graphsvc.domain.households import own_households
from graphsvc.domain.kinds import PlaceKind, Table
from tests.neo4j.test_equality import SEEDS

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("seed", "ABCD")
async def test_places_in_any_order_have_the_sums_that_the_embedded_store_finds(seed: str) -> None:
    store = EmbeddedStore.open(None)
    with read_bundle(SEEDS / seed) as bundle:
        await import_bundle(store, bundle, author="test", reason="test", moment=0)
    places = [row async for row in store.rows(Table.PLACES) if isinstance(row, Place)]
    random.Random(1).shuffle(places)
    totals = Totals()
    for place in places:
        totals.note(place)
    sums, others = totals.found()
    async with store.snapshot() as facts:
        households = await facts.households([place.key for place in places])
    for place in places:
        if place.kind is not PlaceKind.FACILITY and own_households(place.kind, place.households) is None:
            assert sums.get(place.key, 0) == households[place.key], place.key
    assert others == set()
    await store.close()


def test_places_above_those_of_the_write_are_named_and_not_summed_up() -> None:
    """What else stands below them is known to the server alone."""
    totals = Totals()
    totals.note(Place("flat", PlaceKind.HOUSEHOLD, "1", None, "house"))
    totals.note(Place("house", PlaceKind.BUILDING, "2", None, "held"))
    totals.note(Place("counted", PlaceKind.BUILDING, "3", None, "other", households=4))
    totals.note(Place("flat-2", PlaceKind.HOUSEHOLD, "4", None, "counted"))
    totals.note(Place("clinic", PlaceKind.FACILITY, "5", None, "third", households=9))
    assert totals.found() == ({"house": 1, "counted": 1}, {"held", "other"})
