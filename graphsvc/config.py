"""Frozen settings, read from explicit arguments: nothing here looks at the environment or the disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from graphsvc.domain.errors import BadInput

DEFAULT_STORE: Final = "sqlite:///graphsvc.db"
"""The store when none is named: a file in the folder where the command is given."""

_SQLITE: Final = re.compile(r"sqlite:///(?P<path>.+)")


class Engine(StrEnum):
    """What keeps a store."""

    MEMORY = "memory"
    SQLITE = "sqlite"


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where a store is: `path` is None for one that is kept nowhere."""

    engine: Engine
    path: Path | None

    def __str__(self) -> str:
        return "memory:" if self.path is None else f"sqlite:///{self.path}"


def read_store_url(url: str) -> StoreAddress:
    """Read `sqlite:///relative.db`, `sqlite:////absolute.db` or `memory:`; BadInput in words for anything else."""
    if url in {"memory:", "memory://"}:
        return StoreAddress(Engine.MEMORY, None)
    if match := _SQLITE.fullmatch(url):
        if "\0" in url:
            raise BadInput("the address of the store holds a NUL character")
        return StoreAddress(Engine.SQLITE, Path(match["path"]))
    if url.startswith(("neo4j", "bolt")):
        raise BadInput("this release has no Neo4j store; wanted is sqlite:///file.db or memory:")
    # What was given is not repeated: people put passwords into addresses.
    raise BadInput("the address of the store is not understood; wanted is sqlite:///file.db or memory:")
