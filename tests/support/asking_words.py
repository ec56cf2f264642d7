"""Worlds to ask questions of in words, and a short way to ask them."""

from __future__ import annotations

import asyncio
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from graphsvc.adapters.embedded import EmbeddedStore
from graphsvc.answers.understanding import Vocabulary, understand
from graphsvc.bundle.folder import read_bundle
from graphsvc.commands.importing import import_bundle
from graphsvc.domain.entities import Moment
from graphsvc.domain.kinds import Table
from graphsvc.domain.validity import read_moment
from graphsvc.questions.understanding.readings import Understanding
from tests.support.understanding import Question, Scored, score

HERE: Final = Path(__file__).parents[1]
RIVERSIDE: Final = HERE / "answers" / "riverside"
WORLDS: Final = {
    "riverside": RIVERSIDE / "bundle",
    "tower": HERE.parent / "seed" / "B",
    "district": HERE.parent / "seed" / "C",
    "harbour": HERE / "understanding" / "worlds" / "harbour",
}
QUESTIONS: Final = {
    name: RIVERSIDE / "questions.jsonl"
    if name == "riverside"
    else HERE / "understanding" / "questions" / f"{name}.jsonl"
    for name in WORLDS
}
# Written later, by people who did not know the recogniser, in the words of other residents.
MORE_QUESTIONS: Final = {
    name: HERE / "understanding" / "questions" / f"{name}-more.jsonl" for name in ("riverside", "tower", "district")
}
NOW: Final[Moment] = read_moment("2025-06-16T10:00", "Asia/Shanghai")


class Understood(NamedTuple):
    """An understanding as the score looks at it."""

    category: str | None
    place: str | None
    choices: tuple[tuple[str, str, float], ...]
    problem: str | None
    heard_category: str | None
    heard_place: str | None


class Town:
    """A world in memory with its words."""

    def __init__(self, name: str) -> None:
        self.store = EmbeddedStore.open(None)
        self.vocabulary = Vocabulary()

        async def load() -> None:
            with read_bundle(WORLDS[name]) as bundle:
                await import_bundle(self.store, bundle, author="test", reason="test", moment=0)

        asyncio.run(load())

    def ask(self, question: str, near: str | None = None, *, now: Moment = NOW) -> Understanding:
        """Say what a question means."""

        async def act() -> Understanding:
            async with self.store.snapshot() as reader:
                return await understand(reader, self.vocabulary, question, near=near, now=now)

        return asyncio.run(act())

    def rows(self, table: Table) -> list[tuple[object, ...]]:
        """Give all rows of a table."""

        async def act() -> list[tuple[object, ...]]:
            return [row async for row in self.store.rows(table)]

        return asyncio.run(act())


@cache
def town(name: str) -> Town:
    """Give a world, loaded once."""
    return Town(name)


def scored(name: str, questions: list[Question]) -> tuple[list[Scored], dict[str, Understood]]:
    """Ask questions of a world and judge what was understood."""
    found, said = [], {}
    for question in questions:
        told = town(name).ask(question.text, question.near)
        said[question.id] = understood = Understood(
            told.category,
            told.place,
            tuple((reading.category, reading.place, reading.confidence) for reading in told.choices),
            None if told.problem is None else told.problem.value,
            told.heard_category,
            told.heard_place,
        )
        found.append(Scored(question, score(question, understood)))
    return found, said
