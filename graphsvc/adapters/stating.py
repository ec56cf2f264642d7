"""What every store does with a change set before it carries it out: it tells of its progress and of its problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from graphsvc.domain.changes import ChangeSet, Stated
from graphsvc.domain.errors import Problem
from graphsvc.domain.kinds import Table
from graphsvc.store.port import Progress

PROBLEMS: Final = 1_000
"""How many problems are told at once."""

_TOLD_EVERY: Final = 2_000  # rows


def telling(changes: ChangeSet, what: str, progress: Progress | None) -> ChangeSet:
    """Give the same change set, telling of its progress while its rows are taken."""
    if progress is None:
        return changes
    done = 0

    def rows(table: Table) -> Iterator[Stated]:
        nonlocal done
        for stated in changes.rows(table):
            yield stated
            done += 1
            if done % _TOLD_EVERY == 0:
                progress(what, done, changes.count)

    return replace(changes, rows=rows)


def first_problems(problems: Iterator[Problem]) -> tuple[list[Problem], bool]:
    """Give the first problems, and whether there are more."""
    first = list(islice(problems, PROBLEMS))
    return first, next(problems, None) is not None
