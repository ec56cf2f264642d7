"""The types of links by their names, and the order in which links are told."""

from __future__ import annotations

from typing import Final

from graphsvc.domain import facts
from graphsvc.domain.facts import Link, LinkType

LINK_TYPE: Final[dict[str, LinkType]] = {
    shape.name: shape for shape in vars(facts).values() if isinstance(shape, LinkType)
}
"""Every type of link by its name."""

STANDING_IN: Final = (
    *("place", "category", "unit", "covering", "post", "dotted", "membership", "person", "duty", "escalation"),
    "pairing",
)
"""The nodes that links stand in."""


def order_of(link: Link) -> tuple[str, str, str, bool, int, bool, int]:
    """Give what links are ordered by: an open beginning or end comes first."""
    begin, end = link.valid_from, link.valid_to
    return (link.type.name, link.source, link.target, begin is not None, begin or 0, end is not None, end or 0)
