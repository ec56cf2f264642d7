"""The scalars: moments and lengths of time, both told as text."""

from __future__ import annotations

from typing import Final, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from graphsvc.domain.errors import BadInput
from graphsvc.domain.validity import read_duration, read_moment

DateTime = NewType("DateTime", str)
"""A moment as text; which moment it is, is said by the time zone of the store."""

Duration = NewType("Duration", str)
"""A length of time as text."""


def _checked_moment(value: object) -> DateTime:
    if not isinstance(value, str):
        raise BadInput("a moment is told as text, such as 2024-05-01 or 2024-05-01T18:30+08:00")
    # Only its form is looked at here; the resolver reads it in the time zone of the store.
    read_moment(value, "UTC")
    return DateTime(value)


def _checked_duration(value: object) -> Duration:
    if not isinstance(value, str):
        raise BadInput("a length of time is told as text, such as P2D or PT30M")
    read_duration(value)
    return Duration(value)


SCALARS: Final[dict[object, ScalarDefinition]] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description=(
            "A moment: ISO 8601 with the offset of the store's time zone. As an argument a date (its 00:00) or a "
            "date-time without an offset is also taken, in that time zone."
        ),
        parse_value=_checked_moment,
    ),
    Duration: strawberry.scalar(
        name="Duration",
        description="A length of time: ISO 8601, from weeks to seconds, such as `P2D` or `PT30M`. A day is 24 hours.",
        parse_value=_checked_duration,
    ),
}
"""What each scalar is called and how it is read."""
