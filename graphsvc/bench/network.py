"""A network to draw: a community with thirty units in four lines, each with nine posts and who holds them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from graphsvc.seeding.sheet import Name, Row, Sheet
from graphsvc.seeding.world import Piece, World, manifest
from graphsvc.seeding.worlds import write_world

CENTRE: Final = "map"
"""The place that 301 nodes are drawn around: itself, the units that serve there, and their posts."""

_UNITS: Final = 30
_POSTS: Final = 9
_SINCE: Final = "2021-01-01"
_KINDS: Final = (
    ("party_branch", Name("党支部", "Party Branch"), "branch_secretary"),
    ("residents_committee", Name("居委会", "Residents’ Committee"), "committee_director"),
    ("property_company", Name("物业公司", "Property Services"), "project_manager"),
    ("volunteer_team", Name("志愿服务队", "Volunteer Team"), "team_leader"),
)
_SURNAMES: Final = "王李张刘陈杨赵黄周吴"
_GIVEN: Final = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平"


def write_network(folder: Path) -> None:
    """Write the network as a bundle."""
    world = World(manifest("A network to draw"), _land, _pieces)
    write_world(world, folder)


def _land() -> Iterator[Row]:
    sheet = Sheet("places")
    sheet.place(CENTRE, "community", Name("观澜社区", "Guanlan Community"))
    yield from sheet.rows


def _pieces() -> Iterator[Piece]:
    for number in range(_UNITS):
        yield partial(_unit, number)


def _unit(number: int, sheet: Sheet) -> None:
    kind, name, post_kind = _KINDS[number % len(_KINDS)]
    key = f"u.{number}"
    told = Name(f"{number + 1}号{name.zh}", f"{name.en} {number + 1}")
    sheet.unit(key, kind, told, covers=CENTRE)
    for place in range(_POSTS):
        post, person = f"po.{number}.{place}", f"ps.{number}.{place}"
        above = f"po.{number}.{(place - 1) // 3}" if place else ""
        sheet.post(post, key, post_kind, head="true", reports_to=above)
        sheet.person({"key": person, "name": _name(number * _POSTS + place), "public_contact": "true"})
        sheet.seat(person, post, _SINCE)


def _name(number: int) -> str:
    first, second = divmod(number, len(_GIVEN))
    return _SURNAMES[number % len(_SURNAMES)] + _GIVEN[first % len(_GIVEN)] + _GIVEN[second]
