"""Takes the pictures of the map for README and docs: `python -m tests.support.pictures`, once the pages are built."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import FLAGS
from tests.support.reader import DESK, MOMENT, PHONE, reading
from tests.support.serving import running

FOLDER: Final = Path(__file__).parent.parent.parent / "docs" / "pictures"


class Picture(NamedTuple):
    """A screen as it is shown: its file, its address, and the size of the window."""

    name: str
    path: str
    size: tuple[int, int] = DESK


PICTURES: Final = (
    Picture("find-zh", f"/?lang=zh&near=jinxiu-jy&q={quote('3号楼下水道堵了找谁？')}"),
    Picture("find-phone-zh", f"/?lang=zh&near=jinxiu-jy&q={quote('3号楼下水道堵了找谁？')}", PHONE),
    Picture("start-en", "/?lang=en"),
    Picture("choices-phone-zh", f"/?lang=zh&q={quote('3号楼下水道堵了找谁？')}", PHONE),
    Picture("gap-phone-en", "/?lang=en&place=mingyue-yn.1&category=lift", PHONE),
    Picture("explore-en", "/explore?lang=en&key=u.liuling-sq.jwh"),
    Picture("coverage-zh", "/coverage?lang=zh&within=liuchi-jd&open=hejing-sq+hejing-sq.g1&cell=mingyue-yn+lift"),
    Picture("coverage-phone-zh", "/coverage?lang=zh&within=liuchi-jd&open=hejing-sq+hejing-sq.g1", PHONE),
    Picture("roster-en", "/roster?lang=en&key=jinxiu-jy"),
)
"""All of them; whoever adds one shows it in README.md or docs/map.md."""


def take(browser: Browser, address: str, picture: Picture) -> bytes:
    """Gives a picture as a small PNG; fails when anything goes wrong on the page."""
    with reading(browser, address, size=picture.size, touch=picture.size == PHONE) as reader:
        reader.visit(f"{picture.path}&at={MOMENT}")
        shot = reader.page.screenshot()
    small = io.BytesIO()
    with Image.open(io.BytesIO(shot)) as image:
        reduce(image.convert("RGB")).save(small, "PNG", optimize=True)
    return small.getvalue()


def reduce(image: Image.Image) -> Image.Image:
    """Gives the image in 256 colours: surfaces keep theirs exactly, and the rare ones of small signs stay apart."""
    data = image.tobytes()
    counts = Counter(zip(data[::3], data[1::3], data[2::3], strict=True))
    common = chain.from_iterable(colour for colour, _ in counts.most_common(192))
    rare = image.quantize(64, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*common, *rare][: 3 * 256])
    return image.quantize(palette=palette, dither=Image.Dither.NONE)


def main() -> None:
    """Take them all anew."""
    FOLDER.mkdir(exist_ok=True)
    chromium = shutil.which("chromium")
    with running("demo", "--world", "C") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in PICTURES:
            png = take(browser, address, picture)
            (FOLDER / f"{picture.name}.png").write_bytes(png)
            print(f"{picture.name}: {len(png) / 1000:.0f} KB")  # noqa: T201  (a command)
        browser.close()


if __name__ == "__main__":
    main()
