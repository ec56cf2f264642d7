"""Gaps of coverage, and what breaks when somebody leaves: loads the facts, lets questions decide, restricts."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, TypeAlias, TypeVar

from graphsvc.domain.coverage_facts import CoverageFacts, StaffFacts
from graphsvc.domain.entities import Moment
from graphsvc.domain.errors import NotFound
from graphsvc.domain.facts import Period, PersonFact, PostFact, UnitFact
from graphsvc.domain.gaps import PERSONAL, ROLLED_UP, Gap, GapKind
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.coverage import Ground, Survey, lay_ground, survey_at
from graphsvc.questions.gaps import gaps_by_row, gaps_of_cells, horizon
from graphsvc.questions.impact import NO_IMPACT, Impact, is_local, take_out
from graphsvc.questions.impact import impact as find_impact
from graphsvc.questions.loads import Loads
from graphsvc.questions.overload import reporting_lines
from graphsvc.store.port import FactReader

_SURVEYS_KEPT: Final = 4
_LISTS_KEPT: Final = 64

_Found = TypeVar("_Found")
_K = TypeVar("_K")
_V = TypeVar("_V")

_Asked: TypeAlias = tuple[GapKind, Period, Period | None, int, str | None]


class Surveys:
    """What was found out about the newest revision: for its steady periods, and the lists of gaps last asked for.

    One for all askers: gaps are found as somebody sees them who sees everything, and restricted afterwards.
    """

    def __init__(self) -> None:
        self._revision = -1
        self._ground: Ground | None = None
        self._surveys: OrderedDict[Period, Survey] = OrderedDict()
        self._lists: OrderedDict[_Asked, tuple[Gap, ...]] = OrderedDict()
        self._loads: tuple[Survey, Loads] | None = None
        # Two who ask at once wait for one another rather than find out the same twice.
        self._lock = threading.Lock()

    def gaps(
        self,
        reader: FactReader,
        facts: CoverageFacts,
        staff: StaffFacts | None,
        kind: GapKind,
        at: Moment,
        within: int,
        about: str | None = None,
    ) -> tuple[Gap, ...]:
        """Give the gaps of a kind, in their order; only those about a category when one is told."""
        with self._lock:
            self._follow(reader)
            # Of the later moment only ENDING_SOON knows.
            end = horizon(facts, at) if kind is GapKind.ENDING_SOON else None
            period, later_period = reader.steady(at), None if end is None else reader.steady(end)
            asked = None
            if period is not None and (end is None or later_period is not None):
                asked = (kind, period, later_period, within, about)
                if (kept := self._lists.get(asked)) is not None:
                    self._lists.move_to_end(asked)
                    return kept
            survey = self._survey(reader, facts, at)
            if staff is None or kind in ROLLED_UP:
                later = None if end is None else self._survey(reader, facts, end)
                found = tuple(gaps_of_cells(kind, facts, survey, later, within, about))
            else:
                found = tuple(gaps_by_row(kind, facts, staff, survey, within, about))
            if asked is not None:
                _keep(self._lists, asked, found, _LISTS_KEPT)
            return found

    def known(self, reader: FactReader) -> Ground | None:
        """Give what is known of the revision when that is there and nobody is at it."""
        return self._ground if reader.revision == self._revision and not self._lock.locked() else None

    def survey(self, reader: FactReader, facts: CoverageFacts, at: Moment) -> Survey:
        """Give the survey of a moment."""
        with self._lock:
            self._follow(reader)
            return self._survey(reader, facts, at)

    def loads(self, reader: FactReader, facts: CoverageFacts, staff: StaffFacts, at: Moment) -> Loads:
        """Give what people have to do at a moment."""
        with self._lock:
            self._follow(reader)
            survey = self._survey(reader, facts, at)
            if self._loads is None or self._loads[0] is not survey:
                self._loads = (survey, Loads(facts, staff, survey.presence, reporting_lines(staff)))
            return self._loads[1]

    def _follow(self, reader: FactReader) -> None:
        if reader.revision != self._revision:
            self._ground = None
            self._surveys.clear()
            self._lists.clear()
            self._loads = None
            self._revision = reader.revision

    def _survey(self, reader: FactReader, facts: CoverageFacts, at: Moment) -> Survey:
        if self._ground is None:
            self._ground = lay_ground(facts)
        period = reader.steady(at)
        survey = None if period is None else self._surveys.get(period)
        if survey is None:
            survey = survey_at(self._ground, at, facts.timezone)
            if period is not None:
                _keep(self._surveys, period, survey, _SURVEYS_KEPT)
        elif period is not None:
            self._surveys.move_to_end(period)
        return survey


def _keep(kept: OrderedDict[_K, _V], key: _K, value: _V, most: int) -> None:
    kept[key] = value
    if len(kept) > most:
        kept.popitem(last=False)


async def coverage_gaps(
    reader: FactReader,
    surveys: Surveys,
    *,
    kinds: Sequence[GapKind] | None,
    at: Moment,
    within: str | None,
    visibility: Visibility,
    category: str | None = None,
) -> tuple[Gap, ...]:
    """Give the gaps of some kinds (None: of all), in their order, as an asker may see them.

    A person who may not be seen is left out of the row; kinds that tell of care needs are left out whole. With a
    category only its cells, and those of what is beneath it, count, and kinds that are no cells have no gaps.
    NotFound names a place or a category.
    """
    wanted = [kind for kind in GapKind if kinds is None or kind in kinds]
    wanted = [kind for kind in wanted if visibility.care or kind not in PERSONAL]
    facts = await reader.coverage_facts()
    top = place_number(facts, within)
    if category is not None and all(category != known.key for known in facts.categories):
        raise NotFound("category", category)
    staff = None if ROLLED_UP.issuperset(wanted) else await reader.staff_facts()
    found: list[Gap] = []
    for kind in wanted:
        found += await in_thread(partial(surveys.gaps, reader, facts, staff, kind, at, top, category))
    return restricted(facts, found, visibility)


async def impact(
    reader: FactReader,
    surveys: Surveys,
    *,
    removing: Sequence[str],
    at: Moment,
    within: str | None,
    visibility: Visibility,
) -> Impact:
    """Say what breaks when persons, posts or units are taken out; NotFound names a key of none that may be seen."""
    facts = await reader.coverage_facts()
    top = place_number(facts, within)
    persons: list[PersonFact] = []
    posts: list[PostFact] = []
    units: list[UnitFact] = []
    for key in removing:
        if (person := facts.person(key)) is not None and visibility.sees(person.public_contact):
            persons.append(person)
        elif (post := facts.post(key)) is not None:
            posts.append(post)
        elif (unit := facts.unit(key)) is not None:
            units.append(unit)
        else:
            raise NotFound("person, post or unit", key)
    if not removing:
        return NO_IMPACT
    staff = await reader.staff_facts()
    removed = take_out(staff, persons, posts, units)

    def find() -> Impact:
        return find_impact(facts, staff, surveys.survey(reader, facts, at), removed, top)

    ground = surveys.known(reader)
    is_quick = ground is not None and is_local(facts, ground, removed)
    found = find() if is_quick else await in_thread(find)
    return found._replace(
        uncovered=restricted(facts, found.uncovered, visibility),
        single_points=restricted(facts, found.single_points, visibility),
        unpaired=found.unpaired if visibility.care else (),
    )


async def in_thread(find: Callable[[], _Found]) -> _Found:
    """Do long work in a thread; who gives up waits for its end: the facts that it reads must not change under it."""
    working = asyncio.ensure_future(asyncio.to_thread(find))
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait([working])
        raise


def restricted(facts: CoverageFacts, gaps: Iterable[Gap], visibility: Visibility) -> tuple[Gap, ...]:
    """Leave of gaps what an asker may see: the row stands, without a person who may not be seen."""
    if visibility.every_person:
        return tuple(gaps)
    return tuple(
        gap if gap.person is None or _sees(facts, gap.person, visibility) else gap._replace(person=None) for gap in gaps
    )


def _sees(facts: CoverageFacts, key: str, visibility: Visibility) -> bool:
    person = facts.person(key)
    return person is not None and visibility.sees(person.public_contact)


def place_number(facts: CoverageFacts, key: str | None) -> int:
    """Give the number of a place by its key, 0 for everywhere; NotFound names it."""
    if key is None:
        return 0
    number = facts.place_number(key)
    if number is None:
        raise NotFound("place", key)
    return number
