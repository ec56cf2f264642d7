"""What it costs to say what breaks when one person leaves, against one `whoHandles` and against a scan of the city."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from functools import partial
from time import process_time
from typing import Final

from graphsvc.answers.coverage import Surveys, coverage_gaps, impact
from graphsvc.answers.responsibility import Desks, who_handles
from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.towns import AT, Town
from graphsvc.domain.coverage_facts import CoverageFacts, StaffFacts
from graphsvc.domain.facts import PersonFact
from graphsvc.domain.gaps import GapKind
from graphsvc.domain.kinds import PlaceKind
from graphsvc.domain.visibility import EVERYTHING
from graphsvc.questions.coverage import Ground, survey_at
from graphsvc.questions.gaps import gaps_of_cells
from graphsvc.questions.presence import Presence
from graphsvc.store.port import FactReader

_PERSONS: Final = 300
_ROUNDS: Final = 9


async def impacts(town: Town, reader: FactReader, facts: CoverageFacts, ground: Ground) -> AsyncIterator[Figure]:
    """Take out holders of building posts, then whoever holds duties for most cells; the moment has been surveyed."""
    surveys, desks = Surveys(), Desks()
    await coverage_gaps(reader, surveys, kinds=[GapKind.UNHANDLED], at=AT, within=None, visibility=EVERYTHING)
    staff = await reader.staff_facts()
    draw, presence = random.Random(6), Presence(AT, facts.timezone, EVERYTHING)
    holders = sorted({person.key for person in _of_buildings(facts, staff, presence)})
    chosen = draw.sample(holders, min(_PERSONS, len(holders)))
    leave = partial(impact, reader, surveys, at=AT, within=None, visibility=EVERYTHING)
    ratios = []
    for warm in (True, False):
        for person in chosen:
            category = draw.choice(ground.leaves.keys)
            place = facts.place_key(draw.choice(ground.demand.roots))
            begun = process_time()
            await leave(removing=[person])
            left = process_time()
            await who_handles(reader, desks, category, place, AT, urgent=False, visibility=EVERYTHING)
            asked = process_time()
            if not warm:
                ratios.append((left - begun) / (asked - left))
    ratio, spread = middle(ratios)
    yield Figure(
        "coverage", town.nodes, "impact of a building post's holder / one whoHandles", ratio, "×", spread, "≤ 20"
    )
    widest, cells = _widest(ground, presence)
    wide = []
    for _ in range(_ROUNDS):
        begun = process_time()
        gaps_of_cells(GapKind.UNHANDLED, facts, survey_at(ground, AT, facts.timezone))
        scanned = process_time()
        await leave(removing=[widest])
        wide.append((process_time() - scanned) / (scanned - begun))
    ratio, spread = middle(wide)
    told = f"impact of the holder with the widest scope ({cells:,} cells) / whole-city scan"
    yield Figure("coverage", town.nodes, told, ratio, "×", spread, "≤ 1 at 2 million")


def _of_buildings(facts: CoverageFacts, staff: StaffFacts, presence: Presence) -> Iterator[PersonFact]:
    for post, detail in staff.posts.items():
        if detail.place and facts.place_kind(detail.place) is PlaceKind.BUILDING:
            yield from presence.holders(post)


def _widest(ground: Ground, presence: Presence) -> tuple[str, int]:
    """Give the person whose duties are for most demanded cells, and their number."""
    demand, mask = ground.demand, ground.leaves.mask
    found: dict[str, int] = {}
    for place, cells in ground.duties.items():
        for category, duties in cells.items():
            for duty in duties:
                standing = presence.standings[duty]
                for person in () if standing is None else standing.people:
                    count = demand.cells(demand.count(place), mask[category])
                    found[person.key] = found.get(person.key, 0) + count
    widest = max(sorted(found), key=found.__getitem__)
    return widest, found[widest]
