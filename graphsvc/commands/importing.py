"""Import: a checked bundle becomes one change set, all or nothing."""

from __future__ import annotations

from graphsvc.bundle.folder import Bundle
from graphsvc.domain.changes import ChangeSet, Outcome
from graphsvc.domain.entities import Moment
from graphsvc.domain.kinds import Table
from graphsvc.store.port import Progress, Store


async def import_bundle(
    store: Store,
    bundle: Bundle,
    *,
    author: str,
    reason: str,
    moment: Moment,
    replace: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """State all rows of a bundle in one write; Refused when they are not sound together with what is held."""
    changes = ChangeSet(
        author=author,
        reason=reason,
        moment=moment,
        rows=bundle.rows,
        # What a bundle does not mention stays, so one without a bundle.json leaves the store's settings.
        settings=bundle.settings if bundle.states_settings else None,
        replace=replace,
        count=bundle.count,
    )
    return await store.write(changes, dry_run=dry_run, progress=progress)


def stated(bundle: Bundle) -> Outcome:
    """Count what a bundle states: what it would add to an empty store."""
    outcome = Outcome()
    for table in Table:
        rows = sum(1 for _ in bundle.rows(table))
        if rows:
            outcome.count(table, "added", rows)
    return outcome
