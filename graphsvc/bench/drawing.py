"""The map in a browser: CPU for each frame while it is moved, and the time until the surroundings of a node are drawn.

It needs Chromium and the built pages; without them it is left out and says so. Nothing but the service and a page of
the same words, held by this process, is asked.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import quote

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from graphsvc.bench.children import in_child
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.network import CENTRE, write_network
from graphsvc.bench.towns import Town

_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PAGES: Final = Path(__file__).parent.parent / "web" / "ui" / "dist" / "index.html"
_WINDOW: Final[ViewportSize] = {"width": 1440, "height": 900}
_DRAWS: Final = 7
_PANS: Final = 5
_STEPS: Final = 60
_QUESTIONS: Final = 20
_DRAWN: Final = ".frame [data-key]"

_FIRST: Final = f"/explore?key={CENTRE}&lang=zh"
# Each opening of the centre adds 25 nodes to the first 200.
_WHOLE: Final = f"{_FIRST}&open={quote(','.join([CENTRE] * 4))}"

# The moment at which the first frame with the map in it has been painted, after the navigation began.
_NOTE_DRAWN: Final = """
window.drawn = new Promise((done) => {
  const look = () => document.querySelector(".frame [data-key]")
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now())))
    : requestAnimationFrame(look);
  look();
});
"""
_GO: Final = """
(address) => new Promise((done) => {
  const link = document.createElement("a");
  link.href = address;
  document.body.append(link);
  const began = performance.now();
  const look = () => document.querySelector(".frame [data-key]")
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)))
    : requestAnimationFrame(look);
  link.click();
  look();
})
"""
_BARE_DRAWN: Final = """
() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))
"""
# Counts the frames in which the map has moved, and asks for no frame besides.
_COUNT_FRAMES: Final = """
() => {
  window.moved = 0;
  let asked = false;
  const count = () => { asked = false; window.moved += 1; };
  new MutationObserver(() => {
    if (!asked) requestAnimationFrame(count);
    asked = true;
  }).observe(document.querySelector(".stage"), { attributeFilter: ["style"] });
}
"""


def measure(town: Town) -> Iterator[Figure]:
    """Draw a network of 301 nodes and move it about."""
    chromium = shutil.which("chromium")
    if chromium is None or not _PAGES.is_file():
        missing = (
            "no chromium is installed" if chromium is None else "the pages are not built (`make demo` builds them)"
        )
        sys.stderr.write(f"!! map is left out: {missing}\n")
        return
    script = sum(len(gzip.compress(path.read_bytes(), 9)) for path in _PAGES.parent.glob("assets/*.js"))
    yield Figure("map", None, "script of all screens, compressed", script / 1e3, "kB", None, "≤ 150")
    bundle, file = town.bundle.with_name("network"), town.file.with_name("network.db")
    write_network(bundle)
    in_child("import", bundle, file)
    with _service(file) as (server, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        try:
            yield from _first_draws(browser, address, server)
            yield from _pans(browser, address)
        finally:
            browser.close()


@contextmanager
def _service(file: Path) -> Iterator[tuple[psutil.Process, str]]:
    command = [sys.executable, "-m", "graphsvc.bench.server", "serve", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  (our own program)
        try:
            assert process.stdout is not None  # noqa: S101  (it was asked for)
            yield psutil.Process(process.pid), f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.terminate()


def _first_draws(browser: Browser, address: str, server: psutil.Process) -> Iterator[Figure]:
    cold: list[float] = []
    used: list[float] = []
    bare: list[float] = []
    warm: list[float] = []
    questions: list[tuple[str, str]] = []
    words = _warmed(browser, address, questions)
    with _bare_page(words) as plain:
        for _ in range(_DRAWS):
            with _context(browser) as context:
                page = context.new_page()
                page.add_init_script(_NOTE_DRAWN)
                before, asked = _browser_cpu(), _cpu(server)
                page.goto(address + _FIRST, wait_until="commit")
                cold.append(page.evaluate("window.drawn"))
                used.append((_since(before)[1] + _cpu(server) - asked) * 1e3)
            with _context(browser) as context:
                page = context.new_page()
                page.goto(plain)
                bare.append(page.evaluate(_BARE_DRAWN))
            with _context(browser) as context:
                page = context.new_page()
                page.goto(f"{address}/explore?lang=zh", wait_until="networkidle")
                warm.append(page.evaluate(_GO, f".{_FIRST}"))
    ratio, spread = middle([ours / theirs for ours, theirs in zip(cold, bare, strict=True)])
    yield _time("first draw of 200 nodes, nothing cached", cold, "< 1.5")
    yield _time("… CPU of browser and service until then", used)
    yield _time("… from within the map", warm)
    yield Figure("map", None, "first draw, nothing cached / a bare page of the same words", ratio, "×", spread)
    yield _server_cost(browser, server, questions)


def _warmed(browser: Browser, address: str, questions: list[tuple[str, str]]) -> str:
    """Ask everything once, so that the service has answered it before; gives the words on the screen."""
    with _context(browser) as context:
        page = context.new_page()
        page.on("request", lambda told: questions.append((told.url, told.post_data or "")))
        page.goto(address + _FIRST, wait_until="networkidle")
        page.wait_for_selector(_DRAWN)
        questions[:] = [(url, body) for url, body in questions if body]
        return page.inner_text("body")


@contextmanager
def _context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a browser that has nothing cached."""
    context = browser.new_context(viewport=_WINDOW, locale="zh-CN", reduced_motion="reduce")
    try:
        yield context
    finally:
        context.close()


