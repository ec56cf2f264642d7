"""The map stays small: people open it on old phones, over slow lines."""

from __future__ import annotations

import gzip
from typing import Final

from graphsvc.web.pages import UI
from tests.support.pages import require_pages

MOST: Final = 150_000
"""Bytes of script that the map may have altogether, as they are sent: compressed."""


def test_all_script_of_the_map_is_small_when_compressed() -> None:
    require_pages()
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9)) for path in UI.glob("assets/*.js")}
    largest = ", ".join(f"{name} {size:,}" for name, size in sorted(sizes.items(), key=lambda told: -told[1])[:6])
    said = f"{sum(sizes.values()):,} bytes of script, compressed; at most {MOST:,} are wanted ({largest})"
    assert 0 < sum(sizes.values()) <= MOST, said
