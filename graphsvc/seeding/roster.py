"""Enrolling people: each gets a key in its piece, a name that nobody else in the world bears, and a telephone."""

from __future__ import annotations

from typing import TypedDict, Unpack

from graphsvc.seeding.names import person_name
from graphsvc.seeding.sheet import Sheet


class PersonCells(TypedDict, total=False):
    """What may be said of a person beside the name."""

    channel: str
    skills: str
    home_unit: str
    residence: str


class Roster:
    """The people of one piece of a world.

    `first` is the number of the piece's first person in the whole world and `room` how many may follow, so that
    pieces can be told apart without looking at each other.
    """

    def __init__(self, sheet: Sheet, scope: str, *, first: int, room: int, seed: int) -> None:
        self._sheet = sheet
        self._scope = scope
        self._first = first
        self._room = room
        self._seed = seed
        self.count = 0

    def enrol(self, *, public: bool = False, **cells: Unpack[PersonCells]) -> str:
        """Add a person and return the key; `public` people agreed to be called by anybody."""
        number = self.count
        if number >= self._room:
            msg = f"the piece {self._scope} has room for {self._room} people only"
            raise ValueError(msg)
        self.count = number + 1
        key = f"ps.{self._scope}.{self.count:02d}"
        if self._sheet.table == "persons":
            serial = self._first + number
            row = {
                "key": key,
                "name": person_name(serial, self._seed),
                # Some people have no telephone, or gave none.
                "channel": "" if serial % 31 == 17 and not public else f"100{serial:08d}",
                "public_contact": "true" if public else "false",
                "consent": f"2023-{serial % 12 + 1:02d}-{serial % 28 + 1:02d}" if public else "",
            }
            row.update(dict[str, str](**cells))
            self._sheet.person(row)
        return key

    def seated(self, post: str, since: str, *, public: bool = False, **cells: Unpack[PersonCells]) -> str:
        """Add a person who holds this post from then on."""
        key = self.enrol(public=public, **cells)
        self._sheet.seat(key, post, since)
        return key
