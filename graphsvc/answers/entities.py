"""Rows as an asker may see them: what may not be seen is absent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphsvc.domain.entities import Entity, Person, Place
from graphsvc.domain.visibility import Visibility
from graphsvc.store.port import FactReader


def restrict(entity: Entity, visibility: Visibility) -> Entity | None:
    """Leave of a row what the asker may see; None when that is nothing."""
    if visibility.every_person and visibility.care:
        return entity
    if isinstance(entity, Person):
        if not visibility.sees(entity.public_contact):
            return None
        # What is public of a public contact is the name and the way to reach him or her.
        return entity._replace(skills=(), home_unit=None, residence=None, consent=None)
    if isinstance(entity, Place):
        return entity._replace(needs=())
    return entity


async def entities(reader: FactReader, keys: Sequence[str], visibility: Visibility) -> Mapping[str, Entity]:
    """Give the rows with these keys as the asker may see them; others are left out."""
    found = await reader.entities(keys)
    seen = ((key, restrict(entity, visibility)) for key, entity in found.items())
    return {key: entity for key, entity in seen if entity is not None}
