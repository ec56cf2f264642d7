"""Frozen settings, read from explicit arguments: nothing here looks at the environment or the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from graphsvc.domain.errors import BadInput

DEFAULT_STORE: Final = "sqlite:///graphsvc.db"
"""The store when none is named: a file in the folder where the command is given."""

_SQLITE: Final = re.compile(r"sqlite:///(?P<path>.+)")
_NEO4J: Final = re.compile(
    r"(?P<server>(neo4j|bolt)(\+s|\+ssc)?://[\w.-]+(:\d{1,5})?|(neo4j|bolt)(\+s|\+ssc)?://\[[0-9a-fA-F:]+\](:\d{1,5})?)"
    r"(/(?P<database>[\w.-]*))?",
    re.ASCII,
)


class Engine(StrEnum):
    """What keeps a store."""

    MEMORY = "memory"
    SQLITE = "sqlite"
    NEO4J = "neo4j"


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Where a store is: `path` is that of a file, `server` and `database` are those of a Neo4j server."""

    engine: Engine
    path: Path | None = None
    server: str = ""
    database: str = ""

    def __str__(self) -> str:
        match self.engine:
            case Engine.MEMORY:
                return "memory:"
            case Engine.SQLITE:
                return f"sqlite:///{self.path}"
        return f"{self.server}/{self.database}"


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks a Neo4j server; the password is never shown."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)


def read_credentials(environment: Mapping[str, str]) -> Credentials:
    """Read GRAPHSVC_NEO4J_USER and GRAPHSVC_NEO4J_PASSWORD; a password alone is that of the user `neo4j`."""
    user, password = environment.get("GRAPHSVC_NEO4J_USER"), environment.get("GRAPHSVC_NEO4J_PASSWORD")
    return Credentials(user or ("neo4j" if password else None), password)


def read_store_url(url: str) -> StoreAddress:
    """Read `sqlite:///relative.db`, `sqlite:////absolute.db`, `memory:`, or a Neo4j server with or without a database.

    BadInput in words for anything else.
    """
    if url in {"memory:", "memory://"}:
        return StoreAddress(Engine.MEMORY)
    if match := _SQLITE.fullmatch(url):
        if "\0" in url:
            raise BadInput("the address of the store holds a NUL character")
        return StoreAddress(Engine.SQLITE, Path(match["path"]))
    if match := _NEO4J.fullmatch(url):
        return StoreAddress(Engine.NEO4J, None, match["server"], match["database"] or "neo4j")
    # What was given is not repeated: people put passwords into addresses.
    if url.startswith(("neo4j", "bolt")):
        raise BadInput(
            "the address of the Neo4j server is not understood; wanted is neo4j://host:7687 or neo4j+s://host/database "
            "(user and password belong into GRAPHSVC_NEO4J_USER and GRAPHSVC_NEO4J_PASSWORD)"
        )
    raise BadInput(
        "the address of the store is not understood; wanted is sqlite:///file.db, neo4j://host:7687 or memory:"
    )
