"""The one place that names concrete adapters, reads the clock, and wires everything."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.config import StoreAddress
from graphsvc.domain.entities import Moment
from graphsvc.domain.validity import from_datetime
from graphsvc.domain.visibility import Role
from graphsvc.store.port import Store

if TYPE_CHECKING:
    from graphsvc.web import Application


def now() -> Moment:
    """Give the moment by this machine's clock, in whole seconds: nobody is helped by finer ones."""
    return from_datetime(datetime.now(UTC).replace(microsecond=0))


def open_store(address: StoreAddress, *, read_only: bool = False) -> Store:
    """Open the store at an address, for reading alone or as its one writer; a writer makes a missing file."""
    return EmbeddedStore.open(address.path, read_only=read_only)


def application(store: Store, anonymous: Role) -> Application:
    """Wire the HTTP application around an open store, which it closes when it ends."""
    from graphsvc.web import Deps, create_app  # noqa: PLC0415  (commands that serve nothing need not load it)

    return create_app(Deps(store=store, clock=now, anonymous=anonymous))
