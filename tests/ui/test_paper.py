"""Paper: what is hung up at a door or passed round a table says all that is needed, and has nothing to click."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.reader import MOMENT, Reader

Sit = Callable[..., Reader]


def test_a_printed_answer_bears_every_number_and_the_moment_and_nothing_to_click(read: Sit) -> None:
    reader = read()
    reader.visit(f"/?lang=zh&place=jinxiu-jy.3&category=water.sewer&at={MOMENT}")
    called = reader.main.locator('a[href^="tel:"]').evaluate_all("links => links.map((link) => link.href.slice(4))")
    assert len(set(called)) > 5
    reader.page.emulate_media(media="print")
    paper = reader.main.inner_text()
    assert f"截至 {MOMENT.replace('T', ' ')}" in paper
    assert [number for number in set(called) if number not in paper.replace("-", "")] == []
    assert not reader.page.locator("header.no-print").is_visible()
    assert reader.main.locator("a.button, section.answer button:not(.chip)").locator("visible=true").count() == 0
    assert not reader.main.locator(".graph").is_visible()


def test_a_printed_list_is_a_table_of_its_names_alone(read: Sit) -> None:
    reader = read(locale="en-GB")
    reader.visit(f"/roster?lang=en&list=posts&at={MOMENT}")
    reader.page.emulate_media(media="print")
    assert reader.main.get_by_role("heading", level=2).inner_text().split()[::2] == ["Posts", "entries"]
    assert reader.main.get_by_role("columnheader").count() == 4
    assert reader.main.locator("input, nav, .button").locator("visible=true").count() == 0
