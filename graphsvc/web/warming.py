"""Getting the store ready while the service serves already: a database server that is new to the queries plans them."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from graphsvc.domain.errors import StoreError, StoreReadOnly
from graphsvc.graphql.errors import log_fault
from graphsvc.store.port import Store

_log = logging.getLogger(__name__)

_FIRST_PAUSE: Final = 1.0  # seconds until a store is tried again; each pause is twice the one before
_LONGEST_PAUSE: Final = 30.0


async def get_ready(store: Store) -> None:
    """Warm a store, and try again for as long as it does not answer. Nobody waits for that, so nothing is raised."""
    pause = _FIRST_PAUSE
    while True:
        try:
            await store.warm()
        except StoreReadOnly:
            return  # all that can be asked is ready
        except StoreError as error:
            _log.info("the store is not ready yet: %s", error.message)
        except Exception as fault:  # noqa: BLE001  (a fault of ours; the service answers without it, only later)
            log_fault(fault)
            return
        else:
            return
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
