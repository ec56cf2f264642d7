"""Understanding: what a question in words was taken to mean, and its answer."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from graphsvc.answers.telling_understanding import tell_in_words
from graphsvc.answers.understanding import Asked
from graphsvc.graphql.enums import AskProblem, Lang, WordsMeant
from graphsvc.graphql.fields import field
from graphsvc.graphql.refs import CategoryRef, PlaceRef
from graphsvc.graphql.scalars import DateTime
from graphsvc.graphql.types.answer import Answer
from graphsvc.graphql.view import View
from graphsvc.questions.understanding import hints, readings
from graphsvc.wording import names

InLang = Annotated[Lang | None, strawberry.argument(description="The language of the sentences.")]


@strawberry.type(description="One matter at one place that a question may mean.")
class Reading:
    """A reading."""

    view: strawberry.Private[View]
    given: strawberry.Private[readings.Reading]

    @field("The matter.")
    def category(self) -> CategoryRef:
        """Give the category."""
        return self.view.category(self.given.category)

    @field("The place.")
    def place(self) -> PlaceRef:
        """Give the place."""
        return self.view.place(self.given.place)

    @field("How sure it is, from 0 to 1.")
    def confidence(self) -> float:
        """Tell the confidence."""
        return self.given.confidence


@strawberry.type(description="Words of a question, and what they were taken for.")
class WordsTaken:
    """An explanation."""

    view: strawberry.Private[View]
    given: strawberry.Private[hints.Hint]

    @field("The words as they were said, parts of them parted by “…”; empty where `near` fills what was not said.")
    def words(self) -> str:
        """Tell the words."""
        return self.given.words

    @field("What they were taken for.")
    def meant(self) -> WordsMeant:
        """Tell what was meant."""
        return WordsMeant(self.given.meant.value)

    @field("The category that they led to, if they are about the matter.")
    def category(self) -> CategoryRef | None:
        """Give the category."""
        if self.given.meant is not hints.Meant.MATTER or not self.given.keys:
            return None
        return self.view.category(self.given.keys[0])

    @field("The places that they may mean, if they are about a place.")
    def places(self) -> list[PlaceRef]:
        """Give the places."""
        if self.given.meant is hints.Meant.MATTER:
            return []
        return [self.view.place(key) for key in self.view.counted(self.given.keys)]


@strawberry.type(
    description="What a question in words was taken to mean. `answer` is set when exactly one reading is left, else "
    "`choices` lists the readings, likeliest first (12 at most). When there is neither an answer nor a choice, "
    "`problem` says why, and `heardCategory` and `heardPlace` what was understood of it."
)
class Understanding:
    """What was understood."""

    view: strawberry.Private[View]
    given: strawberry.Private[Asked]

    @field("The question as it was asked.")
    def question(self) -> str:
        """Tell the question."""
        return self.given.question

    @field("The answer, when one reading is left.")
    def answer(self) -> Answer | None:
        """Give the answer."""
        return None if self.given.answer is None else Answer(view=self.view, given=self.given.answer)

    @field("The readings to choose among, likeliest first.")
    def choices(self) -> list[Reading]:
        """Give the choices."""
        view = self.view
        return [Reading(view=view, given=reading) for reading in view.counted(self.given.understood.choices)]

    @field("Why there is neither an answer nor a choice.")
    def problem(self) -> AskProblem | None:
        """Tell the problem."""
        problem = self.given.understood.problem
        return None if problem is None else AskProblem(problem.value)

    @field("The matter that was heard, when it is one.")
    def heard_category(self) -> CategoryRef | None:
        """Give the category."""
        key = self.given.understood.heard_category
        category: Any = None if key is None else self.view.category(key)
        return category  # type: ignore[no-any-return]

    @field("The place that was heard, when it is one; `near` when none was named.")
    def heard_place(self) -> PlaceRef | None:
        """Give the place."""
        key = self.given.understood.heard_place
        place: Any = None if key is None else self.view.place(key)
        return place  # type: ignore[no-any-return]

    @field(
        "The moment of the answer: `at`; else the time in the question, when it asks who was or will be responsible; "
        "else now."
    )
    def at(self) -> DateTime:
        """Tell the moment."""
        return self.view.moment(self.given.at)

    @field("Which words led to what, in the order of saying.")
    def explanation(self) -> list[WordsTaken]:
        """Explain."""
        view = self.view
        return [WordsTaken(view=view, given=hint) for hint in view.counted(self.given.understood.hints)]

    @field("Whether it sounds like an emergency. Nothing follows from it: ask again with `urgent` if it is one.")
    def urgent_suggested(self) -> bool:
        """Say whether it sounds urgent."""
        return self.given.understood.urgent_suggested

    @field("The answer in words with the reasons, or a plain sentence for what was not understood.")
    async def text(self, lang: InLang = Lang.ZH) -> str:
        """Tell it in words."""
        view = self.view
        chosen = names.Lang.ZH if lang is None else names.Lang(str(lang.value))
        return await tell_in_words(view.facts, self.given, chosen, view.visibility, now=view.request.now)
