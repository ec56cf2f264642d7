"""Stores to ask, and a short way to ask them."""

# ruff: noqa: ANN401  (answers are JSON; readers and types of the framework are handed on as they are)

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

from graphsvc.access import decide
from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.bundle.folder import read_bundle
from graphsvc.domain.changes import ChangeSet
from graphsvc.domain.visibility import Role
from graphsvc.graphql import Api
from graphsvc.store.port import FactReader, Store
from tests.graphql.town import NOW
from tests.support.neo4j_server import open_store as open_neo4j

WORLDS: Final = Path(__file__).parents[1] / "answers"
STORES: Final[dict[str, Callable[[Path], Store]]] = {
    "memory:": lambda _: EmbeddedStore.open(None),
    "sqlite:": lambda folder: EmbeddedStore.open(folder / "world.db"),
    "neo4j:": open_neo4j,
}


class Asker:
    """Asks a store as somebody."""

    def __init__(self, store: Store, role: Role = Role.ADMIN, api: Api | None = None) -> None:
        self.store = store
        self.role = role
        self.api = api or Api(store, clock=lambda: NOW)

    def as_(self, role: Role) -> Asker:
        """Ask the same service as somebody else."""
        return Asker(self.store, role, self.api)

    async def body(self, query: str, **variables: Any) -> dict[str, Any]:
        """Give the whole response."""
        return (await self.api.answer(query, variables, visibility=decide(self.role))).body

    async def data(self, query: str, **variables: Any) -> Any:
        """Give the data of a response that must have no errors."""
        body = await self.body(query, **variables)
        assert "errors" not in body, body["errors"]
        return body["data"]

    async def code(self, query: str, **variables: Any) -> str:
        """Give the code of the one error of a response."""
        body = await self.body(query, **variables)
        (error,) = body["errors"]
        assert error["message"]
        code: str = error["extensions"]["code"]
        return code


async def load_world(store: Store, name: str) -> None:
    """Write a world of tests/answers."""
    with read_bundle(WORLDS / name / "bundle") as bundle:
        await store.write(ChangeSet(author="test", reason="test", moment=0, rows=bundle.rows, settings=bundle.settings))


class CountingReader:
    """A reader that notes which of its methods were called."""

    def __init__(self, reader: FactReader, calls: list[str]) -> None:
        self._reader = reader
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._reader, name)
        if not callable(found) or name == "steady":
            return found

        def counted(*args: Any, **kwargs: Any) -> Any:
            self._calls.append(name)
            return found(*args, **kwargs)

        return counted


class CountingStore:
    """A real store whose snapshots count the calls of their methods."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.calls: list[str] = []
        self.snapshots = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Any]:
        """Open a counting snapshot."""
        self.snapshots += 1
        async with self._store.snapshot() as reader:
            yield CountingReader(reader, self.calls)


def keys(nodes: Sequence[Mapping[str, Any]]) -> list[str]:
    """Give the keys of nodes."""
    return [node["key"] for node in nodes]


def edge_keys(connection: Mapping[str, Any]) -> list[str]:
    """Give the keys of the entries of a page."""
    return keys([edge["node"] for edge in connection["edges"]])
