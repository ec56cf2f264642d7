"""Arguments that several fields share, with their descriptions."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graphsvc.graphql.scalars import DateTime


def _told(description: str) -> object:
    return strawberry.argument(description=description)


At = Annotated[
    DateTime | None,
    _told("The moment as of which everything below is told; now when none is given."),
]
First = Annotated[int | None, _told("How many entries: 1 to 500.")]
After = Annotated[str | None, _told("The cursor after which to read on; its page's moment stands for `at`.")]
AfterThere = Annotated[str | None, _told("The cursor after which to read on.")]
Key = Annotated[strawberry.ID, _told("Its key, or its global id.")]
CategoryKey = Annotated[strawberry.ID, _told("What the matter is about: the key or global id of a category.")]
PlaceKey = Annotated[strawberry.ID, _told("Where: the key or global id of a place.")]
