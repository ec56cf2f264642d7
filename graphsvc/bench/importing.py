"""How fast a bundle is checked and imported, and in how much memory."""

from __future__ import annotations

from collections.abc import Iterator

from graphsvc.bench.figures import Figure
from graphsvc.bench.towns import Town


def measure(town: Town) -> Iterator[Figure]:
    """Tell what importing the town cost."""
    facts = town.imported.facts
    rows = facts["rows"]
    yield Figure("import", town.nodes, f"check of {rows:,.0f} rows", rows / facts["check"], "rows/s")
    yield Figure("import", town.nodes, "check and import", rows / (facts["check"] + facts["write"]), "rows/s")
    promise = "≤ 500 up to a million rows" if rows < 1_300_000 else ""
    yield Figure("import", town.nodes, "peak resident memory", town.imported.peak / 1e6, "MB", None, promise)
