"""Names for types that refer to one another across modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from graphsvc.graphql.types.category import Category
    from graphsvc.graphql.types.duty import Duty
    from graphsvc.graphql.types.person import Person
    from graphsvc.graphql.types.place import Place
    from graphsvc.graphql.types.post import Post
    from graphsvc.graphql.types.rows import Absence, Escalation, Membership, Pairing
    from graphsvc.graphql.types.service import Service
    from graphsvc.graphql.types.unit import Unit

_TYPES = "graphsvc.graphql.types"

PlaceRef = Annotated["Place", strawberry.lazy(f"{_TYPES}.place")]
CategoryRef = Annotated["Category", strawberry.lazy(f"{_TYPES}.category")]
UnitRef = Annotated["Unit", strawberry.lazy(f"{_TYPES}.unit")]
PostRef = Annotated["Post", strawberry.lazy(f"{_TYPES}.post")]
PersonRef = Annotated["Person", strawberry.lazy(f"{_TYPES}.person")]
DutyRef = Annotated["Duty", strawberry.lazy(f"{_TYPES}.duty")]
MembershipRef = Annotated["Membership", strawberry.lazy(f"{_TYPES}.rows")]
AbsenceRef = Annotated["Absence", strawberry.lazy(f"{_TYPES}.rows")]
EscalationRef = Annotated["Escalation", strawberry.lazy(f"{_TYPES}.rows")]
PairingRef = Annotated["Pairing", strawberry.lazy(f"{_TYPES}.rows")]
ServiceRef = Annotated["Service", strawberry.lazy(f"{_TYPES}.service")]
