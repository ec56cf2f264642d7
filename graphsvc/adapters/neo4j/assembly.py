"""Facts put together from the properties of nodes: units, posts, persons and duties that know each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graphsvc.adapters.neo4j.rows import Properties, begin, end
from graphsvc.domain.facts import DutyFact, EscalationFact, Member, Period, PersonFact, PostFact, UnitFact
from graphsvc.domain.kinds import Capacity, Line

_LINES: Final = {line.value: line for line in Line}
_CAPACITIES: Final = {capacity.value: capacity for capacity in Capacity}


class Assembly:
    """Facts by key. What is put in may refer to what is not there yet; `join` makes them know each other.

    Cost: one step for each row, and sorting the heads of each unit.
    """

    def __init__(self) -> None:
        self.units: dict[str, UnitFact] = {}
        self.posts: dict[str, PostFact] = {}
        self.persons: dict[str, PersonFact] = {}
        self.parent_of: dict[str, str] = {}
        self._escalations: list[Properties] = []
        self._posts: dict[str, Properties] = {}
        self._memberships: list[Properties] = []
        self._absences: list[Properties] = []

    def put(
        self,
        units: Iterable[Properties],
        escalations: Iterable[Properties],
        posts: Iterable[Properties],
        memberships: Iterable[Properties],
        persons: Iterable[Properties],
        absences: Iterable[Properties],
    ) -> None:
        """Put rows in; those that are there already are passed over, with what belongs to them."""
        fresh = [unit for unit in units if unit["key"] not in self.units]
        for unit in fresh:
            self.units[unit["key"]] = UnitFact(
                unit["key"],
                _LINES[unit["line"]],
                unit.get("channel"),
                valid_from=begin(unit["valid_from"]),
                valid_to=end(unit["valid_to"]),
            )
            if unit.get("parent") is not None:
                self.parent_of[unit["key"]] = unit["parent"]
        new_units = {unit["key"] for unit in fresh}
        self._escalations += [way for way in escalations if way["from_unit"] in new_units]
        new_posts = {post["key"]: post for post in posts if post["key"] not in self._posts}
        self._posts |= new_posts
        self._memberships += [row for row in memberships if row.get("post") in new_posts]
        new_persons: set[str] = set()
        for person in persons:
            if person["key"] not in self.persons:
                new_persons.add(person["key"])
                self.persons[person["key"]] = PersonFact(person["key"], person.get("channel"), person["public_contact"])
        self._absences += [row for row in absences if row["person"] in new_persons]

    def missing(self, starts: Iterable[str]) -> list[str]:
        """Give the keys of the units that are referred to and not there; `starts` are of units and posts."""
        named = {way["to_unit"] for way in self._escalations} | {post["unit"] for post in self._posts.values()}
        named |= {key for key in starts if key not in self._posts}
        return sorted((named | set(self.parent_of.values())) - self.units.keys())

    def join(self) -> None:
        """Make the facts know each other, once all of them are there."""
        for key, parent in self.parent_of.items():
            self.units[key].parent = self.units[parent]
        for way in self._escalations:
            self.units[way["from_unit"]].escalations += (
                EscalationFact(
                    self.units[way["to_unit"]],
                    way.get("after"),
                    way.get("category"),
                    way["urgent"],
                    way["priority"],
                    begin(way["valid_from"]),
                    end(way["valid_to"]),
                ),
            )
        for key in sorted(self._posts):
            post = self._posts[key]
            unit = self.units[post["unit"]]
            self.posts[key] = fact = PostFact(key, unit, begin(post["valid_from"]), end(post["valid_to"]))
            if post["head"]:
                unit.heads += (fact,)
        for row in self._memberships:
            self.posts[row["post"]].members += (self.member(row),)
        for row in self._absences:
            self.persons[row["person"]].absences += (Period(begin(row["valid_from"]), end(row["valid_to"])),)
        self._escalations, self._memberships, self._absences, self._posts = [], [], [], {}

    def member(self, membership: Properties) -> Member:
        """Give the member that a membership tells of."""
        person = self.persons[membership["person"]]
        return Member(person, begin(membership["valid_from"]), end(membership["valid_to"]))

    def duty(self, row: Properties) -> DutyFact:
        """Give the fact of a duty."""
        return DutyFact(
            row["key"],
            self.posts.get(row["holder"]) or self.units[row["holder"]],
            row["category"],
            row["place"],
            _CAPACITIES[row["capacity"]],
            row["priority"],
            row.get("channel"),
            row.get("hours"),
            begin(row["valid_from"]),
            end(row["valid_to"]),
        )
