"""The page of a report: sound, self-contained, in one language, every name a text, and honest about what it cuts."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.domain.entities import Category, Duty, Membership, Person, Place, Policy, Post, Row, Unit
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.kinds import Line, PlaceKind, PolicyRule
from graphsvc.reports import page as pages
from graphsvc.reports.page import POLICY, Links, page, problem_page
from graphsvc.reports.report import Report
from graphsvc.reports.words import _WORDS
from graphsvc.wording.names import Lang
from tests.graphql.town import CANARY, NOW
from tests.reports.conftest import PUBLIC, report_of, town_of
from tests.reports.reading import Page
from tests.support.pages import go_without

pytestmark = pytest.mark.anyio

CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
LATIN = re.compile(r"[A-Za-z]{2,}")
LINKS = Links(
    "coverage.html?lang=en", (("XLSX", "coverage.xlsx"), ("CSV", "coverage.csv")), lambda key: f"?within={key}"
)


def names_in(report: Report, lang: Lang) -> list[str]:
    """What stands on a page because it is called so."""
    called = [*report.names.values(), *report.places.values()]
    return sorted({report.town, *(each.told(lang) for each in called)} - {""}, key=len, reverse=True)


@pytest.mark.parametrize("lang", Lang)
async def test_a_page_is_whole_in_one_language_but_for_names(seeded: EmbeddedStore, lang: Lang) -> None:
    report = await report_of(seeded)
    read = Page(page(report, lang, LINKS))
    other, allowed = (LATIN, {"XLSX", "CSV", "Excel", "English"}) if lang is Lang.ZH else (CJK, set("中文"))
    names = names_in(report, lang)
    for text in read.shown():
        left = text
        for name in names:
            left = left.replace(name, "")
        assert set(other.findall(left)) <= allowed, text
    assert read.elements[0] == ("html", {"lang": "zh-CN" if lang is Lang.ZH else "en"})


def test_every_word_is_there_in_both_languages_and_each_in_its_own() -> None:
    for name, called in _WORDS.items():
        assert called.name_en
        if name != "other_language":
            assert CJK.search(called.name), name
            assert not CJK.search(called.name_en), name
            assert set(LATIN.findall(called.name)) <= {
                "Excel",
                "CSV",
                "GET",
                "UTF",
                "within",
                "at",
                "lang",
                "zh",
                "en",
            }, name
        assert called.name.count("{") == called.name_en.count("{"), name


@pytest.mark.parametrize("lang", Lang)
async def test_a_page_asks_nobody_for_anything_and_runs_nothing(seeded: EmbeddedStore, lang: Lang) -> None:
    text = page(await report_of(seeded), lang)
    read = Page(text)
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image"}
    assert not [name for _, given in read.elements for name in given if name == "style" or name.startswith("on")]
    assert all(address.startswith("#") for name in ("href", "src") for address in read.bearing(name))
    assert "://" not in text
    assert not re.search(r"url\(|@import|@font-face|expression\(", read.style)


async def test_the_policy_allows_the_very_style_of_the_page_and_nothing_else(seeded: EmbeddedStore) -> None:
    read = Page(page(await report_of(seeded), Lang.ZH))
    digest = base64.b64encode(hashlib.sha256(read.style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" == POLICY
    assert POLICY in read.bearing("content")
    assert Page(problem_page("x", Lang.EN)).style == read.style


async def test_tables_can_be_read_by_ear(seeded: EmbeddedStore) -> None:
    """Every table has a caption, every heading says what it heads, and every square of the matrix is told in words."""
    report = await report_of(seeded)
    read = Page(page(report, Lang.EN))
    tags = [tag for tag, _ in read.elements]
    assert tags.count("table") == tags.count("caption") == tags.count("thead") > 5
    assert all(given.get("scope") in {"col", "row"} for tag, given in read.elements if tag == "th")
    squares = sum("q " in given.get("class", "") for _, given in read.elements)
    assert (
        len([text for text in read.bearing("title") if text]) == squares - 5
    )  # those of the legend stand beside words
    cells = [cell for row in report.matrix.rows for cell in row.cells if cell.demanded > cell.covered]
    for cell in cells:
        said = f"of {cell.demanded} cells {cell.demanded - cell.covered} uncovered"
        assert any(text.startswith(said) for text in read.bearing("title"))


async def test_a_name_is_a_text_whatever_it_holds() -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{7*7}}"
    rows: tuple[Row, ...] = (
        Place("yard", PlaceKind.COMPOUND, hostile, hostile),
        Place("b1", PlaceKind.BUILDING, hostile, hostile, "yard", households=10),
        Place("b2", PlaceKind.BUILDING, hostile, None, "yard", households=10),
        Category("water", hostile, hostile),
        Category("lift", hostile),
        Unit("crew", Line.PROPERTY, "crew", hostile, hostile),
        Post("fitter", "crew", "fitter", hostile, hostile, place="yard"),
        Post("empty", "crew", "fitter", hostile, hostile, place="yard"),
        Person("li", hostile),
        Membership("li", None, "fitter"),
        Duty("d", "fitter", "lift", "yard"),
        Policy(PolicyRule.MISSING_UNIT, PlaceKind.COMPOUND, line=Line.PARTY, kind="<b>kind</b>"),
        Policy(PolicyRule.MISSING_POST, PlaceKind.COMPOUND, kind="<b>kind</b>"),
    )
    store = await town_of(*rows)
    report = (await report_of(store))._replace(town=hostile)
    for lang in Lang:
        text = page(report, lang, LINKS)
        assert "<script" not in text
        assert "<img" not in text
        assert "<b>" not in text
        read = Page(text)
        assert sum(hostile in told for told in read.texts) > 8
        assert not [name for _, given in read.elements for name in given if name.startswith("on")]
        assert "<script" not in problem_page(hostile, lang)
    await store.close()


async def test_what_is_cut_is_counted(seeded: EmbeddedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    report = await report_of(seeded)
    monkeypatch.setattr(pages, "GAPS_SHOWN", 2)
    monkeypatch.setattr(pages, "ROWS_SHOWN", 1)
    monkeypatch.setattr(pages, "COLUMNS_SHOWN", 3)
    monkeypatch.setattr(pages, "BARS_SHOWN", 1)
    texts = Page(page(report, Lang.EN)).texts
    for section in report.sections:
        if (left := len(section.gaps) - 2) > 0:
            assert f"The first 2 are shown here, {left} more are not; the workbook and the CSV file hold all." in texts
    rows, columns = len(report.matrix.rows) - 1, len(report.matrix.columns) - 3
    assert f"The 1 places with most households are shown, {rows} more are not; the workbook holds all." in texts
    assert f"The first 3 groups of matters are shown, {columns} more are not; the workbook holds all." in texts
    assert f"{rows} more are not shown." in texts


async def test_all_is_shown_where_it_fits(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded)
    read = Page(page(report, Lang.ZH))
    for section in report.sections:
        assert (section.kind.value in read.bearing("id")) == bool(section.gaps)
    assert not any("另有" in text for text in read.texts)
    vacant = report.section(GapKind.VACANT_POST)
    assert vacant is not None
    for gap in vacant.gaps:
        assert report.names[gap.post or ""].name in read.texts


async def test_a_page_for_the_public_names_nobody_who_may_not_be_seen() -> None:
    store = await town_of(canaries=True)
    for lang in Lang:
        assert CANARY not in page(await report_of(store, PUBLIC, NOW), lang).lower()
        assert CANARY in page(await report_of(store, at=NOW), lang).lower()
    await store.close()


async def test_a_town_that_wants_nothing_has_a_page_too() -> None:
    store = await town_of(Place("town", PlaceKind.CITY, "城"))
    assert "Nothing was found." in Page(page(await report_of(store), Lang.EN)).texts
    await store.close()


async def test_places_of_a_served_page_lead_on(seeded: EmbeddedStore) -> None:
    report = await report_of(seeded)
    leading = {row.place for row in report.matrix.rows if row.has_children}
    addresses = Page(page(report, Lang.ZH, LINKS)).bearing("href")
    assert {address.partition("within=")[2] for address in addresses if "within=" in address} == leading


async def test_a_page_prints_on_sheets_of_a4(seeded: EmbeddedStore, tmp_path: Path) -> None:
    """The matrix lies across a sheet, all else stands upright."""
    browser = shutil.which("chromium")
    if browser is None:
        go_without("no chromium to print with (on Debian: apt-get install chromium)")
    (tmp_path / "page.html").write_text(page(await report_of(seeded), Lang.ZH), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    flags += ["--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer"]
    flags += [f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={tmp_path / 'page.pdf'}"]
    command = [browser, *flags, (tmp_path / "page.html").as_uri()]
    await asyncio.to_thread(subprocess.run, command, check=True, capture_output=True, timeout=120)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", (tmp_path / "page.pdf").read_bytes())
    sheets = [(round(float(wide)), round(float(high))) for wide, high in boxes]
    assert set(sheets) == {(595, 842), (842, 595)}
    assert sheets.count((842, 595)) == 1
    assert 3 <= len(sheets) <= 8
