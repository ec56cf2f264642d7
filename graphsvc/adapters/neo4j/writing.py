"""One write, carried out in one transaction: versions of rows, then relationships, sums, the log, the revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from graphsvc.adapters.neo4j.cells import cells_of
from graphsvc.adapters.neo4j.relating import Relations
from graphsvc.adapters.neo4j.revisions import Census, row_of_revision
from graphsvc.adapters.neo4j.rows import FAR, NEAR, TREES
from graphsvc.adapters.neo4j.sums import Sums
from graphsvc.adapters.neo4j.transaction import Telling
from graphsvc.adapters.neo4j.trees import Lineages
from graphsvc.adapters.payloads import pack
from graphsvc.domain.changes import Action, Change, Revision
from graphsvc.domain.entities import Row, identity
from graphsvc.domain.kinds import NODE_KIND_OF, Table

BATCH: Final = 1_000
"""Rows of one table and action that are written together, and make one part of the log."""

# Lists of keys are also nodes of their own, so that rows are found by what stands in the lists.
_SIDES: Final = {Table.UNITS: ("covering", "covers"), Table.POSTS: ("dotted", "dotted")}
_FORGOTTEN: Final = 20_000  # versions at most for each write


class Writer:
    """Carries a plan out. What was held stays as it is for whoever reads at an older revision, the plan itself too."""

    def __init__(self, ask: Telling, revision: int, census: Census, *, replacing: bool) -> None:
        self._ask = ask
        self._revision = revision
        self._census = census
        self._replacing = replacing
        self._lineages = Lineages(ask, revision)
        self._relations = Relations(ask, revision)
        self._sums = Sums(ask, revision)
        self._parts = 0

    def carry_out(self, changes: Iterable[Change]) -> None:
        """Carry out all changes; when this returns or raises, no step of it is under way any more."""
        try:
            self._carry_out(changes)
        except BaseException:
            # What was told last may fail as well; the first reason counts.
            with suppress(Exception):
                self._ask.settle()
            raise
        self._ask.settle()

    def _carry_out(self, changes: Iterable[Change]) -> None:
        waiting: dict[tuple[Table, Action], list[Change]] = {}
        for change in changes:
            batch = waiting.setdefault((change.table, change.action), [])
            batch.append(change)
            if len(batch) == BATCH:
                self._write(batch)
                batch.clear()
        for batch in waiting.values():
            if batch:
                self._write(batch)
        for table, older in self._lineages.settle():
            for rows in batches(older, BATCH):
                # The rows stay as they are, their lineage is another one: a new version that the log need not tell of.
                self._replace([Change(table, "changed", row, row) for row in rows])
        self._relations.finish()
        self._sums.finish(self._lineages)

    def seal(self, revision: Revision, token: str) -> None:
        """Write the revision itself; `token` tells of this write whether it was carried out."""
        row = row_of_revision(revision, token, self._parts, self._census)
        self._ask("write/revision", row=row, revision=revision.number)

    def forget(self, seconds: float) -> None:
        """Remove versions that were replaced so long ago that no snapshot shows them any more."""
        self._ask("write/forget", milliseconds=round(seconds * 1_000), limit=_FORGOTTEN)

    def _write(self, batch: list[Change]) -> None:
        table, action = batch[0].table, batch[0].action
        self._replace(batch)
        for change in batch:
            self._census.count(change)
            if table is Table.PLACES:
                self._sums.note(change)
        self._ask.tell(
            "write/log",
            revision=self._revision,
            part=self._parts,
            table=table.value,
            action=action,
            payload=pack(batch),
        )
        self._parts += 1

    def _replace(self, batch: list[Change]) -> None:
        """End the versions that were, and make those that are."""
        table = batch[0].table
        before = [change.before for change in batch if change.before is not None]
        after = [change.after for change in batch if change.after is not None]
        if before:
            self._retire(table, before)
        elif self._replacing and table in NODE_KIND_OF:
            # A key may come as another kind of thing before the row goes that bore it.
            self._retire(table, after)
        if after:
            self._add(table, after)
        self._replace_lists(table, batch)
        self._relations.note(table, batch)
        if table in TREES:
            for change in batch:
                if change.before is not None and change.after is not None:
                    self._note_move(table, change.before, change.after)

    def _note_move(self, table: Table, before: Any, after: Any) -> None:  # noqa: ANN401  (rows of a tree)
        if before.parent != after.parent:
            self._lineages.move(table, after.key)

    def _retire(self, table: Table, rows: list[Row]) -> None:
        identities = [identity(row) for row in rows]
        if table in NODE_KIND_OF:
            self._ask.tell("write/retire_entities", keys=identities, revision=self._revision)
        else:
            self._ask.tell(f"write/retire_{table.value}", identities=identities, revision=self._revision)

    def _add(self, table: Table, rows: list[Row]) -> None:
        found: Mapping[str, Sequence[str]] = self._lineages.add(table, rows) if table in TREES else {}
        cells = [cells_of(table, row, found) for row in rows]
        self._ask.tell(f"write/add_{table.value}", rows=cells, revision=self._revision, far=FAR, near=NEAR)

    def _replace_lists(self, table: Table, batch: list[Change]) -> None:
        if table not in _SIDES:
            return
        name, column = _SIDES[table]
        gone: list[str] = []
        come: list[list[str]] = []
        for change in batch:
            before: tuple[str, ...] = () if change.before is None else getattr(change.before, column)
            after: tuple[str, ...] = () if change.after is None else getattr(change.after, column)
            if before == after:
                continue
            own = identity(change.before if change.after is None else change.after)  # type: ignore[arg-type]  # one is
            if before:
                gone.append(own)
            come += [[own, key] for key in after]
        if gone:
            self._ask.tell(f"write/retire_{name}", keys=gone, revision=self._revision, far=FAR)
        for rows in batches(come, BATCH):
            self._ask.tell(f"write/add_{name}", rows=rows, revision=self._revision, far=FAR)


def batches(items: Sequence[Any], size: int) -> Iterator[Any]:
    """Give the items a part at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
