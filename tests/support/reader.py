"""Somebody at a browser, who notices everything that goes wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Locator, Page, Request

MOMENT: Final = "2026-11-22T10:00"
"""When the stories of the seed worlds play."""

DESK: Final = (1440, 900)
PHONE: Final = (412, 915)

# Says what the policy forbids, in case that the browser's own words for it change.
_WATCH_POLICY: Final = """
document.addEventListener("securitypolicyviolation", (told) =>
  console.error(`policy: ${told.violatedDirective} ${told.blockedURI}`));
"""
# Counts the questions that are under way.
_COUNT_QUESTIONS: Final = """
const fetching = window.fetch;
window.underWay = 0;
window.fetch = (...told) => {
  window.underWay += 1;
  return fetching(...told).finally(() => setTimeout(() => (window.underWay -= 1)));
};
"""
# Everything that the screen asked for is there, and a graph is drawn.
_SETTLED: Final = """
() => window.underWay === 0
  && document.querySelector("main h1") !== null
  && document.querySelector('main [aria-busy="true"]') === null
  && (document.querySelector(".body.drawing") === null || document.querySelector(".stage .node") !== null)
"""


@dataclass
class Reader:
    """A page of a browser, and what went wrong on it."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    forgiven: set[str] = field(default_factory=set)

    def visit(self, path: str) -> None:
        """Opens a screen and waits until everything on it is there."""
        self.page.goto(self.address + path, wait_until="load")
        self.settle()

    def settle(self) -> None:
        """Waits until nothing is being loaded any more."""
        self.page.wait_for_function(_SETTLED, polling=50)

    def press(self, *keys: str) -> None:
        """Presses keys, one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def headline(self) -> str:
        """The headline of the screen."""
        return self.main.get_by_role("heading", level=1).inner_text()

    def hears(self, words: str) -> None:
        """Waits until a screen reader is told these words."""
        self.page.locator("body").locator("[role=status].unseen", has_text=words).last.wait_for(state="attached")

    def until_address(self, pattern: str) -> None:
        """Waits until the address holds the pattern."""
        self.page.wait_for_url(re.compile(pattern))
        self.settle()

    @property
    def main(self) -> Locator:
        """The screen beneath the header."""
        return self.page.get_by_role("main")

    def is_wider_than_window(self) -> bool:
        """Whether one would have to scroll sideways."""
        wide: bool = self.page.evaluate("document.documentElement.scrollWidth > innerWidth")
        return wide

    def note(self, message: ConsoleMessage) -> None:
        """Minds errors and warnings on the console, besides those that the test brings about."""
        if message.type in {"error", "warning"} and not any(words in message.text for words in self.forgiven):
            self.faults.append(f"{message.type}: {message.text}")

    def dismiss(self, dialog: Dialog) -> None:
        """Minds every dialog of a script: the pages have none."""
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def check(self, request: Request) -> None:
        """Minds whatever is asked of anybody but the service."""
        if not request.url.startswith((f"{self.address}/", "data:", "blob:")):
            self.faults.append(f"asked somebody else: {request.url}")


@contextmanager
def reading(
    browser: Browser, address: str, *, size: tuple[int, int] = DESK, locale: str = "zh-CN", touch: bool = False
) -> Iterator[Reader]:
    """Gives a reader with a browser of their own; fails at the end when anything went wrong."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale=locale, has_touch=touch, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    context.add_init_script(_WATCH_POLICY)
    context.add_init_script(_COUNT_QUESTIONS)
    reader = Reader(context.new_page(), address)
    context.on("console", reader.note)
    context.on("weberror", lambda error: reader.faults.append(f"fault: {error.error}"))
    context.on("dialog", reader.dismiss)
    context.on("request", reader.check)
    try:
        yield reader
    finally:
        context.close()
    assert not reader.faults, "\n".join(reader.faults)
