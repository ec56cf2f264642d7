"""Who could take on a gap, and a plan for many: loads the facts, lets questions decide, and shows them to few.

Where people live, what they can do and who needs care is private, so a suggestion is told to those alone who may see
all of that; to others there is none.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from graphsvc.answers.coverage import Surveys, in_thread
from graphsvc.answers.entities import entities
from graphsvc.domain.coverage_facts import CoverageFacts, PeopleFacts, StaffFacts
from graphsvc.domain.entities import Category, Moment, Place, Post
from graphsvc.domain.errors import BadInput, NotFound
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.suggestions import SUGGESTED, Candidates, Plan
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.questions.candidates import find_candidates
from graphsvc.questions.coverage import Ground, Survey
from graphsvc.questions.plan import check_size, make_plan
from graphsvc.questions.town import Town
from graphsvc.questions.vicinity import Vicinity
from graphsvc.questions.wants import want_of
from graphsvc.store.port import FactReader

NO_PLAN: Final = Plan((), (), 0, 0)
"""Nothing to place, or nothing that the asker may see."""


class Named(NamedTuple):
    """A gap as it is named: VACANT_POST by its post, UNPAIRED_HOUSEHOLD by its place, UNHANDLED by both others."""

    kind: GapKind
    place: str | None = None
    category: str | None = None
    post: str | None = None


class Vicinities:
    """Who is near what in the newest revision; found when it is first asked for, and kept for all askers."""

    def __init__(self) -> None:
        self._kept: tuple[Ground, Vicinity] | None = None
        self._lock = threading.Lock()

    def of(
        self,
        facts: CoverageFacts,
        staff: StaffFacts,
        people: PeopleFacts,
        ground: Ground,
        words: Mapping[str, Sequence[str]],
    ) -> Vicinity:
        """Give the vicinity of the revision that a ground was laid for."""
        with self._lock:
            if self._kept is None or self._kept[0] is not ground:
                self._kept = None
                self._kept = (ground, Vicinity(facts, staff, people, ground, words))
            return self._kept[1]


class _Desk:
    """What both questions are asked with: the facts of one revision and moment."""

    def __init__(
        self,
        reader: FactReader,
        surveys: Surveys,
        vicinities: Vicinities,
        at: Moment,
        facts: CoverageFacts,
        staff: StaffFacts,
        people: PeopleFacts,
        words: Mapping[str, Sequence[str]],
    ) -> None:
        self._reader = reader
        self._surveys = surveys
        self._vicinities = vicinities
        self._at = at
        self._people = people
        self._words = words
        self.facts = facts
        self.staff = staff

    @classmethod
    async def open(cls, reader: FactReader, surveys: Surveys, vicinities: Vicinities, at: Moment) -> _Desk:
        """Load the facts."""
        facts, staff, people = await reader.coverage_facts(), await reader.staff_facts(), await reader.people_facts()
        rows = await reader.entities([category.key for category in facts.categories])
        words = {
            key: (key, *filter(None, (row.name, row.name_en)), *row.synonyms)
            for key, row in rows.items()
            if isinstance(row, Category)
        }
        return cls(reader, surveys, vicinities, at, facts, staff, people, words)

    async def gaps(self, kind: GapKind, within: int) -> tuple[Gap, ...]:
        """Give the gaps of a kind."""
        return await in_thread(lambda: self._surveys.gaps(self._reader, self.facts, self.staff, kind, self._at, within))

    async def words_of(self, gaps: Sequence[Gap]) -> dict[str, tuple[str, ...]]:
        """Give the titles of vacant posts and the needs of households, by key."""
        keys = [gap.post or gap.place or "" for gap in gaps if gap.kind is not GapKind.UNHANDLED]
        found: dict[str, tuple[str, ...]] = {}
        for key, row in (await entities(self._reader, keys, EVERYTHING)).items() if keys else ():
            if isinstance(row, Post):
                found[key] = (row.title, row.title_en) if row.title_en else (row.title,)
            elif isinstance(row, Place):
                found[key] = row.needs
        return found

    def town(self) -> Town:
        """Look at the town."""
        survey = self._surveys.survey(self._reader, self.facts, self._at)
        vicinity = self._vicinities.of(self.facts, self.staff, self._people, survey.ground, self._words)
        loads = self._surveys.loads(self._reader, self.facts, self.staff, self._at)
        return Town(self.facts, self.staff, self._people, survey, vicinity, loads)

    def survey(self) -> Survey:
        """Give the survey of the moment."""
        return self._surveys.survey(self._reader, self.facts, self._at)


async def candidates(
    reader: FactReader,
    surveys: Surveys,
    vicinities: Vicinities,
    *,
    named: Named,
    most: int,
    at: Moment,
    visibility: Visibility,
) -> Candidates | None:
    """Give who could take on a gap; None for who may not see that.

    BadInput says so when there is no such gap at the moment, or when the gap is not named as its kind is; NotFound
    names a key that is not there.
    """
    _check(named)
    _, place, category, post = named
    desk = await _Desk.open(reader, surveys, vicinities, at)
    facts = desk.facts
    if place is not None and facts.place_number(place) is None:
        raise NotFound("place", place)
    if post is not None and facts.post(post) is None:
        raise NotFound("post", post)
    if category is not None and all(known.key != category for known in facts.categories):
        raise NotFound("category", category)
    if not _may_see(visibility):
        return None
    gap = await _gap(desk, named)
    words = (await desk.words_of([gap])).get(gap.post or gap.place or "", ())

    def find() -> Candidates:
        town = desk.town()
        return find_candidates(town, want_of(gap, facts, desk.staff, town.survey, town.vicinity, words), most)

    return await in_thread(find)


async def plan(
    reader: FactReader,
    surveys: Surveys,
    vicinities: Vicinities,
    *,
    kinds: Sequence[GapKind] | None,
    within: str | None,
    at: Moment,
    visibility: Visibility,
) -> Plan:
    """Say who should take on the gaps of some kinds (None: of all that can be) within a place.

    An empty plan for who may not see that; NotFound names the place, LimitExceeded says when the gaps are too many.
    """
    for kind in kinds or ():
        if kind not in SUGGESTED:
            raise BadInput(_not_suggested(kind))
    desk = await _Desk.open(reader, surveys, vicinities, at)
    facts = desk.facts
    top = 0
    if within is not None:
        number = facts.place_number(within)
        if number is None:
            raise NotFound("place", within)
        top = number
    if not _may_see(visibility):
        return NO_PLAN
    gaps: list[Gap] = []
    for kind in SUGGESTED:
        if kinds is None or kind in kinds:
            gaps += await desk.gaps(kind, top)
    check_size(len(gaps))
    words = await desk.words_of(gaps)

    def find() -> Plan:
        town = desk.town()
        wants = [
            want_of(gap, facts, desk.staff, town.survey, town.vicinity, words.get(gap.post or gap.place or "", ()))
            for gap in gaps
        ]
        return make_plan(town, wants)

    return await in_thread(find) if gaps else NO_PLAN


def _may_see(visibility: Visibility) -> bool:
    return visibility.every_person and visibility.care


_NAMED_BY: Final[Mapping[GapKind, tuple[str, ...]]] = {
    GapKind.UNHANDLED: ("place", "category"),
    GapKind.VACANT_POST: ("post",),
    GapKind.UNPAIRED_HOUSEHOLD: ("place",),
}


def _check(named: Named) -> None:
    if named.kind not in _NAMED_BY:
        raise BadInput(_not_suggested(named.kind))
    wanted = _NAMED_BY[named.kind]
    given = tuple(name for name in ("place", "category", "post") if getattr(named, name) is not None)
    if given != wanted:
        words = " and ".join(f"`{name}`" for name in wanted)
        raise BadInput(f"a gap of the kind {named.kind.name} is named by {words} alone")


def _not_suggested(kind: GapKind) -> str:
    return f"nobody can take on a gap of the kind {kind.name}; those are {', '.join(each.name for each in SUGGESTED)}"


async def _gap(desk: _Desk, named: Named) -> Gap:
    """Find the gap that is meant: it is a gap when the list of gaps has it."""
    kind, place, category, post = named
    if kind is GapKind.UNHANDLED:
        return await _unhandled(desk, place or "", category or "")
    for gap in await desk.gaps(kind, 0):
        if (gap.post == post) if kind is GapKind.VACANT_POST else (gap.place == place):
            return gap
    if kind is GapKind.VACANT_POST:
        raise BadInput(f"the post “{post}” has no vacant seat at that moment (or is not there then)")
    raise BadInput(f"“{place}” is at that moment no household with a care need that nobody looks after")


async def _unhandled(desk: _Desk, place: str, category: str) -> Gap:
    """Put together what nobody handles of a category in a place, which may be told in several rows."""
    number = desk.facts.place_number(place) or 0
    rows = await desk.gaps(GapKind.UNHANDLED, number)
    survey = await in_thread(desk.survey)
    leaves, demand = survey.ground.leaves, survey.ground.demand
    asked = leaves.mask_of_key(category)
    met = [gap for gap in rows if gap.category is not None and leaves.mask_of_key(gap.category) & asked]
    found = 0
    for gap in met:
        found |= leaves.mask_of_key(gap.category or "") & asked
    found &= demand.leaves(demand.count(number))
    if not found:
        raise BadInput(
            f"nothing of “{category}” is without a handler at “{place}” at that moment: "
            "it is handled, or the policy does not ask for it there"
        )
    for gap in met:
        if (gap.place, gap.category) == (place, category):
            return gap
    return Gap(GapKind.UNHANDLED, place=place, category=category, households=demand.households(number, found))
