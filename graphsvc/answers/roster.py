"""Who sits where: posts of units, holders of posts, memberships and reports, as of a moment.

The same rules as `questions/presence` (docs/rules.md, section 1), asked of rows: for look-ups, where no duty is
asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphsvc.answers.entities import entities
from graphsvc.domain.entities import Absence, Membership, Moment, Person, Post, Row, Unit
from graphsvc.domain.kinds import Table
from graphsvc.domain.references import Reference
from graphsvc.domain.validity import is_valid
from graphsvc.domain.visibility import Visibility
from graphsvc.store.port import FactReader

OF_PERSON = Reference(Table.MEMBERSHIPS, "person")
IN_POST = Reference(Table.MEMBERSHIPS, "post")
IN_UNIT = Reference(Table.MEMBERSHIPS, "unit")
_ABSENT = Reference(Table.ABSENCES, "person")
_POSTS_OF_UNIT = Reference(Table.POSTS, "unit")
_REPORTING = Reference(Table.POSTS, "reports_to")


async def there(reader: FactReader, keys: Iterable[str], at: Moment) -> dict[str, Unit | Post]:
    """Give the units and posts among these keys that are valid, by key; a post is valid only when its unit is."""
    rows = await reader.entities(sorted(set(keys)))
    found = {
        key: row
        for key, row in rows.items()
        if isinstance(row, Unit | Post) and is_valid(row.valid_from, row.valid_to, at)
    }
    above = {row.unit for row in found.values() if isinstance(row, Post)}
    units = await reader.entities(sorted(above)) if above else {}
    valid = {
        key for key, unit in units.items() if isinstance(unit, Unit) and is_valid(unit.valid_from, unit.valid_to, at)
    }
    return {key: row for key, row in sorted(found.items()) if isinstance(row, Unit) or row.unit in valid}


async def active_memberships(
    reader: FactReader, reference: Reference, keys: Sequence[str], at: Moment
) -> list[Membership]:
    """Give the active memberships of persons, or in posts or units, by (key asked, identity)."""
    found = await reader.referring(reference, keys)
    rows = [
        row
        for key in keys
        for row in found.get(key, ())
        if isinstance(row, Membership) and is_valid(row.valid_from, row.valid_to, at)
    ]
    places = await there(reader, (row.post or row.unit or "" for row in rows), at)
    return [row for row in rows if (row.post or row.unit) in places]


async def available(reader: FactReader, persons: Iterable[str], at: Moment) -> set[str]:
    """Give the keys of the persons who are not absent."""
    asked = sorted(set(persons))
    absences = await reader.referring(_ABSENT, asked)
    return {key for key in asked if not valid_rows(absences.get(key, ()), at)}


async def holders(reader: FactReader, post: str, at: Moment, visibility: Visibility) -> list[Person]:
    """Give the holders of a post whom the asker may see, by key."""
    active = await active_memberships(reader, IN_POST, [post], at)
    return await seen(reader, await available(reader, {row.person for row in active}, at), visibility)


async def seen(reader: FactReader, persons: Iterable[str], visibility: Visibility) -> list[Person]:
    """Give the persons whom the asker may see, as far as he or she may, by key."""
    rows = await entities(reader, sorted(set(persons)), visibility)
    return [row for _, row in sorted(rows.items()) if isinstance(row, Person)]


async def posts_of_unit(reader: FactReader, unit: str, at: Moment) -> list[Post]:
    """Give the valid posts of a unit, by key; none when the unit itself is not valid."""
    if not await there(reader, [unit], at):
        return []
    rows = (await reader.referring(_POSTS_OF_UNIT, [unit])).get(unit, ())
    return [row for row in rows if isinstance(row, Post) and is_valid(row.valid_from, row.valid_to, at)]


async def posts_of_person(reader: FactReader, person: str, at: Moment) -> list[Post]:
    """Give the posts in which a person has an active membership, absent or not, by key."""
    active = await active_memberships(reader, OF_PERSON, [person], at)
    rows = await there(reader, (row.post for row in active if row.post), at)
    return [row for row in rows.values() if isinstance(row, Post)]


async def reporting_posts(reader: FactReader, posts: Sequence[str], at: Moment) -> list[Post]:
    """Give the valid posts whose solid link leads to one of these posts, by key."""
    found = await reader.referring(_REPORTING, posts)
    rows = await there(reader, (row.key for rows in found.values() for row in rows if isinstance(row, Post)), at)
    return [row for row in rows.values() if isinstance(row, Post)]


async def direct_reports(reader: FactReader, person: str, at: Moment, visibility: Visibility) -> list[Person]:
    """Give the other persons with an active membership in a post that reports to one of this person's, by key.

    Only those whom the asker may see.
    """
    posts = [post.key for post in await posts_of_person(reader, person, at)]
    below = [post.key for post in await reporting_posts(reader, posts, at)]
    active = await active_memberships(reader, IN_POST, below, at)
    return await seen(reader, {row.person for row in active} - {person}, visibility)


def valid_rows(rows: Iterable[Row], at: Moment) -> list[Row]:
    """Leave the rows that are valid; rows of tables without dates always are."""
    return [row for row in rows if is_valid(getattr(row, "valid_from", None), getattr(row, "valid_to", None), at)]


def absences_at(rows: Iterable[Row], at: Moment) -> list[Absence]:
    """Leave the absences that are under way."""
    return [row for row in valid_rows(rows, at) if isinstance(row, Absence)]
