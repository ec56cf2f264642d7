"""Search over names: the index is built at the first search of a revision and kept until the next one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from graphsvc.domain.facts import NameFact
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.search import NameIndex
from graphsvc.store.port import FactReader


class Names:
    """The index of names of the newest revision."""

    def __init__(self) -> None:
        self._revision = -1
        self._index = NameIndex(())

    async def at(self, reader: FactReader) -> NameIndex:
        """Give the index of the reader's revision."""
        if reader.revision != self._revision:
            self._index = NameIndex(await reader.names())
            self._revision = reader.revision
        return self._index


async def search(
    reader: FactReader, names: Names, text: str, kinds: Collection[NodeKind] | None, visibility: Visibility
) -> Sequence[NameFact]:
    """Give everything that is called so, best first; people only those whom the asker may see."""
    return (await names.at(reader)).find(text, kinds, every_person=visibility.every_person)
