"""The texts that are sent to the server: those of schema/cypher, and no others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graphsvc.adapters.neo4j import Neo4jStore, queries
from graphsvc.domain.facts import PlaceFilter
from graphsvc.domain.kinds import NodeKind, PlaceKind, Table
from graphsvc.domain.references import LEADS_TO
from graphsvc.domain.visibility import EVERYTHING, Visibility
from tests.neo4j.test_revisions import CHANGED, everything
from tests.support.worlds import BRANCH, CITY, DEPUTY, EVERYTHING_ONCE, stating

pytestmark = pytest.mark.anyio

FOLDER = Path(__file__).parents[2] / "schema" / "cypher"
FILES = {path: path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.cypher"))}
STATEMENTS = {statement for texts in queries.migrations() for statement in texts}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """All texts that leave for the server."""
    found: set[str] = set()
    for kind in (neo4j.AsyncSession, neo4j.AsyncTransaction, neo4j.AsyncManagedTransaction):
        run: Any = kind.run

        async def noted(self: Any, query: Any, *args: Any, _run: Any = run, **kwargs: Any) -> Any:  # noqa: ANN401
            found.add(query.text if isinstance(query, neo4j.Query) else query)
            return await _run(self, query, *args, **kwargs)

        monkeypatch.setattr(kind, "run", noted)
    return found


async def test_only_texts_of_the_folder_are_sent(sent: set[str], store: Neo4jStore) -> None:
    nasty = "x' OR 1=1 //`{}$"
    await store.write(stating(*EVERYTHING_ONCE))
    await store.write(stating(*CHANGED, DEPUTY._replace(dotted=()), BRANCH._replace(parent="office")))
    await store.write(stating(*EVERYTHING_ONCE))
    async with store.snapshot() as facts:
        await everything(facts)
        await facts.people_facts()
        for reference in LEADS_TO:
            await facts.referring(reference, [nasty])
            if NodeKind.PLACE in LEADS_TO[reference]:
                await facts.within(reference, nasty)
        for kind in NodeKind:
            await facts.listing(kind, 3, nasty, EVERYTHING)
        await facts.listing(NodeKind.PERSON, 3, nasty, Visibility(every_person=False, care=False))
        for place_kind in (None, PlaceKind.CITY):
            for parent in (None, nasty):
                await facts.listing(NodeKind.PLACE, 3, nasty, EVERYTHING, PlaceFilter(place_kind, parent))
    await store.write(stating(CITY, replace=True), dry_run=True)
    await store.write(stating(CITY, replace=True))
    assert await store.verify() == ()
    assert sent
    assert sent - STATEMENTS <= set(FILES.values())
    unsent = {path.relative_to(FOLDER).as_posix() for path, text in FILES.items() if text not in sent}
    # What only a new or a lagging database needs, or one whose writer has died.
    assert {name for name in unsent if not name.startswith("migrations/")} <= {
        "units_around.cypher",
        "write/catch_up.cypher",
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_text_says_what_it_is_for_and_asks_for_values_by_name(path: Path) -> None:
    text = FILES[path]
    assert text.startswith("// ")
    assert text.endswith("\n")
    assert not re.search(r"\bCYPHER\b|\bapoc\.|SHORTEST", text)


@pytest.mark.parametrize("table", Table)
def test_every_table_has_its_texts(table: Table) -> None:
    assert queries.text_of(f"rows/{table.value}")
    assert queries.text_of(f"write/add_{table.value}")
