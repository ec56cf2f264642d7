"""The rows of one piece of a world: typed ways to state a unit, a post, a duty, with every column filled.

A sheet is made for one table and lets the other tables' rows pass by. A world of a hundred thousand people is thus
told table by table with one piece of it in memory; a piece is stated again for each table, which costs little.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypedDict, Unpack
from zlib import crc32

from graphsvc.bundle.tables import COLUMNS as TABLES
from graphsvc.seeding.kinds import LINE_OF_KIND
from graphsvc.wording.kinds import POST_KINDS

Row = dict[str, str]

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    table.value: tuple(column.name for column in columns) for table, columns in TABLES.items()
}
_BLANK: Final[dict[str, Row]] = {table: dict.fromkeys(columns, "") for table, columns in COLUMNS.items()}
_CAPACITY_LETTER: Final = {"first_contact": "f", "handles": "h", "backs_up": "b", "supervises": "s"}


class Name(NamedTuple):
    """A name in Chinese and English."""

    zh: str
    en: str


class PlaceCells(TypedDict, total=False):
    """The optional columns of a place."""

    parent: str
    aliases: str
    tags: str
    households: str
    needs: str


class UnitCells(TypedDict, total=False):
    """The optional columns of a unit."""

    parent: str
    covers: str
    channel: str
    valid_from: str
    valid_to: str


class PostCells(TypedDict, total=False):
    """The optional columns of a post."""

    title: str
    title_en: str
    head: str
    place: str
    seats: str
    reports_to: str
    dotted: str
    valid_from: str
    valid_to: str


class DutyCells(TypedDict, total=False):
    """The optional columns of a duty."""

    capacity: str
    priority: str
    channel: str
    hours: str
    respond_within: str
    fee: str
    valid_from: str
    valid_to: str


class EscalationCells(TypedDict, total=False):
    """The optional columns of an escalation."""

    category: str
    urgent: str
    priority: str
    valid_from: str
    valid_to: str


def mixed(*parts: object) -> int:
    """Tell a number that looks random, and is the same for the same parts on every machine."""
    return crc32("/".join(map(str, parts)).encode())


def office_number(key: str) -> str:
    """Invent the telephone of a unit; no such number can be dialled."""
    return f"0000-{mixed(key) % 10_000_000:07d}"


class Sheet:
    """The rows that one piece of a world has for one table."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.rows: list[Row] = []
        self._duties: dict[str, int] = {}

    def _add(self, *cells: dict[str, str]) -> None:
        row = dict(_BLANK[self.table])
        for some in cells:
            row.update(some)
        self.rows.append(row)

    def place(self, key: str, kind: str, name: Name, **cells: Unpack[PlaceCells]) -> str:
        """State a place."""
        if self.table == "places":
            self._add({"key": key, "kind": kind, "name": name.zh, "name_en": name.en}, dict[str, str](**cells))
        return key

    def unit(self, key: str, kind: str, name: Name, **cells: Unpack[UnitCells]) -> str:
        """State a unit in its kind's line; without other words it has a telephone (`channel=""`: none)."""
        if self.table == "units":
            own = {"key": key, "line": LINE_OF_KIND[kind], "kind": kind, "name": name.zh, "name_en": name.en}
            self._add(own, {"channel": office_number(key)}, dict[str, str](**cells))
        return key

    def post(self, key: str, unit: str, kind: str, **cells: Unpack[PostCells]) -> str:
        """State a post, titled by its kind unless told otherwise."""
        if self.table == "posts":
            title = POST_KINDS[kind]
            own = {"key": key, "unit": unit, "kind": kind, "title": title.name, "title_en": title.name_en or ""}
            self._add(own, dict[str, str](**cells))
        return key

    def person(self, cells: Row) -> None:
        """State a person whose cells a roster has filled."""
        if self.table == "persons":
            self._add(cells)

    def seat(self, person: str, post: str, since: str, until: str = "") -> None:
        """Say that a person holds a post from a date to a date."""
        if self.table == "memberships":
            self._add({"person": person, "post": post, "valid_from": since, "valid_to": until})

    def belong(self, person: str, unit: str, since: str, until: str = "") -> None:
        """Say that a person belongs to a unit without holding a post."""
        if self.table == "memberships":
            self._add({"person": person, "unit": unit, "valid_from": since, "valid_to": until})

    def absence(self, person: str, since: str, until: str = "") -> None:
        """Say that a person is away."""
        if self.table == "absences":
            self._add({"person": person, "valid_from": since, "valid_to": until})

    def duty(self, holder: str, category: str, place: str, **cells: Unpack[DutyCells]) -> None:
        """State a duty; its key tells the place, the category and the capacity."""
        if self.table == "duties":
            capacity = cells.setdefault("capacity", "handles")
            key = f"d.{place}.{category}.{_CAPACITY_LETTER[capacity]}"
            count = self._duties[key] = self._duties.get(key, 0) + 1
            key = key if count == 1 else f"{key}{count}"
            own = {"key": key, "holder": holder, "category": category, "place": place}
            self._add(own, dict[str, str](**cells))

    def escalation(self, from_unit: str, to_unit: str, after: str, **cells: Unpack[EscalationCells]) -> None:
        """Say who gets a matter next, and after how long."""
        if self.table == "escalations":
            self._add({"from_unit": from_unit, "to_unit": to_unit, "after": after}, dict[str, str](**cells))

    def pairing(self, helper: str, place: str, kind: str, since: str, until: str = "") -> None:
        """Say that a person or a unit looks after a place."""
        if self.table == "pairings":
            self._add({"helper": helper, "place": place, "kind": kind, "valid_from": since, "valid_to": until})

    def policy(self, rule: str, **cells: str) -> None:
        """State what the town expects of itself."""
        if self.table == "policy":
            self._add({"rule": rule}, cells)
