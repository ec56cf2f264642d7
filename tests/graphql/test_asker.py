"""The asker: whoever asks is told what he or she may see, just as it decides elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.domain.entities import Person
from graphsvc.domain.visibility import Role
from tests.graphql.asking import Asker
from tests.graphql.town import NOW, SETTINGS
from tests.support.worlds import stating

pytestmark = pytest.mark.anyio

QUESTION = '{ asker { everyPerson care } persons { totalCount } person(key: "ann") { key } }'


@pytest.fixture
async def asker() -> AsyncIterator[Asker]:
    """Somebody who may see everything of a store with one private person."""
    store = EmbeddedStore.open(None)
    await store.write(stating(Person("ann", "安"), settings=SETTINGS, moment=NOW))
    yield Asker(store)
    await store.close()


async def test_it_tells_what_the_asker_may_see(asker: Asker) -> None:
    """An admin is told of everybody, the public is not; people are absent just when it says so."""
    admin, public = await asker.data(QUESTION), await asker.as_(Role.PUBLIC).data(QUESTION)
    assert admin["asker"] == {"everyPerson": True, "care": True}
    assert admin["persons"] == {"totalCount": 1}
    assert public["asker"] == {"everyPerson": False, "care": False}
    assert (public["persons"], public["person"]) == ({"totalCount": 0}, None)
