"""The towns that are measured: world A with flats as places, scaled to a number of nodes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.embedded.index import CATEGORY, LAST_PLACE
from graphsvc.bench.children import Measured, in_child
from graphsvc.domain.entities import Moment
from graphsvc.domain.validity import read_moment
from graphsvc.seeding import generate, write_world

AT: Moment = read_moment("2025-06-16T10:00", "Asia/Shanghai")
"""The moment that is asked about."""


class Town(NamedTuple):
    """A generated town: its bundle, its store on disk, and what importing it cost."""

    nodes: int
    bundle: Path
    file: Path
    imported: Measured


@contextmanager
def town(folder: Path, nodes: int) -> Iterator[Town]:
    """Generate a town of about that many places and import it into a new file."""
    folder.mkdir(parents=True)
    bundle, file = folder / "bundle", folder / "town.db"
    write_world(generate("A", size="full", households="nodes", target_nodes=nodes), bundle)
    imported = in_child("import", bundle, file)
    yield Town(int(imported.facts["nodes"]), bundle, file, imported)


def open_town(place: Town) -> EmbeddedStore:
    """Open the store of a town as its writer."""
    return EmbeddedStore.open(place.file)


def questions(store: EmbeddedStore, count: int, *, seed: int) -> list[tuple[str, str]]:
    """Draw (category, place) pairs evenly over all places and categories of a store."""
    draw = random.Random(seed)
    index = store.index
    places = [key for key, kind in zip(index.keys, index.kinds, strict=True) if kind <= LAST_PLACE]
    categories = [key for key, kind in zip(index.keys, index.kinds, strict=True) if kind == CATEGORY]
    return [(draw.choice(categories), draw.choice(places)) for _ in range(count)]
