"""PersonLoad: what somebody has to do, beside what the policy allows."""

from __future__ import annotations

import strawberry

from graphsvc.graphql.types.suggestion import Load


@strawberry.type(
    description="What a person has to do at the moment, and what the policy allows. Who is available and has more of "
    "anything than allowed is OVERLOADED."
)
class PersonLoad:
    """A load and its limits."""

    posts: int = strawberry.field(description="Posts with an active membership, absent or not.")
    pairings: int | None = strawberry.field(
        description="Distinct households that he or she is validly paired with; null for who may not see pairings."
    )
    reports: int | None = strawberry.field(
        description="Direct reports, by solid links; null for who may not see every person."
    )
    limits: Load = strawberry.field(description="The most of each that the policy allows.")
