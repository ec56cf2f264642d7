"""Questions in words: loads the names of the revision, lets questions/understanding decide, looks into houses.

What is asked is neither kept nor logged.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.domain.entities import Category, Moment, Place
from graphsvc.domain.errors import LimitExceeded, NotFound
from graphsvc.domain.facts import PlaceFilter
from graphsvc.domain.kinds import NodeKind, PlaceKind, Table
from graphsvc.domain.references import Reference
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.questions.responsibility import Answer
from graphsvc.questions.understanding.around import hear_reach
from graphsvc.questions.understanding.finding import PlaceHeard
from graphsvc.questions.understanding.hints import PlaceMeant
from graphsvc.questions.understanding.inside import Inside, descend
from graphsvc.questions.understanding.lexicon import HELD, Lexicon, cut_name
from graphsvc.questions.understanding.matters import MatterHeard, hear_matters
from graphsvc.questions.understanding.matterwords import MatterWords
from graphsvc.questions.understanding.places import MOST_PLACES, PlacesHeard, hear_places, without_places
from graphsvc.questions.understanding.readings import Understanding, combine
from graphsvc.questions.understanding.stories import about_places, of_each_place
from graphsvc.questions.understanding.text import Text, read
from graphsvc.questions.understanding.times import asked_moment, hear_times
from graphsvc.store.port import FactReader

LONGEST: Final = 10_000
"""How many characters a question may have."""

SHORT: Final = 8
"""Up to how many clauses a question is taken to be about all the places that it names; a longer one tells a story."""

_PARENT: Final = Reference(Table.PLACES, "parent")
_PAGE: Final = 20_000


class Words(NamedTuple):
    """What the places and the matters of a revision are called."""

    places: Lexicon
    matters: MatterWords


class Asked(NamedTuple):
    """A question with what it was taken to mean, and the answer when one reading is left."""

    question: str
    understood: Understanding
    at: Moment
    answer: Answer | None


class Vocabulary:
    """The words of the newest revision: made when they are first needed, in a thread, and kept until the next one."""

    def __init__(self) -> None:
        self._revision = -1
        self._words: Words | None = None
        self._lock = asyncio.Lock()

    async def at(self, reader: FactReader) -> Words:
        """Give the words of the reader's revision; who asks meanwhile waits for the same."""
        if self._words is not None and self._revision == reader.revision:
            return self._words
        async with self._lock:
            if self._words is None or self._revision != reader.revision:
                self._words = await load_words(reader, self._words)
                self._revision = reader.revision
            return self._words


async def ask(  # noqa: PLR0913  (what the API asks for)
    reader: FactReader,
    vocabulary: Vocabulary,
    desks: Desks,
    question: str,
    *,
    near: str | None,
    at: Moment | None,
    now: Moment,
    urgent: bool,
    visibility: Visibility,
) -> Asked:
    """Understand a question and answer it; NotFound names a `near` that is no place.

    `at` beats a time in the question; a time counts only when who was or will be responsible is asked.
    """
    understood = await understand(reader, vocabulary, question, near=near, now=now)
    moment = at if at is not None else asked_moment(understood.times)
    moment = now if moment is None else moment
    if understood.category is None or understood.place is None:
        return Asked(question, understood, moment, None)
    answer = await who_handles(
        reader, desks, understood.category, understood.place, moment, urgent=urgent, visibility=visibility
    )
    return Asked(question, understood, moment, answer)


async def understand(
    reader: FactReader, vocabulary: Vocabulary, question: str, *, near: str | None, now: Moment
) -> Understanding:
    """Say what a question means."""
    if len(question) > LONGEST:
        raise LimitExceeded(f"a question has {LONGEST:,} characters at most (limit: question length)")
    lineage = await _lineage(reader, near)
    words = await vocabulary.at(reader)
    text = read(question)
    lineage_keys = [place.key for place in lineage]
    here = [words.places.ids[key] for key in lineage_keys if key in words.places.ids]
    places = hear_places(text, words.places, here)
    heard = places.heard
    matters = _hear(words.matters, without_places(text, places), places)
    houses = await _look_into(reader, words.places, heard)
    meant = [PlaceMeant(place, _meant(words.places, place, houses, lineage_keys)) for place in heard]
    times = hear_times(text, now, reader.settings.timezone)
    reach = hear_reach(text) if lineage else None
    around = None if reach is None else next((place.key for place in lineage if place.kind is reach.kind), None)
    if reach is None or around is None:
        return combine(text, matters, meant, near, times)
    return combine(text, matters, meant, around, times, reach=reach.span)


