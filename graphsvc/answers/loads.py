"""What people have to do: loads the facts, lets questions decide, leaves out what an asker may not see."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from graphsvc.answers.coverage import Surveys, in_thread
from graphsvc.domain.entities import Moment
from graphsvc.domain.suggestions import Load
from graphsvc.domain.visibility import Visibility
from graphsvc.store.port import FactReader


class LoadSeen(NamedTuple):
    """What somebody has to do, as far as it may be seen; None is what may not."""

    posts: int
    pairings: int | None
    reports: int | None
    limits: Load
    """What the policy allows."""


async def load_of(
    reader: FactReader, surveys: Surveys, person: str, at: Moment, visibility: Visibility
) -> LoadSeen | None:
    """Say what a person has to do; None when there is nobody to see with that key.

    Posts are told to whoever sees the person, for they are told by name; direct reports to who sees all people, for
    others are among them; paired households to who may see care.
    """
    facts = await reader.coverage_facts()
    fact = facts.person(person)
    if fact is None or not visibility.sees(fact.public_contact):
        return None
    staff = await reader.staff_facts()
    loads = await in_thread(partial(surveys.loads, reader, facts, staff, at))
    load = loads.of(fact).load
    return LoadSeen(
        posts=load.posts,
        pairings=load.pairings if visibility.care else None,
        reports=load.reports if visibility.every_person else None,
        limits=loads.limits,
    )
