"""The pictures of the documentation: each is there, shown, told in words, and small; none is left over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PIL import Image

from tests.support.pictures import FOLDER, PICTURES

ROOT: Final = Path(__file__).parent.parent
PAGES: Final = (ROOT / "README.md", ROOT / "docs" / "map.md")
MARKDOWN: Final = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
HTML: Final = re.compile(r'<img src="([^"]+)"[^>]* alt="([^"]*)">')


def shown(page: Path) -> list[tuple[Path, str]]:
    """The pictures that a page shows, each with its words for those who do not see it."""
    text = page.read_text(encoding="utf-8")
    named = [*((path, words) for words, path in MARKDOWN.findall(text)), *HTML.findall(text)]
    return [((page.parent / path).resolve(), words) for path, words in named]


def test_every_picture_that_a_page_shows_is_there_and_is_told_in_words() -> None:
    for page in PAGES:
        assert len(shown(page)) > 3
        for path, words in shown(page):
            assert path.is_file(), f"{page.name} shows {path.name}, which is not there"
            assert len(words) > 12, f"{page.name} does not tell what {path.name} shows"


def test_no_picture_is_left_over_and_all_can_be_taken_anew() -> None:
    kept = {path.resolve() for path in FOLDER.iterdir()}
    assert kept == {path for page in PAGES for path, _ in shown(page)}
    assert sorted(path.stem for path in kept) == sorted(picture.name for picture in PICTURES)


def test_pictures_are_small_and_of_the_size_of_their_window() -> None:
    """A clone carries them for good."""
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_000_000
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.png"
        assert path.stat().st_size < 150_000, f"{path.name} is too large"
        with Image.open(path) as image:
            assert image.size == picture.size
