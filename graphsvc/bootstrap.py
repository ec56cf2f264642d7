"""The one place that names concrete adapters, reads the clock, and wires everything."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.config import Engine, StoreAddress, read_credentials
from graphsvc.domain.entities import Moment
from graphsvc.domain.examples import Example
from graphsvc.domain.validity import from_datetime
from graphsvc.domain.visibility import Role
from graphsvc.store.port import Store

if TYPE_CHECKING:
    from graphsvc.web import Application


def now() -> Moment:
    """Give the moment by this machine's clock, in whole seconds: nobody is helped by finer ones."""
    return from_datetime(datetime.now(UTC).replace(microsecond=0))


def open_store(address: StoreAddress, *, read_only: bool = False) -> Store:
    """Open the store at an address, for reading alone or for writing too; a writer makes a missing file.

    A file has one writer. A Neo4j server is reached at the first question; who asks is read from the environment.
    """
    if address.engine is not Engine.NEO4J:
        return EmbeddedStore.open(address.path, read_only=read_only)
    from graphsvc.adapters.neo4j import Neo4jStore, ServerAddress  # noqa: PLC0415  (the driver takes a while to load)

    credentials = read_credentials(os.environ)
    server = ServerAddress(address.server, address.database, credentials.user, credentials.password)
    return Neo4jStore.open(server, read_only=read_only)


async def write_offline_load(store: Store, out: Path) -> int:
    """Write a store as the files that `neo4j-admin database import` loads into a server; give the revision."""
    from graphsvc.adapters.neo4j.offline import write_load  # noqa: PLC0415  (likewise)

    return await write_load(out, store)


def application(store: Store, anonymous: Role, examples: Sequence[Example] = ()) -> Application:
    """Wire the HTTP application around an open store, which it closes when it ends; examples are to start with."""
    from graphsvc.web import Deps, create_app  # noqa: PLC0415  (commands that serve nothing need not load it)

    return create_app(Deps(store=store, clock=now, anonymous=anonymous, examples=examples))
