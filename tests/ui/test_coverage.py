"""Coverage: the matrix and the lists say what the API says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tests.support.reader import MOMENT, Reader
from tests.support.serving import ask

Sit = Callable[..., Reader]

GAPS: Final = """
query ($within: ID) {
  coverage(within: $within, level: 1, at: "2026-11-22T10:00:00+08:00") { total { demanded covered } }
  list: coverageGaps(within: $within, at: "2026-11-22T10:00:00+08:00", first: 1) { totalCount }
  unhandled: coverageGaps(within: $within, kinds: [UNHANDLED], at: "2026-11-22T10:00:00+08:00", first: 1) {
    totalCount
  }
}
"""
LEAVING: Final = """
query ($gone: [ID!]!) {
  impact(removing: $gone, at: "2026-11-22T10:00:00+08:00") { uncovered { kind } }
}
"""


def test_the_number_of_gaps_is_the_one_that_the_api_tells(read: Sit, town: str) -> None:
    reader = read()
    for within in (None, "hejing-sq"):
        told = ask(town, GAPS, within=within)
        gaps = sum(cell["demanded"] - cell["covered"] for cell in told["coverage"]["total"])
        assert gaps > 0
        reader.visit(f"/coverage?lang=en&at={MOMENT}" + (f"&within={within}" if within else ""))
        tile = reader.main.locator(".tiles a", has_text="unhandled cells")
        assert int(tile.locator(".big").inner_text().replace(",", "")) == gaps
        assert tile.locator(".more").inner_text() == f"{told['unhandled']['totalCount']:,} in the list"
        assert int(reader.main.locator("tfoot .all").inner_text()) == gaps
        assert reader.main.locator(".total").inner_text() == f"{told['list']['totalCount']:,} gaps"


def test_who_drills_down_comes_to_the_gaps_that_the_rows_above_told_of(read: Sit) -> None:
    reader = read()
    reader.visit(f"/coverage?lang=zh&at={MOMENT}&within=liuchi-jd")
    row = reader.main.locator("tbody tr", has=reader.page.locator('[data-stop="place"]', has_text="鹤井社区")).first
    told = row.locator("td.sum").inner_text()
    assert int(told) > 0
    row.locator('[data-stop="place"]').click()
    reader.until_address("within=hejing-sq")
    reader.main.locator("tfoot .all", has_text=re.compile(f"^{told}$")).wait_for()
    reader.main.locator("button.cell", has=reader.page.locator(".tone-below")).first.click()
    reader.until_address("cell=")
    cell = reader.main.locator('button.cell[aria-pressed="true"]')
    missing = re.search(r"✕(\d+)", cell.inner_text())
    assert missing is not None
    demanded, covered = map(int, reader.main.locator("#side dl dd").all_inner_texts()[:2])
    assert demanded - covered == int(missing[1])
    reader.page.go_back()
    reader.page.go_back()
    reader.until_address("within=liuchi-jd")
    assert row.locator("td.sum").inner_text() == told


def test_the_matrix_is_walked_by_arrow_keys_and_is_one_stop_of_the_tab_key(read: Sit) -> None:
    reader = read()
    reader.visit(f"/coverage?lang=en&at={MOMENT}&within=hejing-sq")
    stops = reader.main.locator('tbody [data-stop][tabindex="0"]')
    assert stops.count() == 1
    stops.focus()
    first = reader.page.evaluate("document.activeElement.getAttribute('aria-label')")
    reader.press("ArrowDown", "End")
    last = reader.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert last != first
    assert stops.count() == 1
    reader.press("Enter")
    reader.until_address("cell=")


def test_if_somebody_leaves_the_screen_tells_what_breaks_as_the_api_does(read: Sit, town: str) -> None:
    reader = read()
    reader.visit(f"/coverage?lang=en&at={MOMENT}&tab=leaving")
    reader.main.get_by_label("Find a person, post or unit").fill("Liuling Residents' Committee")
    reader.press("Enter")
    reader.main.locator(".options button").first.click()
    reader.until_address("leave=")
    match = re.search("leave=([^&]+)", reader.page.url)
    assert match is not None
    told = ask(town, LEAVING, gone=[match[1]])["impact"]
    assert told["uncovered"]
    lists = reader.main.locator("#lists")
    assert f"{len(told['uncovered'])} gap" in lists.locator("h3").first.inner_text()
    assert reader.main.get_by_role("button", name="Liuling Residents' Committee").is_visible()
