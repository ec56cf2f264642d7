"""Every list of gaps and every impact of the example worlds is as expected, on every store."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graphsvc.answers.coverage import Surveys, coverage_gaps, impact
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.entities import Moment
from graphsvc.domain.gaps import ROLLED_UP, Gap, GapKind
from graphsvc.domain.validity import from_datetime
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.store.port import Store
from tests.conformance.conftest import STORES

ANSWERS = Path(__file__).parent.parent / "answers"
WORLDS = sorted(
    path.parent.name
    for path in ANSWERS.glob("*/expected.json")
    if path.parent.name.startswith(("small", "medium", "edgy"))
)

pytestmark = pytest.mark.anyio

Told = dict[str, Any]

# What of a row matters, by its kind; cells and households always do.
MATTERS: dict[GapKind, tuple[str, ...]] = {
    **dict.fromkeys(ROLLED_UP, ("place", "category", "person", "unit")),
    GapKind.VACANT_POST: ("place", "post", "since"),
    GapKind.UNREACHABLE: ("place", "duty"),
    GapKind.UNPAIRED_HOUSEHOLD: ("place",),
    GapKind.MISSING_UNIT: ("place", "wanted"),
    GapKind.MISSING_POST: ("place", "wanted"),
    GapKind.THIN: ("place", "wanted"),
    GapKind.OVERLOADED: ("person",),
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(params=[(world, store) for world in WORLDS for store in STORES], ids="-".join)
async def asked(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[tuple[Store, dict[str, list[Told]]]]:
    """A store that holds an example world, and what is expected of it."""
    world, kind = request.param
    store = STORES[kind](tmp_path)
    with read_bundle(ANSWERS / world / "bundle") as bundle:
        await import_bundle(store, bundle, author="test", reason="example", moment=0)
    yield store, json.loads((ANSWERS / world / "expected.json").read_text(encoding="utf-8"))
    await store.close()


def moment(text: str) -> Moment:
    return from_datetime(datetime.fromisoformat(text).astimezone(UTC))


def expected_row(row: Told) -> Told:
    told = {name: value["key"] if isinstance(value, dict) else value for name, value in row.items()}
    told["since"] = None if told["since"] is None else moment(told["since"])
    return told


def comparable(kind: GapKind, row: Told) -> Told:
    return {name: row[name] for name in (*MATTERS[kind], "cells", "households")}


def told_rows(gaps: tuple[Gap, ...]) -> list[Told]:
    return [comparable(gap.kind, gap._asdict()) for gap in gaps]


def expected_rows(rows: list[Told]) -> list[Told]:
    return [comparable(GapKind[row["kind"]], expected_row(row)) for row in rows]


async def test_the_gaps_of_a_world_are_those_expected(asked: tuple[Store, dict[str, list[Told]]]) -> None:
    store, expected = asked
    surveys = Surveys()
    async with store.snapshot() as reader:
        for question in expected["gaps"]:
            kind = GapKind[question["kind"]]
            at, within = moment(question["at"]), question["within"]
            found = await coverage_gaps(reader, surveys, kinds=[kind], at=at, within=within, visibility=EVERYTHING)
            assert told_rows(found) == expected_rows(question["rows"]), (kind, question["at"], within)
    assert len({question["kind"] for question in expected["gaps"]}) == len(GapKind)


async def test_the_impacts_on_a_world_are_those_expected(asked: tuple[Store, dict[str, list[Told]]]) -> None:
    store, expected = asked
    surveys = Surveys()
    async with store.snapshot() as reader:
        for question in expected["impacts"]:
            found = await impact(
                reader,
                surveys,
                removing=question["removing"],
                at=moment(question["at"]),
                within=question.get("within"),
                visibility=EVERYTHING,
            )
            wanted = question["impact"]
            assert told_rows(found.uncovered) == expected_rows(wanted["uncovered"]), question["removing"]
            assert told_rows(found.single_points) == expected_rows(wanted["singlePoints"]), question["removing"]
            assert list(found.vacated) == [post["key"] for post in wanted["vacated"]], question["removing"]
            assert list(found.unpaired) == [place["key"] for place in wanted["unpaired"]], question["removing"]
    assert expected["impacts"]
