"""What somebody may see, as values. Who gets which is decided in `access/`; everybody else only asks these."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a caller is to the service."""

    PUBLIC = "public"
    ADMIN = "admin"


class Visibility(NamedTuple):
    """What an asker may see of people. What may not be seen is absent, never masked."""

    every_person: bool
    """Sees everybody by name and private channel; else only those with `public_contact`."""
    care: bool
    """Sees care needs, pairings, and where people live and work."""

    def sees(self, public_contact: bool) -> bool:  # noqa: FBT001  (the one fact that decides)
        """Say whether a person is seen by name and channel."""
        return self.every_person or public_contact


EVERYTHING = Visibility(every_person=True, care=True)
"""Nothing is hidden: the operator of a local store."""
