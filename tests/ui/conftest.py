"""A browser at the running service; whatever the page does wrong while a test looks at it fails the test."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import FLAGS
from tests.support.hostile import write_hostile_bundle
from tests.support.pages import HOUSE, go_without, require_pages
from tests.support.reader import Reader, reading
from tests.support.serving import running

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without it, or without the pages, there is nothing to look at."""
    require_pages()
    if CHROMIUM is None:
        go_without("no chromium to look at the pages with (on Debian: apt-get install chromium fonts-noto-cjk)")
    return CHROMIUM or ""


@pytest.fixture(scope="session")
def town(chromium: str) -> Iterator[str]:
    """The address of the demo of world C."""
    with running("demo", "--world", "C") as address:
        yield address


@pytest.fixture(scope="session")
def hostile(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service whose names are all HTML."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile_bundle(folder)
    store = f"sqlite:///{folder / 'hostile.db'}"
    command = [sys.executable, "-m", "graphsvc", "import", str(folder), "--store", store]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with running("serve", "--store", store, "--anonymous", "admin") as address:
        yield address


@pytest.fixture(scope="session")
def public(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that tells everybody what is public of world C, and no more."""
    store = f"sqlite:///{tmp_path_factory.mktemp('public') / 'town.db'}"
    command = [sys.executable, "-m", "graphsvc", "import", str(HOUSE / "seed/C"), "--store", store]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with running("serve", "--store", store, "--anonymous", "public") as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for a module: as long as its driver runs, no other test can have an event loop in this thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def read(browser: Browser, town: str) -> Iterator[Callable[..., Reader]]:
    """Sits a new reader down, whose browser knows nothing of the others'; at the end none may have met a fault."""
    with ExitStack() as stack:
        yield lambda **told: stack.enter_context(reading(browser, told.pop("address", town), **told))
