"""The numbers of a report are those of the answers, and nothing is in it that its asker may not see."""

from __future__ import annotations

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.affected import households_affected
from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.matrix import coverage_matrix
from graphsvc.domain.entities import Category, Place
from graphsvc.domain.errors import LimitExceeded, NotFound
from graphsvc.domain.gaps import PERSONAL, Gap, GapKind
from graphsvc.domain.kinds import PlaceKind
from graphsvc.domain.validity import read_moment
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.reports import report as reports
from graphsvc.reports.document import load_document
from graphsvc.reports.figures import Share, days_between, share
from graphsvc.reports.report import in_order
from tests.graphql.town import CANARY, NOW
from tests.reports.conftest import AT, PUBLIC, report_of, town_of

pytestmark = pytest.mark.anyio


async def test_a_report_holds_every_gap_that_the_list_holds_and_no_other(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded)
    async with seeded.snapshot() as reader:
        gaps = await coverage_gaps(reader, Surveys(), kinds=None, at=AT, within=None, visibility=EVERYTHING)
    assert sorted(map(repr, gaps)) == sorted(repr(gap) for section in report.sections for gap in section.gaps)
    assert [section.kind for section in report.sections] == list(GapKind)
    assert any(not section.gaps for section in report.sections)


async def test_its_figures_are_those_of_the_matrix_and_of_the_lists(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded)
    unhandled, single = report.section(GapKind.UNHANDLED), report.section(GapKind.SINGLE_POINT)
    assert unhandled is not None
    assert single is not None
    assert report.share.missing == unhandled.cells > 0
    assert sum(cell.single_points for cell in report.matrix.total) == single.cells > 0
    async with seeded.snapshot() as reader:
        everywhere = await coverage_matrix(reader, Surveys(), within=None, category=None, at=AT)
        affected = await households_affected(reader, Surveys(), within=None, at=AT)
    # Where all stands under one place, the rows are what stands in it; the sums are the same.
    assert len(everywhere.rows) == 1 < len(report.matrix.rows)
    assert report.matrix.total[0]._replace(inherited=False) == everywhere.total[0]._replace(inherited=False)
    assert report.affected.total == affected.total > 0
    assert max(map(report.affected_in, report.matrix.rows)) <= report.affected.total


async def test_a_report_about_a_place_is_about_nothing_else(seeded: EmbeddedStore) -> None:
    everything = await report_of(seeded)
    place = next(row.place for row in everything.matrix.rows if not row.is_own)
    report = await report_of(seeded, within=place)
    assert report.within == place
    assert report.above[-1:] == (everything.matrix.within,)
    row = next(row for row in everything.matrix.rows if row.place == place)
    assert report.share == share(row.cells)
    assert report.affected.total == everything.affected_in(row)
    with pytest.raises(NotFound):
        await report_of(seeded, within="nowhere")


async def test_who_may_not_see_people_gets_a_report_without_them() -> None:
    store = await town_of(canaries=True)
    report = await report_of(store, PUBLIC, NOW)
    assert CANARY not in repr(report).lower()
    assert {section.kind for section in report.sections} == set(GapKind) - PERSONAL
    everything = await report_of(store, EVERYTHING, NOW)
    assert CANARY in repr(everything).lower()
    # What is only counted is the same for everybody.
    assert (report.matrix, report.affected) == (everything.matrix, everything.affected)
    async with store.snapshot() as reader:
        document = await load_document(reader, Surveys(), within=None, at=NOW, visibility=PUBLIC)
    assert CANARY not in repr(document).lower()
    await store.close()


async def test_only_the_kinds_that_were_asked_for_are_in_it(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded, kinds=[GapKind.VACANT_POST])
    assert [section.kind for section in report.sections] == [GapKind.VACANT_POST]


async def test_a_world_that_wants_nothing_has_an_empty_report() -> None:
    store = await town_of(Place("town", PlaceKind.CITY, "城"), Category("water", "水"))
    report = await report_of(store)
    assert report.share == Share(0, 0)
    assert report.share.percent == "–"
    assert (report.matrix.rows, report.affected.total) == ((), 0)
    await store.close()


async def test_a_report_that_is_too_large_is_refused_with_the_way_out(
    seeded: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "MOST_GAPS", 10)
    with pytest.raises(LimitExceeded, match="at most 10 gaps; ask for a smaller place"):
        await report_of(seeded)


def test_what_weighs_most_on_people_comes_first() -> None:
    few, many = (Gap(GapKind.UNHANDLED, place=key, households=number) for key, number in (("a", 3), ("b", 30)))
    assert in_order(GapKind.UNHANDLED, [few, many]) == (many, few)
    since = [Gap(GapKind.VACANT_POST, post=key, since=at) for key, at in (("new", 9), ("unknown", None), ("old", 1))]
    assert [gap.post for gap in in_order(GapKind.VACANT_POST, since)] == ["old", "new", "unknown"]


@pytest.mark.parametrize(
    ("demanded", "covered", "percent"),
    [(3, 3, "100.0%"), (3_000, 2_999, "99.9%"), (3, 2, "66.6%"), (3, 0, "0.0%"), (0, 0, "–"), (1_000, 1, "0.1%")],
)
def test_a_hundred_percent_is_told_only_when_all_is_covered(demanded: int, covered: int, percent: str) -> None:
    assert Share(demanded, covered).percent == percent


def test_days_are_those_of_the_calendar() -> None:
    def moment(text: str) -> int:
        return read_moment(text, "Asia/Shanghai")

    assert days_between(moment("2026-11-21T23:59"), moment("2026-11-22T00:01"), "Asia/Shanghai") == 1
    assert days_between(moment("2026-11-22T00:01"), moment("2026-11-22T23:59"), "Asia/Shanghai") == 0
