"""Explore: what is around a node, as graph, table and tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from xml.etree import ElementTree as ET

from playwright.sync_api import expect

from tests.support.hostile import HOSTILE
from tests.support.reader import MOMENT, Reader

Sit = Callable[..., Reader]

COMMITTEE: Final = f"/explore?lang=en&at={MOMENT}&key=u.liuling-sq.jwh"
PLACES: Final = """
() => Object.fromEntries([...document.querySelectorAll(".stage .node")].map((node) =>
  [node.dataset.id, `${node.style.left} ${node.style.top}`]))
"""


def shown(reader: Reader) -> int:
    """How many items the graph says that it shows."""
    count = re.match(r"\d+", reader.main.locator(".count[role=status]").inner_text())
    assert count is not None
    return int(count[0])


def test_what_is_opened_leaves_everything_where_it_was_and_back_takes_it_away_again(read: Sit) -> None:
    reader = read()
    reader.visit(COMMITTEE)
    before, count = reader.page.evaluate(PLACES), shown(reader)
    assert len(before) > 5
    reader.main.get_by_role("button", name="Open Liuchi Subdistrict Office").click()
    reader.until_address("open=")
    expect(reader.main.locator(".count[role=status]")).not_to_have_text(re.compile(rf"^{count} "))
    after = reader.page.evaluate(PLACES)
    assert shown(reader) > count
    assert {key: after[key] for key in before if key in after} == {key: before[key] for key in before if key in after}
    assert len(after.keys() & before.keys()) > 5
    reader.page.go_back()
    expect(reader.main.locator(".count[role=status]")).to_have_text(re.compile(rf"^{count} "))
    assert reader.page.evaluate(PLACES) == before


def test_table_and_tree_hold_what_the_graph_holds(read: Sit) -> None:
    reader = read()
    reader.visit(COMMITTEE)
    count = shown(reader)
    drawn = set(reader.main.locator("[data-key] .name").all_inner_texts())
    for view, items in (("Table", "tbody tr"), ("Tree", ".graph li")):
        reader.main.get_by_text(view, exact=True).click()
        reader.until_address(f"view={view.lower()}")
        reader.main.locator(items).first.wait_for()
        assert reader.main.locator(items).count() == shown(reader) == count
        assert drawn <= set(reader.main.locator(".graph button.name").all_inner_texts())
    reader.main.get_by_text("Graph", exact=True).click()
    reader.main.locator(".stage .node").first.wait_for()


def test_an_address_shows_the_same_to_whoever_opens_it(read: Sit) -> None:
    """What was opened, chosen and hidden is part of it, and the language, whichever the other's browser prefers."""
    reader = read(locale="en-GB")
    reader.visit(COMMITTEE)
    reader.main.get_by_role("button", name="Open Liuchi Subdistrict Office").click()
    reader.until_address("open=")
    reader.main.locator("[data-key]", has_text="Director").first.click()
    reader.until_address("chosen=")
    reader.main.locator("label", has_text="Volunteer").click()
    reader.until_address("hide=")
    other = read(locale="zh-CN")
    other.page.goto(reader.page.url)
    other.settle()
    # The window on the drawing is the reader's own: what is beside it is compared, and where both see the same items.
    for part in (".count[role=status]", ".side", "aside"):
        assert other.main.locator(part).inner_text() == reader.main.locator(part).inner_text()
    assert other.page.title() == reader.page.title()
    seen, told = other.page.evaluate(PLACES), reader.page.evaluate(PLACES)
    assert {key: seen[key] for key in seen.keys() & told.keys()} == {
        key: told[key] for key in seen.keys() & told.keys()
    }


def test_an_unknown_key_is_told_in_words_on_every_screen(read: Sit) -> None:
    reader = read()
    for path, words in (
        ("/?place=nope&category=nope", "没有找到"),
        ("/explore?key=nope", "这里没有可看的关系"),
        ("/coverage?within=nope", "没有找到"),
        ("/roster?key=nope", "名册里没有"),
    ):
        reader.visit(f"{path}&lang=zh")
        assert words in reader.main.inner_text(), path


def test_names_are_text_on_every_screen_and_in_pictures(read: Sit, hostile: str) -> None:
    """Keys with signs of addresses in them are found all the same."""
    reader = read(address=hostile)
    for path in (
        "/?place=h.1&category=h.lift&why=1&lang=zh",
        "/coverage?tab=leaving&leave=ps.h&lang=en",
        "/roster?lang=zh",
        "/roster?key=ps.h&lang=en",
        "/explore?key=h%2F%3F%23%2525&view=tree&lang=zh",
        "/explore?key=h%2F%3F%23%2525&lang=en",
    ):
        reader.visit(path)
        assert HOSTILE in reader.main.inner_text(), path
        assert reader.page.locator('img, a[href^="javascript" i]').count() == 0
    reader.main.get_by_text("Export").click()
    with reader.page.expect_download() as picture:
        reader.main.get_by_role("button", name="SVG").click()
    root = ET.parse(picture.value.path()).getroot()  # noqa: S314  (our own picture)
    assert {element.tag.rpartition("}")[2] for element in root.iter()}.isdisjoint({"img", "script", "foreignObject"})
    assert HOSTILE in "".join(root.itertext())
