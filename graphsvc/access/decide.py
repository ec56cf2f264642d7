"""The one function that decides what an asker may see; deny by default."""

from __future__ import annotations

from typing import Final

from graphsvc.domain.visibility import EVERYTHING, Role, Visibility

_TABLE: Final[dict[Role, Visibility]] = {
    Role.PUBLIC: Visibility(every_person=False, care=False),
    Role.ADMIN: EVERYTHING,
}


def decide(role: Role) -> Visibility:
    """Give what a role may see of people; whatever the table does not name sees nothing personal."""
    return _TABLE.get(role, _TABLE[Role.PUBLIC])
