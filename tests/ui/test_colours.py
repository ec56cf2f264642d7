"""The colours of the page, by computation: text is read at a contrast of 4.5 and more, lines are seen at 3 and more."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.support.pages import HOUSE

TOKENS: Final[dict[str, str]] = dict(
    re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (HOUSE / "graphsvc/web/ui/src/app.css").read_text(encoding="utf-8"))
)
LINES: Final = ("party", "administrative", "property", "volunteer")
SURFACES: Final = ("page", "card", "chip")
CANVAS: Final = "#fdfcf9"

TEXTS: Final = [
    *((text, surface) for text in ("ink", "ink-soft", "accent-dark") for surface in SURFACES),
    *((line, surface) for line in LINES for surface in ("card", f"{line}-soft")),
    *(("card", line) for line in (*LINES, "accent", "bad", "ink", "ink-soft")),
    *((tone, surface) for tone in ("good", "bad", "warn") for surface in ("card", f"{tone}-soft")),
    ("accent-dark", "accent-soft"),
]


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How many times brighter the brighter of two colours is."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("text", "surface"), TEXTS)
def test_text_is_read_on_every_surface_that_it_stands_on(text: str, surface: str) -> None:
    assert contrast(TOKENS[text], TOKENS[surface]) >= 4.5


@pytest.mark.parametrize("colour", [*LINES, "accent", "line-strong"])
def test_lines_of_the_graph_are_seen_on_its_ground(colour: str) -> None:
    assert contrast(TOKENS[colour], CANVAS) >= 3
    assert CANVAS in (HOUSE / "graphsvc/web/ui/src/graph/Canvas.svelte").read_text(encoding="utf-8")
