"""Find: a question in words leads to whom to contact, and says why; or says plainly what is missing."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Final
from urllib.parse import quote

import pytest

from tests.support.reader import MOMENT, Reader
from tests.support.serving import ask

Sit = Callable[..., Reader]

SEWER: Final = f"/?lang=zh&near=jinxiu-jy&at={MOMENT}&q={quote('3号楼下水道堵了找谁？')}"
LIFT: Final = f"/?lang=en&at={MOMENT}&q={quote('Who repairs the lift in building 1 of Bright Moon Park?')}"
WHO: Final = """
query ($place: ID!, $category: ID!) {
  whoHandles(place: $place, category: $category, at: "2026-11-22T10:00:00+08:00") {
    handlers { people { name } unit { name nameEn } channel }
    ladder { steps { unit { name } } }
  }
}
"""
FOCUSED: Final = "(key) => document.activeElement?.dataset.key === key"
# Where the focus is, and where on the screen each step of the path is.
PATH: Final = """
() => [...document.querySelectorAll(".node .path[data-key]")].map((card) => {
  const { x, y, width, height } = card.getBoundingClientRect();
  return { key: card.dataset.key, step: Number(card.querySelector("b")?.textContent ?? 0),
           name: card.querySelector(".name").textContent, x: x + width / 2, y: y + height / 2 };
}).sort((one, other) => one.step - other.step)
"""


@pytest.mark.parametrize(
    ("locale", "question"),
    [
        ("zh-CN", "锦绣家园3号楼下水道堵了找谁？"),
        ("en-GB", "Who handles a sewer issue in building 3 of Brocade Homes?"),
    ],
)
def test_who_asks_in_words_is_told_whom_to_contact_and_who_is_next(
    read: Sit, town: str, locale: str, question: str
) -> None:
    """The page speaks the language of the browser, and says what the API says."""
    told = ask(town, WHO, place="jinxiu-jy.3", category="water.sewer")["whoHandles"]
    reader = read(locale=locale)
    reader.visit(f"/?at={MOMENT}")
    reader.press("/")
    reader.page.keyboard.type(question)
    reader.press("Enter")
    reader.page.locator("h1#who, .choices h1").wait_for()
    reader.settle()
    assert reader.headline() == told["handlers"][0]["people"][0]["name"]
    assert reader.main.locator(f'a[href="tel:{told["handlers"][0]["channel"].replace("-", "")}"]').count() >= 1
    assert reader.main.locator("section.answer li", has_text="步" if locale == "zh-CN" else "Step").count() == len(
        told["ladder"]["steps"]
    )
    reader.hears(told["handlers"][0]["people"][0]["name"])


def test_a_question_that_can_be_read_in_several_ways_is_answered_once_one_is_picked(read: Sit) -> None:
    reader = read(locale="en-GB")
    reader.visit(f"/?lang=en&at={MOMENT}&q={quote('Who handles a sewer issue in building 3?')}")
    readings = reader.main.locator(".choices ol a")
    assert readings.count() > 1
    picked = readings.nth(1).locator("strong").inner_text()
    readings.nth(1).click()
    reader.until_address("place=")
    assert reader.main.get_by_role("button", name=f"Place: {picked}").is_visible()
    assert reader.main.locator("h1#who").is_visible()
    reader.page.go_back()
    reader.settle()
    assert readings.count() > 1


def test_a_gap_is_told_plainly_with_the_steps_that_one_can_still_take(read: Sit) -> None:
    reader = read(locale="en-GB")
    reader.visit(LIFT)
    assert reader.headline().startswith("Nobody handles lifts")
    assert reader.main.locator("section.answer").get_by_text("Step 1").count() > 0


def test_the_path_is_followed_by_arrow_keys_from_the_place_through_every_step_and_enter_opens_one(read: Sit) -> None:
    """Each step is told to screen readers as it is reached."""
    reader = read(locale="en-GB")
    reader.visit(LIFT)
    reader.page.locator('[data-key][tabindex="0"]').focus()
    path = reader.page.evaluate(PATH)
    assert [step["step"] for step in path] == list(range(len(path)))
    assert len(path) > 4
    assert any(there["y"] - here["y"] > 80 for here, there in pairwise(path)), "a path of several rows"
    for here, there in pairwise(path):
        reader.press("ArrowDown" if there["y"] - here["y"] > 80 else "ArrowRight")
        reader.page.wait_for_function(FOCUSED, arg=there["key"])
        reader.hears(there["name"])
    reader.press("Enter")
    reader.until_address("/explore\\?key=")
    assert path[-1]["name"] in reader.headline()


def test_another_moment_moves_every_screen(read: Sit) -> None:
    reader = read()
    reader.visit(SEWER)
    before = reader.headline()
    reader.page.get_by_role("button", name="截至").click()
    reader.page.get_by_label("时刻", exact=True).fill("2015-05-01T10:00")
    reader.page.get_by_role("button", name="按此时刻查看").click()
    reader.until_address("at=2015-05-01T10")
    assert reader.headline() != before
    reader.page.get_by_role("link", name="覆盖", exact=True).click()
    reader.until_address("/coverage\\?at=2015-05-01T10")
    reader.page.go_back()
    reader.page.go_back()
    reader.until_address("at=2026-11-22T10")
    assert reader.headline() == before


def test_a_lost_connection_is_told_and_the_next_try_heals_it(read: Sit) -> None:
    reader = read()
    reader.visit(SEWER)
    before = reader.headline()
    reader.forgiven.add("ERR_INTERNET_DISCONNECTED")
    reader.page.context.set_offline(True)
    reader.page.get_by_role("button", name="急事急办").click()
    reader.main.get_by_role("heading", name="连不上服务").wait_for()
    assert reader.page.get_by_label("用一句话提问").input_value() == "3号楼下水道堵了找谁？"
    reader.page.context.set_offline(False)
    reader.page.get_by_role("button", name="重试").click()
    reader.main.locator("h1#who").wait_for()
    reader.settle()
    assert "urgent=1" in reader.page.url
    assert reader.headline() == before


def test_the_button_says_that_it_calls_and_the_first_step_names_who_handles_it(read: Sit, town: str) -> None:
    """One number for one person, wherever it stands."""
    told = ask(town, WHO, place="jinxiu-jy.3", category="water.sewer")["whoHandles"]["handlers"][0]
    reader = read()
    reader.visit(f"/?lang=zh&place=jinxiu-jy.3&category=water.sewer&at={MOMENT}")
    assert reader.main.get_by_role("link", name=f"打电话 {told['channel']}").count() == 2
    step = reader.main.locator("section.answer ol li").first
    assert told["people"][0]["name"] in step.inner_text()
    assert told["channel"] in step.inner_text()


def test_an_address_that_leads_nowhere_says_so_and_leads_back(read: Sit) -> None:
    reader = read(locale="en-GB")
    reader.forgiven.add("404")
    reader.visit("/nowhere?lang=en")
    assert reader.headline() == "There is no page here"
    reader.main.get_by_role("link", name="Back to Find").click()
    reader.until_address("/\\?")
    assert reader.headline() == "Who handles it?"