@contextmanager
def _bare_page(words: str) -> Iterator[str]:
    """Serve a page with nothing but those words; gives its address."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in words.splitlines())
    body = f'<!doctype html><meta charset="utf-8"><title>-</title>{lines}'.encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            with suppress(ConnectionError):  # whoever asked may be gone
                self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _server_cost(browser: Browser, server: psutil.Process, questions: Sequence[tuple[str, str]]) -> Figure:
    """Ask what the first screen asks, again and again, and see what the service needs for it."""
    with _context(browser) as context:
        before = _cpu(server)
        for _ in range(_QUESTIONS):
            for url, body in questions:
                context.request.post(url, data=body, headers={"content-type": "application/json"})
        each = (_cpu(server) - before) / _QUESTIONS
    return Figure("map", None, "service, CPU for all questions of that screen", each * 1e3, "ms")


def _pans(browser: Browser, address: str) -> Iterator[Figure]:
    with _context(browser) as context:
        page = context.new_page()
        page.goto(address + _WHOLE, wait_until="networkidle")
        page.wait_for_selector(_DRAWN)
        page.locator(".zoom button").last.click()  # all of it in sight: the most that can be drawn
        shown = page.locator(_DRAWN).count()
        page.evaluate(_COUNT_FRAMES)
        own, everything = [], []
        for _ in range(_PANS):
            renderer, whole = _pan(page)
            own.append(renderer * 1e3)
            everything.append(whole * 1e3)
    value, spread = middle(own)
    yield Figure("map", None, f"CPU for each frame while {shown} nodes are moved, page", value, "ms", spread, "≤ 35")
    value, spread = middle(everything)
    yield Figure("map", None, "… with the browser's other processes, which put it on the screen", value, "ms", spread)


def _pan(page: Page) -> tuple[float, float]:
    """Take hold of the map and move it there and back: seconds of CPU for each frame, of the page and of everything."""
    box = page.locator(".frame").bounding_box()
    if box is None:
        raise RuntimeError("there is no map to take hold of")
    x, y = box["x"] + 10, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8)
    frames, before = page.evaluate("moved"), _browser_cpu()
    for step in range(_STEPS):
        far = min(step, _STEPS - step)
        page.mouse.move(x + far * 4, y + far * 3)
    renderer, whole = _since(before)
    drawn = page.evaluate("moved") - frames
    page.mouse.up()
    return renderer / drawn, whole / drawn


def _browser_cpu() -> dict[int, tuple[float, bool]]:
    """Give the CPU seconds of the browser's processes by their numbers, and whether pages run in them."""
    found: dict[int, tuple[float, bool]] = {}
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):  # one that has just ended
            if "chrom" in process.name():
                found[process.pid] = _cpu(process), "--type=renderer" in process.cmdline()
    return found


def _since(before: dict[int, tuple[float, bool]]) -> tuple[float, float]:
    """Give the CPU seconds since then: of the processes that pages run in, and of all processes of the browser."""
    renderer = whole = 0.0
    for number, (cpu, holds_pages) in _browser_cpu().items():
        used = cpu - before.get(number, (0.0, False))[0]
        whole += used
        renderer += used if holds_pages else 0.0
    return renderer, whole


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _time(what: str, runs: Sequence[float], promise: str = "") -> Figure:
    value, (low, high) = middle(runs)
    return Figure("map", None, what, value / 1e3, "s", (low / 1e3, high / 1e3), promise)
