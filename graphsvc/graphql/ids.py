"""Relay's global ids: base64 of `Place:key`. Wherever an id is asked for, a key does as well and is tried first."""

from __future__ import annotations

from base64 import b64decode, b64encode
from functools import lru_cache
from typing import Final, NamedTuple

from graphsvc.domain.kinds import NodeKind

TYPE_NAME: Final[dict[NodeKind, str]] = {
    NodeKind.PLACE: "Place",
    NodeKind.CATEGORY: "Category",
    NodeKind.UNIT: "Unit",
    NodeKind.POST: "Post",
    NodeKind.PERSON: "Person",
    NodeKind.DUTY: "Duty",
}
"""What the type of a node's kind is called in the schema."""

KIND_OF_TYPE: Final[dict[str, NodeKind]] = {name: kind for kind, name in TYPE_NAME.items()}
"""The kind of each type's nodes."""

_LONGEST_KEY: Final = 120
_LONGEST_ID: Final = 4 * (_LONGEST_KEY * 4 + 20) // 3 + 4


class GlobalId(NamedTuple):
    """What a global id says."""

    kind: NodeKind
    key: str


@lru_cache(maxsize=65_536)
def global_id(type_name: str, key: str) -> str:
    """Write a global id."""
    return b64encode(f"{type_name}:{key}".encode()).decode("ascii")


def read_global_id(text: str) -> GlobalId | None:
    """Read a global id; None when the text is none of ours."""
    if len(text) > _LONGEST_ID:
        return None
    try:
        type_name, separator, key = b64decode(text.encode("ascii"), validate=True).decode().partition(":")
    except ValueError:
        return None
    kind = KIND_OF_TYPE.get(type_name)
    return GlobalId(kind, key) if separator and key and kind is not None else None


def may_be_key(text: str) -> bool:
    """Say whether a text is short enough to be a key at all."""
    return 0 < len(text) <= _LONGEST_KEY
