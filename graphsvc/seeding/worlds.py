"""The worlds that can be generated, by name."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from graphsvc.bundle.folder import write_folder
from graphsvc.domain.errors import BadInput
from graphsvc.seeding.city import city, full_city, small_city
from graphsvc.seeding.district import district, full_district, small_district
from graphsvc.seeding.names import COMPOUND_NAMES
from graphsvc.seeding.street import full_street, small_street, street
from graphsvc.seeding.world import World

Size = Literal["small", "full"]
Households = Literal["nodes", "counted"]

GENERATED: Final = ("A", "C", "D")
_NODES_OF_A_COMPOUND: Final = 1_193
"""Places that a compound of the city has on average, with its share of the communities above it."""


def generate(
    world: str,
    *,
    size: Size = "small",
    households: Households = "nodes",
    seed: int = 0,
    target_nodes: int | None = None,
) -> World:
    """Generate world A, C or D; the same arguments give the same rows, for ever.

    `households`: whether flats are places, or a number at their building (flats with care needs are places either way).
    A small world lists the flats of its first compound only. `target_nodes` is for world A at full size: the city is
    made so large that it has about that many places.
    """
    listed = households == "nodes"
    if target_nodes is not None and (world != "A" or size != "full" or not listed):
        raise BadInput("target_nodes is for world A at full size, with households as nodes")
    if world == "A":
        if size == "small":
            return city(small_city(listed=listed), seed=seed)
        if target_nodes is None:
            return city(full_city(listed=listed), seed=seed)
        compounds = max(round(target_nodes / _NODES_OF_A_COMPOUND), 2)
        if compounds > COMPOUND_NAMES - 300:
            raise BadInput(f"target_nodes: {target_nodes:,} is more than the names suffice for (2,000,000)")
        return city(full_city(compounds=compounds, listed=listed), seed=seed)
    if world == "C":
        return district(small_district(listed=listed) if size == "small" else full_district(listed=listed), seed=seed)
    if world == "D":
        return street(small_street(listed=listed) if size == "small" else full_street(listed=listed), seed=seed)
    if world == "B":
        raise BadInput("world B is written out by hand in seed/B and not generated")
    raise BadInput(f"no world is called {world!r}; there are {', '.join(GENERATED)}")


def write_world(world: World, out: Path) -> None:
    """Write a world as a bundle folder."""
    write_folder(out, world.manifest, world.tables())
