"""The process that is killed: it writes without end and says what it does, line by line.

`in N`: between BEGIN and COMMIT of revision N; `ack N`: the write of revision N has returned. Told to wait, it stays
inside the write until it is told to go on (or is killed there).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.domain.changes import ChangeSet, Stated
from graphsvc.domain.entities import Category, Membership, Person, Post, Row, Unit
from graphsvc.domain.kinds import Line, Table
from tests.support.worlds import stating

PAIR = ("left", "right")
CROWD = 1_500


def rows_of_revision(number: int) -> list[Row]:
    """Give what revision N states: two categories that bear its number; with every third, a crowd that does too."""
    rows: list[Row] = [Category(key, str(number)) for key in PAIR]
    if number % 3 == 1:
        rows += [Unit("unit", Line.PARTY, "branch", str(number)), Post("post", "unit", "officer", str(number))]
        rows += [Person(f"person-{place}", str(number)) for place in range(CROWD)]
        rows += [Membership(f"person-{place}", None, "post", valid_to=number) for place in range(CROWD)]
    return rows


def announcing(changes: ChangeSet, number: int, *, wait: bool) -> ChangeSet:
    """Give the change set that tells when its last table is asked for: inside the transaction, near its end."""

    def rows(table: Table) -> Iterator[Stated]:
        yield from changes.rows(table)
        if table is Table.POLICY:
            print(f"in {number}", flush=True)  # noqa: T201
            if wait:
                sys.stdin.readline()

    return replace(changes, rows=rows)


async def main(file: str, wait: str) -> None:
    """Write revisions until killed."""
    store = EmbeddedStore.open(Path(file))
    for number in count(store.revision + 1):
        outcome = await store.write(announcing(stating(*rows_of_revision(number)), number, wait=wait == "wait"))
        print(f"ack {outcome.revision}", flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
