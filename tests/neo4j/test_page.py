"""The page on Neo4j: its questions are asked of the world that it names, and give what it says that they give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import neo4j
import pytest

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.adapters.neo4j import Neo4jStore
from graphsvc.adapters.neo4j.server import WAITING
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.validity import is_valid
from tests.support.neo4j_server import RunningServer

pytestmark = pytest.mark.anyio

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = (ROOT / "docs" / "neo4j.md").read_text(encoding="utf-8")
PARAMETERS: Final = re.findall(r"^:param (\{.+\})$", PAGE, flags=re.MULTILINE)
QUESTIONS: Final = re.findall(
    r"^### (\d+\. .+?)\n(?:(?!^### ).)*?```cypher\n(.+?)```\n(?:\n```text\n(.+?)```)?",
    PAGE,
    flags=re.MULTILINE | re.DOTALL,
)


def lines(records: list[neo4j.Record]) -> list[str]:
    """Records as the page shows them."""
    return [" | ".join(cell(value) for value in record.values()) for record in records]


def cell(value: Any) -> str:  # noqa: ANN401  (whatever a query gives)
    return (", ".join(map(str, value)) or "–") if isinstance(value, list) else str(value)


def test_the_page_has_ten_questions() -> None:
    assert [title.partition(".")[0] for title, _, _ in QUESTIONS] == [str(number) for number in range(1, 11)]
    assert len(PARAMETERS) == 1


async def test_the_questions_of_the_page_give_what_it_says(store: Neo4jStore, server: RunningServer) -> None:
    embedded = EmbeddedStore.open(None)
    for each in (store, embedded):
        with read_bundle(ROOT / "seed" / "C") as bundle:
            await import_bundle(each, bundle, author="test", reason="test", moment=0)
    (given,) = server.run(f"RETURN {PARAMETERS[0]} AS given")
    parameters = given["given"]
    for title, query, shown in QUESTIONS:
        assert lines(server.run(query, **parameters)) == shown.splitlines(), title
    # The first one is who handles, before it is decided who is there: the duties that the other store finds, too.
    async with embedded.snapshot() as facts:
        found = await facts.responsibility_facts(parameters["category"], parameters["place"], parameters["at"])
        standing = [
            (match.place_steps, match.category_steps, match.duty.holder.key)
            for match in found.matches()
            if is_valid(match.duty.valid_from, match.duty.valid_to, parameters["at"])
        ]
    assert standing == [(row["up"], row["above"], row["holder"]) for row in server.run(QUESTIONS[0][1], **parameters)]
    await embedded.close()


async def test_the_last_question_finds_a_list_that_does_not_agree(world: Neo4jStore, server: RunningServer) -> None:
    query = QUESTIONS[-1][1]
    assert server.run(query) == []
    server.run("MATCH (n:Place {key: 'home-101'}) SET n.anc = ['home-101', 'city']")
    assert [record["node"] for record in server.run(query)] == ["home-101"]


def test_the_page_tells_the_bound_on_waiting() -> None:
    assert f"{WAITING:,}" in PAGE
