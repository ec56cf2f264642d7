"""Who handles a category at a place: loads the facts and lets the desk of the moment decide."""

from __future__ import annotations

from collections import OrderedDict

from graphsvc.domain.entities import Moment
from graphsvc.domain.facts import Period
from graphsvc.domain.validity import is_valid
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.presence import Presence
from graphsvc.questions.responsibility import Answer, Desk
from graphsvc.store.port import FactReader

_DESKS_KEPT = 8


class Desks:
    """The desks in use: one for each steady period and visibility of the newest revision.

    Nearly all questions are about now, so a few are enough; a desk of an older revision is never asked again.
    """

    def __init__(self) -> None:
        self._revision = -1
        self._desks: OrderedDict[tuple[Period, Visibility], Desk] = OrderedDict()
        self._latest: tuple[Period, Visibility, Desk] | None = None

    def at(self, reader: FactReader, at: Moment, visibility: Visibility) -> Desk:
        """Give the desk that answers about a moment."""
        if reader.revision != self._revision:
            self._desks.clear()
            self._latest = None
            self._revision = reader.revision
        latest = self._latest
        if latest is not None and latest[1] == visibility and is_valid(latest[0][0], latest[0][1], at):
            return latest[2]
        period = reader.steady(at)
        if period is None:
            return Desk(Presence(at, reader.settings.timezone, visibility))
        desk = self._desks.get((period, visibility))
        if desk is None:
            desk = self._desks[period, visibility] = Desk(Presence(at, reader.settings.timezone, visibility))
            if len(self._desks) > _DESKS_KEPT:
                self._desks.popitem(last=False)
        else:
            self._desks.move_to_end((period, visibility))
        self._latest = (period, visibility, desk)
        return desk


async def who_handles(
    reader: FactReader,
    desks: Desks,
    category: str,
    place: str,
    at: Moment,
    *,
    urgent: bool,
    visibility: Visibility,
) -> Answer:
    """Say who handles a category at a place and who is next; NotFound names a key that does not exist."""
    facts = await reader.responsibility_facts(category, place, at)
    return desks.at(reader, at, visibility).who_handles(facts, at, urgent=urgent)
