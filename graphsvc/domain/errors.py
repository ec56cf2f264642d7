"""The whole error tree. Codes belong to the API: messages may change, codes may not.

GraphsvcError
├── BadInput                  BAD_USER_INPUT     what was asked cannot be understood
│   └── Refused               BAD_USER_INPUT     rows that break the rules, all of them at once
├── NotFound                  NOT_FOUND          a key that does not exist (or may not be seen)
├── Conflict                  CONFLICT           something touched has changed since
├── LimitExceeded             LIMIT_EXCEEDED     more than the service answers at once
└── StoreError                STORE_UNAVAILABLE  the store cannot do it now
    ├── StoreLocked                              another process is writing
    ├── StoreMissing                             there is no store at the address
    ├── StoreDamaged                             the file is not what was written
    ├── StoreTooNew                              written by a newer release
    ├── StoreReadOnly                            opened for reading, or the disk takes no writes
    └── RevisionAhead                            the store has not come to the revision that was asked for
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple


class GraphsvcError(Exception):
    """Everything that this service says no with; the message is for people and holds no personal data."""

    code: ClassVar[str] = "INTERNAL"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInput(GraphsvcError):
    """What was asked cannot be understood."""

    code = "BAD_USER_INPUT"


class Problem(NamedTuple):
    """One broken rule of a bundle, at its cell.

    `row` counts as a spreadsheet does (the header is row 1) and is None when the whole table or file is meant.
    """

    code: str
    table: str
    row: int | None
    column: str | None
    value: str | None
    message: str


class Refused(BadInput):
    """Rows that break the rules: every problem at once (the first 1,000), nothing written."""

    def __init__(self, problems: Sequence[Problem], *, truncated: bool = False) -> None:
        count = f"{len(problems):,}{' or more' if truncated else ''}"
        super().__init__(f"{count} problem{'' if len(problems) == 1 else 's'}; nothing was written")
        self.problems = tuple(problems)
        self.truncated = truncated


class NotFound(GraphsvcError):
    """A key that does not exist, or may not be seen by the asker: the two are told alike."""

    code = "NOT_FOUND"

    def __init__(self, what: str, key: str) -> None:
        shown = key if len(key) <= 120 else key[:117] + "…"
        super().__init__(f"no {what} has the key “{shown}”")
        self.what = what
        self.key = key


class Conflict(GraphsvcError):
    """Something that a write touches has changed since the revision that it was made against."""

    code = "CONFLICT"


class LimitExceeded(GraphsvcError):
    """More than the service answers at once; the message names the limit."""

    code = "LIMIT_EXCEEDED"


class StoreError(GraphsvcError):
    """The store cannot do it now."""

    code = "STORE_UNAVAILABLE"


class StoreLocked(StoreError):
    """Another process holds the writer's lock; `holder` says which."""

    def __init__(self, message: str, holder: str) -> None:
        super().__init__(message)
        self.holder = holder


class StoreMissing(StoreError):
    """There is no store at the address."""


class StoreDamaged(StoreError):
    """The file is not what was written; nothing of it is served."""


class StoreTooNew(StoreError):
    """The file was written by a newer release of the program."""


class StoreReadOnly(StoreError):
    """The store was opened for reading, or the disk takes no writes."""


class RevisionAhead(StoreError):
    """The store has not come to the revision that was asked for; the message holds nothing but numbers."""
