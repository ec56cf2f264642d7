"""Lists of gaps that are being read in pages, kept so that the pages stand still while the store is written to.

What was found at the newest revision can be found again, so it is dropped first when there is too much. What was found
at an older one cannot: it is kept until a while after the next revision was made.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, NamedTuple

from graphsvc.domain.entities import Moment
from graphsvc.domain.gaps import Gap
from graphsvc.domain.validity import SECOND
from graphsvc.store.port import Store

KEPT_FOR: Final = 15 * 60 * SECOND
"""How long a list is kept after the next revision was made."""

MOST_LISTS: Final = 16
"""How many lists are kept of the newest revision, and how many of older ones."""

MOST_ROWS: Final = 250_000
"""How many gaps all kept lists may hold together; the last one is kept however long it is."""


class Question(NamedTuple):
    """Which list: of which revision and moment, and what was asked by whom."""

    revision: int
    at: Moment
    of: str


class KeptGaps:
    """The lists, by question, the one used last at the end."""

    def __init__(self) -> None:
        self._lists: OrderedDict[Question, tuple[Gap, ...]] = OrderedDict()
        self._newest = -1
        self._seen: Moment = 0
        self._followed: dict[int, Moment] = {}
        """When the older revisions of which something may be kept were followed by the next one."""

    def __len__(self) -> int:
        return len(self._lists)

    async def see(self, store: Store, revision: int, now: Moment) -> None:
        """Note which revision is read at a moment, and let go of what was kept for long enough."""
        if revision > self._newest:
            older, self._newest = self._newest, revision
            seen, self._seen = self._seen, now
            if any(question.revision == older for question in self._lists):
                made = await _made_after(store, older)
                # The writer's clock may be wrong: it was after the older one was last read, and is by now.
                self._followed[older] = min(max(made, seen), max(now, seen))
        elif revision == self._newest:
            self._seen = max(self._seen, now)
        self._followed = {older: at for older, at in self._followed.items() if now - at <= KEPT_FOR}
        for question in [one for one in self._lists if self._is_over(one)]:
            del self._lists[question]

    def get(self, question: Question) -> tuple[Gap, ...] | None:
        """Give a list; None when it is not kept."""
        found = self._lists.get(question)
        if found is not None:
            self._lists.move_to_end(question)
        return found

    def keep(self, question: Question, gaps: tuple[Gap, ...]) -> None:
        """Keep a list, and let go of others when they are too many."""
        if self._is_over(question):
            return
        self._lists[question] = gaps
        self._lists.move_to_end(question)
        for newest in (True, False):
            kept = [one for one in self._lists if (one.revision == self._newest) is newest]
            for one in kept[:-MOST_LISTS]:
                del self._lists[one]
        rows = sum(map(len, self._lists.values()))
        for one in sorted(self._lists, key=lambda one: one.revision != self._newest):
            if rows <= MOST_ROWS:
                break
            if one != question:
                rows -= len(self._lists.pop(one))

    def _is_over(self, question: Question) -> bool:
        return question.revision != self._newest and question.revision not in self._followed


async def _made_after(store: Store, revision: int) -> Moment:
    """Give the moment of the revision that came after this one."""
    async for told, _ in store.changes(revision):
        return told.moment
    return 0
