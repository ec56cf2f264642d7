"""Where people live and work and what they can do; read from the file once for each revision."""

from __future__ import annotations

from collections.abc import Sequence

import apsw

from graphsvc.adapters.embedded.codecs import split
from graphsvc.adapters.embedded.index import Index
from graphsvc.domain.coverage_facts import PersonDetail
from graphsvc.domain.facts import Member, PersonFact, UnitFact


class IndexedPeople:
    """Persons and memberships without a post, while a snapshot of the revision is open."""

    def __init__(self, index: Index, connection: apsw.Connection) -> None:
        self.persons: dict[PersonFact, PersonDetail] = {}
        share: dict[str | None, tuple[str, ...]] = {}  # few skills stand in many rows, most have none
        for node, skills, home_unit, residence in connection.execute(
            "SELECT id, skills, home_unit, residence FROM persons"
        ):
            person, works_in = index.persons[node], None if home_unit is None else index.units[home_unit]
            if skills not in share:
                share[skills] = split(skills)
            self.persons[person] = PersonDetail(person, residence or 0, works_in, share[skills])
        self._members: dict[UnitFact, list[Member]] = {}
        query = "SELECT unit, person, valid_from, valid_to FROM memberships WHERE post IS NULL"
        for unit, person, begin, end in connection.execute(query):
            self._members.setdefault(index.units[unit], []).append(Member(index.persons[person], begin, end))

    def members_without_post(self, unit: UnitFact) -> Sequence[Member]:
        """Give the memberships in a unit itself."""
        return self._members.get(unit, ())
