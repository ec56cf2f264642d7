"""The network that the map is measured with."""

from __future__ import annotations

import csv
from pathlib import Path

from graphsvc.bench.network import CENTRE, write_network
from graphsvc.bundle.folder import read_bundle


def test_the_network_is_sound_and_301_nodes_stand_around_its_place(tmp_path: Path) -> None:
    write_network(tmp_path)
    with read_bundle(tmp_path):
        pass
    units, posts = rows(tmp_path / "units.csv"), rows(tmp_path / "posts.csv")
    assert all(unit["covers"] == CENTRE for unit in units)
    assert all(post["head"] == "true" for post in posts)
    assert 1 + len(units) + len(posts) == 301


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
