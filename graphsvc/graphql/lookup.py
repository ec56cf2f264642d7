"""Finding what an ID argument means: a key is tried first, then a global id."""

from __future__ import annotations

from typing import Final

from graphsvc.domain.entities import Entity
from graphsvc.domain.errors import NotFound
from graphsvc.domain.kinds import NodeKind
from graphsvc.graphql.ids import may_be_key, read_global_id
from graphsvc.graphql.view import View, kind_of

_ANY: Final = "node"


async def find(view: View, text: str, kind: NodeKind | None = None) -> Entity | None:
    """Give the row that an ID argument means, as far as the asker may see it; None when there is none of that kind."""
    row = await view.find(text) if may_be_key(text) else None
    if row is None:
        said = read_global_id(text)
        if said is not None:
            row = await view.find(said.key) if may_be_key(said.key) else None
            if row is not None and kind_of(row) is not said.kind:
                row = None
    return row if row is not None and (kind is None or kind_of(row) is kind) else None


async def need(view: View, text: str, kind: NodeKind | None = None) -> str:
    """Give the key that an ID argument means; NotFound when there is none of that kind to see."""
    row = await find(view, text, kind)
    if row is None:
        raise NotFound(_ANY if kind is None else kind.value, text)
    return row.key
