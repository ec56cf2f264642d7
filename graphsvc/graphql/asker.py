"""The asker at the root: what he or she may see, so that a page can say calmly why it shows less."""

from __future__ import annotations

import strawberry

from graphsvc.graphql.fields import field
from graphsvc.graphql.request import Request

Info = strawberry.Info[Request, None]


@strawberry.type(description="What the asker may see of people; what may not be seen is absent, never masked.")
class Asker:
    """What the asker may see of people."""

    every_person: bool = strawberry.field(
        description="Whether everybody is told by name and private channel; else only those with a public contact."
    )
    care: bool = strawberry.field(
        description="Whether care needs, pairings, and where people live and work are told; suggestions need both."
    )


@strawberry.type
class Askers:
    """Fields of the root about the asker."""

    @field("What whoever asks may see.")
    def asker(self, info: Info) -> Asker:
        """Tell what the asker may see."""
        visibility = info.context.visibility
        return Asker(every_person=visibility.every_person, care=visibility.care)