async def _lineage(reader: FactReader, near: str | None) -> list[Place]:
    """Give where the asker is and what is around it, the smallest first; NotFound when it is no place."""
    if near is None:
        return []
    keys = (await reader.lineages([near])).get(near, (near,))
    rows = await reader.entities(keys)
    if not isinstance(rows.get(near), Place):
        raise NotFound("place", near)
    return [row for key in keys if isinstance(row := rows.get(key), Place)]


def _hear(words: MatterWords, text: Text, places: PlacesHeard) -> tuple[MatterHeard, ...]:
    """Hear the matters: of each place when several are named in turn, else of the one, else of the whole text."""
    if len(places.clauses) <= SHORT:
        each = [hear_matters(part, words) for part in of_each_place(text, places)]
        if sum(1 for heard in each if heard) > 1:
            return tuple(matter for heard in each for matter in heard)
    several: tuple[MatterHeard, ...] = ()
    for part in about_places(text, places):
        heard = hear_matters(part, words)
        if len(heard) == 1:
            return heard
        several = several or heard
    return several or hear_matters(text, words)


def _meant(
    lexicon: Lexicon, heard: PlaceHeard, houses: Mapping[str, Sequence[Inside]], lineage: Sequence[str]
) -> tuple[str, ...]:
    """Give the keys of an address; where the asker is, when that is in the house and nothing smaller is recorded."""
    keys: dict[str, None] = {}
    for place in heard.places[:MOST_PLACES]:
        key = lexicon.keys[place]
        if not heard.details:
            keys[key] = None
            continue
        for found in descend(key, heard.details, houses.get(key, ())):
            keys[lineage[0] if not heard.named and found in lineage else found] = None
    return tuple(keys)


async def _look_into(
    reader: FactReader, lexicon: Lexicon, heard: Sequence[PlaceHeard]
) -> dict[str, tuple[Inside, ...]]:
    """Read what stands in the houses of which an entrance, a floor or a flat was named."""
    wanted = {
        lexicon.keys[place]: None
        for place_heard in heard
        if place_heard.details
        for place in place_heard.places[:MOST_PLACES]
    }
    found: dict[str, tuple[Inside, ...]] = {}
    for key in list(wanted)[: 2 * MOST_PLACES]:
        rows = await reader.within(_PARENT, key)
        found[key] = tuple(
            _inside(row) for row in rows if isinstance(row, Place) and row.kind is not PlaceKind.FACILITY
        )
    return found


def _inside(row: Place) -> Inside:
    called = [name for name in (row.name, row.name_en, *row.aliases) if name]
    return Inside(row.key, row.kind, row.parent, tuple(dict.fromkeys(cut_name(name).names for name in called)))


async def load_places(reader: FactReader) -> tuple[list[Place], dict[str, str | None]]:
    """Read the places whose names are held, and in which of them those stand whose parent is not held."""
    places: list[Place] = []
    for kind in HELD:
        places += [row for row in await _rows(reader, NodeKind.PLACE, PlaceFilter(kind=kind)) if isinstance(row, Place)]
    held = {place.key for place in places}
    # A lift or a door may stand in an entrance, which is not held.
    hidden = [place.key for place in places if place.parent is not None and place.parent not in held]
    lineages = await reader.lineages(hidden)
    return places, {key: next((one for one in lineages.get(key, ())[1:] if one in held), None) for key in hidden}


async def load_words(reader: FactReader, before: Words | None = None) -> Words:
    """Read what places and matters are called; words of matters that have not changed since are taken over."""
    places, above = await load_places(reader)
    categories = [row for row in await _rows(reader, NodeKind.CATEGORY, None) if isinstance(row, Category)]

    def make() -> Words:
        same = before is not None and before.matters.categories == {row.key: row for row in categories}
        return Words(Lexicon(places, above), before.matters if before is not None and same else MatterWords(categories))

    return await asyncio.to_thread(make)


async def _rows(reader: FactReader, kind: NodeKind, places: PlaceFilter | None) -> list[object]:
    found: list[object] = []
    after: str | None = None
    while True:
        page = await reader.listing(kind, _PAGE, after, EVERYTHING, places)
        rows = await reader.entities(page.keys)
        found += rows.values()
        if not page.more:
            return found
        after = page.keys[-1]
