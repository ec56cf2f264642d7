"""What holds for every screen in every state: nobody is kept out, nothing overflows, one language at a time."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

from tests.support.pages import HOUSE
from tests.support.reader import DESK, MOMENT, PHONE, Reader

Sit = Callable[..., Reader]

SCREENS: Final = {
    "start": "/?",
    "answer": "/?place=jinxiu-jy.3&category=water.sewer&why=1",
    "choices": f"/?q={quote('3号楼下水道堵了找谁？')}",
    "gap": "/?place=mingyue-yn.1&category=lift&view=table",
    "search": "/explore?",
    "entity": "/explore?key=u.liuling-sq.jwh",
    "coverage": "/coverage?within=hejing-sq",
    "roster": "/roster?list=vacant",
    "page": "/roster?key=u.liuling-sq.jwh",
}
# Findings alone come back: all that is well would be megabytes.
AUDIT: Final = """
(contrast) => axe.run(document, {
  resultTypes: ["violations"],
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "color-contrast": { enabled: contrast } },
}).then(({ violations }) => violations.map(({ id, nodes }) =>
  `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join("; ")}`))
"""
# All that can be read or heard, but for what the reader typed.
WORDS: Final = """
() => [...document.querySelectorAll("body *")].flatMap((element) => [
    ...["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name) ?? ""),
    ...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data),
  ]).map((words) => words.trim()).filter((words) => words !== "")
"""
HAN: Final = re.compile(r"[\u3400-\u9fff]")


def names_without_english() -> Iterator[str]:
    """The names in world C that exist in Chinese alone, longest first."""
    found = set()
    for path in (HOUSE / "seed/C").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                if not (row.get("name_en") or row.get("title_en")):
                    found |= {row.get("name", ""), row.get("title", "")}
                found |= {row.get("fee", ""), *row.get("skills", "").split("|"), *row.get("aliases", "").split("|")}
    return iter(sorted(found - {""}, key=len, reverse=True))


def dictionary(lang: str) -> set[str]:
    """The words of a dictionary which are no mere parts of a sentence."""
    found: set[str] = set()
    for path in (HOUSE / f"graphsvc/web/ui/src/lib/words/{lang}").glob("*.ts"):
        text = re.sub(r"^(import|//|/\\*).*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found |= {words for words in re.findall(r'"([^"\n]+)"', text) if len(words) > 3}
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_screen_is_open_to_everybody_on_desk_and_phone_and_in_one_language(read: Sit, lang: str) -> None:
    """No finding of axe-core, no scrolling sideways even with large letters, no word of the other language."""
    reader = read()
    found: list[str] = []
    names = list(names_without_english())
    foreign = dictionary("en") - dictionary("zh")
    for screen, path in SCREENS.items():
        reader.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        reader.visit(f"{path}&at={MOMENT}&lang={lang}")
        reader.page.evaluate(AXE_SCRIPT)
        for width, height in (DESK, PHONE):
            reader.page.set_viewport_size({"width": width, "height": height})
            # Colours are those of either language, and finding them takes most of the time.
            contrast = (lang, width) in {("zh", DESK[0]), ("en", PHONE[0])}
            found += [f"{screen} at {width}: {each}" for each in reader.page.evaluate(AUDIT, contrast)]
            if reader.is_wider_than_window():
                found.append(f"{screen} at {width} is too wide")
        words = reader.page.evaluate(WORDS)
        if lang == "zh":
            found += [f"{screen}: {each}" for each in words if each in foreign]
        else:
            found += [f"{screen}: {each}" for each in words if is_chinese(each, names)]
        reader.page.evaluate("document.documentElement.classList.add('large')")
        if reader.is_wider_than_window():
            found.append(f"{screen} with large letters is too wide")
    assert found == []


def is_chinese(words: str, names: list[str]) -> bool:
    """Whether words hold Chinese that is not a name without an English one."""
    if not HAN.search(words) or words == "中文" or words in {name[0] for name in names}:  # the sign of a person
        return False
    for name in names:
        words = words.replace(name, "")
    return HAN.search(words) is not None


def test_large_letters_stay_with_whoever_chose_them(read: Sit) -> None:
    """A quarter larger, and on every screen that one goes on to."""
    reader = read()
    size = "getComputedStyle(document.documentElement).fontSize"
    reader.visit(f"/?lang=zh&at={MOMENT}")
    assert reader.page.evaluate(size) == "16px"
    reader.page.get_by_role("button", name="大字").click()
    reader.until_address("large=1")
    reader.page.get_by_role("link", name="名册", exact=True).click()
    reader.until_address("/roster\\?.*large=1")
    assert reader.page.evaluate(size) == "20px"


def test_a_phone_folds_the_settings_and_keeps_its_targets_large(read: Sit) -> None:
    reader = read(size=PHONE, touch=True)
    reader.visit("/?lang=zh")
    assert not reader.page.get_by_role("button", name="大字").is_visible()
    reader.page.get_by_role("button", name="时刻、字号、语言").tap()
    reader.page.get_by_role("button", name="大字").wait_for()
    heights = reader.page.evaluate(
        "[...document.querySelectorAll('header a, header button, header input')]"
        ".map((each) => each.getBoundingClientRect().height).filter((height) => height > 0)"
    )
    assert len(heights) > 5
    assert min(heights) >= 40
