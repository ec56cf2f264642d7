"""The drawing itself: how it is moved about, and how lines run on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.support.reader import MOMENT, PHONE, Reader

Sit = Callable[..., Reader]

COMMITTEE: Final = f"/explore?lang=en&at={MOMENT}&key=u.liuling-sq.jwh"
VIEWS: Final = (
    f"/?lang=en&at={MOMENT}&place=jinxiu-jy.3&category=water.sewer",
    f"/?lang=zh&at={MOMENT}&place=jinxiu-jy.3&category=water.sewer&only=path",
    COMMITTEE,
    f"/explore?lang=zh&at={MOMENT}&key=jinxiu-jy.3",
    f"/explore?lang=en&at={MOMENT}&key=u.jinxiu-jy.branch&open=u.jinxiu-jy.branch",
    f"/explore?lang=zh&at={MOMENT}&key=u.liuchi-jd.office",
)

# Every card that a drawn line crosses, besides its border; the ends of the line included.
CROSSED: Final = """
() => {
  const cards = [...document.querySelectorAll(".stage .item")].map((card) => {
    const node = card.closest(".node");
    const [x, y, width, height] = ["left", "top", "width", "height"].map((side) => parseFloat(node.style[side]));
    return { key: node.dataset.id, x, y, width, height };
  });
  const lines = [...document.querySelectorAll(".stage path.wire")];
  const crossed = [];
  for (const line of lines) {
    for (let far = 0; far <= line.getTotalLength(); far += 2) {
      const { x, y } = line.getPointAtLength(far);
      for (const card of cards) {
        if (x > card.x + 1 && x < card.x + card.width - 1 && y > card.y + 1 && y < card.y + card.height - 1)
          crossed.push(`${line.getAttribute("aria-label")} across ${card.key}`);
      }
    }
  }
  return { lines: lines.length, crossed: [...new Set(crossed)] };
}
"""
STAGE: Final = """
() => {
  const { a, e, f } = new DOMMatrix(document.querySelector(".stage").style.transform);
  return { zoom: a, x: e, y: f };
}
"""


def stands(reader: Reader) -> dict[str, float]:
    """Where the drawing stands in its window, and how large it is shown."""
    found: dict[str, float] = reader.page.evaluate(STAGE)
    return found


def middle(reader: Reader) -> tuple[float, float]:
    """The middle of the drawing's window, on the screen."""
    reader.main.locator(".frame").scroll_into_view_if_needed()
    box = reader.main.locator(".frame").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("path", VIEWS)
def test_no_line_runs_across_a_card(read: Sit, path: str) -> None:
    reader = read()
    reader.visit(path)
    reader.main.get_by_role("button", name="看全图" if "lang=zh" in path else "Show everything").click()
    found: dict[str, Any] = reader.page.evaluate(CROSSED)
    assert found["lines"] > 2
    assert found["crossed"] == []


def test_the_map_is_dragged_from_anywhere_and_a_drag_presses_nothing(read: Sit) -> None:
    reader = read()
    reader.visit(COMMITTEE)
    address, before = reader.page.url, stands(reader)
    card = reader.main.locator(".stage .item").first.bounding_box()
    assert card is not None
    x, y = card["x"] + card["width"] / 2, card["y"] + card["height"] / 2
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 40, y + 25, steps=4)
    reader.page.mouse.up()
    after = stands(reader)
    assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((40, 25), abs=1)
    assert reader.page.url == address
    reader.page.mouse.click(x + 40, y + 25)
    reader.until_address("chosen=")


def test_the_wheel_the_buttons_and_the_keys_zoom(read: Sit) -> None:
    reader = read()
    reader.visit(COMMITTEE)
    begun = stands(reader)["zoom"]
    reader.page.mouse.move(*middle(reader))
    reader.page.mouse.wheel(0, -200)
    reader.page.wait_for_function(f"({STAGE})().zoom > {begun * 1.2}")
    larger = stands(reader)["zoom"]
    reader.main.get_by_role("button", name="Zoom out").click()
    assert stands(reader)["zoom"] == pytest.approx(larger * 0.8)
    reader.main.locator(".stage [data-key][tabindex='0']").focus()
    reader.press("+")
    assert stands(reader)["zoom"] == pytest.approx(larger)


def test_two_fingers_zoom_on_a_phone_and_one_moves_the_map(read: Sit) -> None:
    reader = read(size=PHONE, touch=True)
    reader.visit(COMMITTEE)
    x, y = middle(reader)
    before = stands(reader)
    touch(reader, [[(x, y)], [(x - 30, y)], [(x - 60, y)]])
    moved = stands(reader)
    assert moved["x"] - before["x"] == pytest.approx(-60, abs=1)
    touch(reader, [[(x - 30, y), (x + 30, y)], [(x - 45, y), (x + 45, y)], [(x - 60, y), (x + 60, y)]])
    assert stands(reader)["zoom"] == pytest.approx(moved["zoom"] * 2, rel=0.05)


def touch(reader: Reader, steps: list[list[tuple[float, float]]]) -> None:
    """Puts fingers down at the first points, moves them over the others, and lifts them."""
    cdp = reader.page.context.new_cdp_session(reader.page)
    for number, step in enumerate(steps):
        points = [{"x": x, "y": y, "id": finger} for finger, (x, y) in enumerate(step)]
        what = "touchMove" if number else "touchStart"
        cdp.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})
    cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    reader.page.evaluate("new Promise(requestAnimationFrame)")
