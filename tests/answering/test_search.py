from __future__ import annotations

import pytest

from graphsvc.answers.search import Names, search
from graphsvc.domain.facts import NameFact
from graphsvc.domain.kinds import NodeKind
from graphsvc.domain.visibility import EVERYTHING, Visibility
from graphsvc.questions.search import NameIndex
from graphsvc.store.port import FactReader

PUBLIC = Visibility(every_person=False, care=False)

INDEX = NameIndex(
    [
        NameFact("ch", NodeKind.PLACE, ("翠湖", "Jade Lake", "老翠湖")),
        NameFact("chyg", NodeKind.PLACE, ("翠湖阳光", "Jade Lake Sunshine")),
        NameFact("lake", NodeKind.UNIT, ("湖滨物业", "Lakeside Property")),
        NameFact("li", NodeKind.PERSON, ("李翠",), public=False),
    ]
)


def keys(text: str, kinds: set[NodeKind] | None = None, *, every_person: bool = True) -> list[str]:
    return [fact.key for fact in INDEX.find(text, kinds, every_person=every_person)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("翠湖", ["ch", "chyg"]),  # the whole name first
        ("老翠湖", ["ch"]),
        ("jade lake", ["ch", "chyg"]),
        ("JADE  lake", ["ch", "chyg"]),
        ("ｊａｄｅ", ["ch", "chyg"]),  # full width
        ("sunshine lake", ["chyg"]),  # every word, in any order
        ("ygch", []),
        ("chyg", ["chyg"]),
        ("湖", ["lake", "ch", "chyg"]),  # beginnings before the middle
        ("hbwy", ["lake"]),  # the initials of 湖滨物业
        ("", []),
        ("   ", []),
        ("\x1f", []),
        ("\x1e", []),
        ("nothing", []),
    ],
)
def test_names_are_found_by_all_words_and_by_pinyin_initials_best_first(text: str, found: list[str]) -> None:
    assert keys(text) == found


def test_kinds_restrict_and_an_empty_list_asks_for_nothing() -> None:
    assert keys("lake", {NodeKind.UNIT}) == ["lake"]
    assert keys("lake", set()) == []


def test_people_who_are_no_public_contacts_are_not_searched_for_everybody() -> None:
    assert keys("李翠") == ["li"]
    assert keys("李翠", every_person=False) == []
    assert "li" not in keys("lc", every_person=False)


@pytest.mark.anyio
async def test_the_seed_worlds_are_searched_in_both_languages(reader: FactReader) -> None:
    names = Names()
    for text in ("锦绣家园", "Brocade Homes", "jxjy"):
        found = await search(reader, names, text, {NodeKind.PLACE}, EVERYTHING)
        assert found[0].key == "jinxiu-jy"


@pytest.mark.anyio
async def test_private_people_of_the_seed_worlds_are_not_found_by_everybody(reader: FactReader) -> None:
    names = Names()
    private = [fact for fact in await reader.names() if fact.kind is NodeKind.PERSON and not fact.public]
    assert private
    for fact in private[:50]:
        assert fact.key in {found.key for found in await search(reader, names, fact.names[0], None, EVERYTHING)}
        assert fact.key not in {found.key for found in await search(reader, names, fact.names[0], None, PUBLIC)}
