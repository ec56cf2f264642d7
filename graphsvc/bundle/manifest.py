"""bundle.json: what a bundle says of itself."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

from graphsvc.bundle.cells import LARGEST_CELL, BadCell, clean
from graphsvc.bundle.files import Unreadable, open_plain
from graphsvc.domain.changes import Settings
from graphsvc.domain.errors import BadInput
from graphsvc.domain.kinds import Line
from graphsvc.domain.problems import MANIFEST, Code, Problems
from graphsvc.domain.validity import zone

FORMAT: Final = 1
"""The number of the format that is read and written."""

_LARGEST: Final = 1 << 20


class _Members(list[tuple[str, Any]]):
    """The members of a JSON object as they stand, also those that stand twice."""


def tell_settings(settings: Settings) -> str:
    """Write settings as the text of bundle.json."""
    members = {
        "format": FORMAT,
        "name": settings.name,
        "timezone": settings.timezone,
        "fallback_lines": [line.value for line in settings.fallback_lines],
    }
    return json.dumps(members, ensure_ascii=False, indent=2) + "\n"


def read_settings(path: Path, problems: Problems) -> Settings:
    """Read a bundle.json; what is wrong is told to `problems` and the default stands instead."""
    settings = Settings()
    members = _read_members(path, problems)
    for name, times in Counter(name for name, _ in members).items():
        if times > 1:
            _bad(problems, name, None, "the member stands more than once")
    for name, value in dict(members).items():
        try:
            settings = _state(settings, name, value)
        except (BadInput, BadCell) as error:
            _bad(problems, name, _shown(value), error.message)
    return settings


def _state(settings: Settings, name: str, value: object) -> Settings:
    if isinstance(value, str) and any("\ud800" <= character <= "\udfff" for character in value):
        raise BadInput("the text holds half of a character")
    match name, value:
        case "format", int() if value == FORMAT and value is not True:
            return settings
        case "format", _:
            raise BadInput(f"the format is not known; {FORMAT} is wanted")
        case "name", str():
            return settings._replace(name=clean(value))
        case "timezone", str():
            return settings._replace(timezone=zone(value.strip()).key)
        case "fallback_lines", list() if all(isinstance(line, str) for line in value) and sorted(value) == sorted(Line):
            return settings._replace(fallback_lines=tuple(Line(line) for line in value))
        case "fallback_lines", _:
            raise BadInput(f"each of the four lines is wanted once, in some order: {', '.join(Line)}")
        case "name" | "timezone", _:
            raise BadInput("a text is wanted")
        case _:
            raise BadInput("the member is not known; wanted are format, name, timezone and fallback_lines")


def _read_members(path: Path, problems: Problems) -> _Members:
    try:
        with open_plain(path) as file:
            read = file.read(_LARGEST + 1)
        if len(read) > _LARGEST:
            problems.add(Code.TOO_LARGE, MANIFEST, None, None, None, f"the file is larger than {_LARGEST:,} bytes")
            return _Members()
        text = read.decode("utf-8-sig")
    except Unreadable as error:
        problems.add(Code.BAD_ENCODING, MANIFEST, None, None, None, f"the file cannot be read: {error}")
        return _Members()
    except UnicodeDecodeError:
        problems.add(Code.BAD_ENCODING, MANIFEST, None, None, None, "the file is not UTF-8")
        return _Members()
    try:
        members = json.loads(text, object_pairs_hook=_Members, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        members = None
    if not isinstance(members, _Members):
        problems.add(Code.BAD_VALUE, MANIFEST, None, None, None, "the file is no JSON object")
        return _Members()
    return members


def _refuse_constant(text: str) -> None:
    raise ValueError(text)


def _bad(problems: Problems, member: str, value: str | None, message: str) -> None:
    column = member.encode(errors="replace").decode()
    problems.add(Code.BAD_VALUE, MANIFEST, None, column[:LARGEST_CELL], value, message)


def _shown(value: object) -> str | None:
    try:
        # Halves of characters are told as JSON spells them, so that the error itself can be written.
        return value.encode(errors="backslashreplace").decode() if isinstance(value, str) else json.dumps(value)
    except (ValueError, RecursionError):
        return None
