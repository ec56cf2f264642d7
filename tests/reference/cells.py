"""The cells of a bundle read into plain values, by the bundle's own page and by nothing of the service."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from tests.reference.raw import RawWorld

Row: TypeAlias = dict[str, Any]
"""One row with every column of its table; None where nothing is given."""

COLUMNS = {
    "places": "key kind name name_en parent aliases tags households needs",
    "categories": "key name name_en parent synonyms weight open311_code",
    "units": "key line kind name name_en parent covers channel valid_from valid_to",
    "posts": "key unit kind title title_en head place seats reports_to dotted valid_from valid_to",
    "persons": "key name channel public_contact skills home_unit residence consent",
    "memberships": "person unit post acting valid_from valid_to",
    "absences": "person valid_from valid_to",
    "duties": "key holder category place capacity priority channel hours respond_within fee valid_from valid_to",
    "escalations": "from_unit to_unit after category urgent priority valid_from valid_to",
}
"""The tables that say who handles what. In all of them, a column of one name holds one sort of thing."""


class World:
    """A bundle with its cells read; whatever else is asked of it is found by looking through all rows."""

    def __init__(self, raw: RawWorld) -> None:
        self.zone = ZoneInfo(raw.timezone)
        self.lines = raw.fallback_lines
        self.tables = read_tables(raw, self.zone)


def read_tables(raw: RawWorld, zone: ZoneInfo) -> dict[str, list[Row]]:
    """Read all tables."""
    return {
        table: [
            {column: read_cell(column, cells.get(column) or "", zone) for column in columns.split()}
            for cells in raw.table(table)
            if any(cells.values())
        ]
        for table, columns in COLUMNS.items()
    }


def read_cell(column: str, text: str, zone: ZoneInfo) -> Any:  # noqa: ANN401 - a cell is read into whatever its column holds
    """Read one cell by what its column holds."""
    text = unicodedata.normalize("NFC", text).strip()
    match column:
        case "valid_from" | "valid_to":
            return read_moment(text, zone) if text else None
        case "after":
            return read_duration(text) if text else None
        case "head" | "acting" | "urgent" | "public_contact":
            return text.lower() == "true"
        case "covers":
            return [item.strip() for item in text.split("|") if item.strip()]
        case "priority":
            return int(text or "100")
        case "capacity":
            return text or "handles"
        case _:
            return text or None


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """Read a date (its 00:00) or a date-time; without an offset it is in the time zone given."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def read_duration(text: str) -> timedelta:
    """Read an ISO 8601 duration of weeks to seconds; a day is 24 hours."""
    assert re.fullmatch(r"P(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?", text), text
    date_part, _, time_part = text.partition("T")
    length = timedelta()
    for count, unit in re.findall(r"(\d+)([WD])", date_part):
        length += int(count) * {"W": timedelta(weeks=1), "D": timedelta(days=1)}[unit]
    for count, unit in re.findall(r"(\d+)([HMS])", time_part):
        length += int(count) * {"H": timedelta(hours=1), "M": timedelta(minutes=1), "S": timedelta(seconds=1)}[unit]
    return length


def tell_duration(length: timedelta) -> str:
    """Write a length of time in seconds."""
    return f"PT{int(length.total_seconds())}S"


def comparable(answer: Any) -> Any:  # noqa: ANN401 - an answer is JSON
    """Give an answer with its moments and lengths of time told in one way each, so that equal ones compare equal."""
    if isinstance(answer, list):
        return [comparable(each) for each in answer]
    if not isinstance(answer, dict):
        return answer
    told = {name: comparable(value) for name, value in answer.items()}
    for name in ("at", "dueAt"):
        if told.get(name) is not None:
            told[name] = datetime.fromisoformat(told[name]).astimezone(UTC).isoformat()
    if told.get("after") is not None:
        told["after"] = tell_duration(read_duration(told["after"]))
    return told
