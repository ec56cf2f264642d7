"""Which services there are at a place, and which departments can be reached through people there."""

from __future__ import annotations

from typing import Final, NamedTuple

from graphsvc.answers.roster import IN_POST, active_memberships, there
from graphsvc.domain.entities import Duty, Moment, Person, Place, Post
from graphsvc.domain.errors import NotFound
from graphsvc.domain.hours import is_open
from graphsvc.domain.kinds import PLACE_RANK, PlaceKind, Table
from graphsvc.domain.references import Reference
from graphsvc.domain.validity import is_valid
from graphsvc.domain.visibility import Visibility
from graphsvc.store.port import FactReader

_FREE: Final = frozenset({"0", "0元", "免费", "free"})


class Service(NamedTuple):
    """A duty that people can use: what it costs and when it is open."""

    duty: Duty
    place_steps: int
    free: bool | None
    open: bool


class Department(NamedTuple):
    """A home unit that can be reached through people who live or serve at a place."""

    unit: str
    people: tuple[str, ...]


def is_free(fee: str | None) -> bool | None:
    """Say whether a fee is none (`0`, `free`, `免费`); None when no fee is told."""
    return None if fee is None else fee.casefold() in _FREE


async def services(reader: FactReader, place: str, at: Moment) -> list[Service]:
    """Give the valid duties with a fee or hours at a place or above it: nearest place first, then category and key."""
    lineage = (await reader.lineages([place])).get(place, ())
    found = await reader.referring(Reference(Table.DUTIES, "place"), lineage)
    timezone = reader.settings.timezone
    offered = [
        Service(row, steps, is_free(row.fee), is_open(row.hours, at, timezone))
        for steps, above in enumerate(lineage)
        for row in found.get(above, ())
        if isinstance(row, Duty)
        and (row.fee is not None or row.hours is not None)
        and is_valid(row.valid_from, row.valid_to, at)
    ]
    return sorted(offered, key=lambda service: (service.place_steps, service.duty.category, service.duty.key))


async def reachable_departments(reader: FactReader, place: str, at: Moment, visibility: Visibility) -> list[Department]:
    """Give the home units, by key, of people who live at a place or hold a post there, each with those people.

    People live there when their residence is the place or in it, for a place within a building: when it is that
    building. They hold a post there when the post's place is the place, in it, or above it up to the compound.
    Where people live and work is told only to whom `visibility.care` allows it: others get none. NotFound when there
    is no such place.
    """
    lineage = (await reader.lineages([place])).get(place)
    places = await reader.entities(lineage or [place])
    if lineage is None or not isinstance(places.get(place), Place):
        raise NotFound("place", place)
    if not visibility.care:
        return []
    kinds = {key: row.kind for key, row in places.items() if isinstance(row, Place)}
    home = next((key for key in lineage if PLACE_RANK[kinds[key]] <= PLACE_RANK[PlaceKind.BUILDING]), place)
    above = [key for key in lineage[1:] if PLACE_RANK[kinds[key]] >= PLACE_RANK[PlaceKind.COMPOUND]]
    people = {
        row.key for row in await reader.within(Reference(Table.PERSONS, "residence"), home) if isinstance(row, Person)
    }
    posts = {row.key for row in await reader.within(Reference(Table.POSTS, "place"), place) if isinstance(row, Post)}
    for rows in (await reader.referring(Reference(Table.POSTS, "place"), above)).values():
        posts |= {row.key for row in rows if isinstance(row, Post)}
    people |= {row.person for row in await active_memberships(reader, IN_POST, sorted(posts), at)}
    return await _homes(reader, sorted(people), at, visibility)


async def _homes(reader: FactReader, people: list[str], at: Moment, visibility: Visibility) -> list[Department]:
    by_unit: dict[str, list[str]] = {}
    for key, person in (await reader.entities(people)).items():
        if isinstance(person, Person) and person.home_unit and visibility.sees(person.public_contact):
            by_unit.setdefault(person.home_unit, []).append(key)
    return [Department(key, tuple(sorted(by_unit[key]))) for key in await there(reader, by_unit, at)]
