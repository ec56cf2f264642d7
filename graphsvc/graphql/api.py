"""Answering GraphQL requests: from the text of a query to what is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import isawaitable
from types import CoroutineType
from typing import Any, Final, TypeAlias, TypeGuard

from graphql import DocumentNode, ExecutionResult, GraphQLError, execute
from graphql.execution import Executor

from graphsvc.answers.coverage import Surveys
from graphsvc.answers.freshness import Freshness
from graphsvc.answers.listing import History
from graphsvc.answers.responsibility import Desks
from graphsvc.answers.search import Names
from graphsvc.answers.suggestions import Vicinities
from graphsvc.answers.understanding import Vocabulary
from graphsvc.domain.entities import Moment
from graphsvc.domain.examples import Example
from graphsvc.domain.visibility import Visibility
from graphsvc.graphql.documents import document_of
from graphsvc.graphql.errors import Stage, Told, tell_all, told
from graphsvc.graphql.kept import KeptGaps
from graphsvc.graphql.request import Request
from graphsvc.graphql.schema import SCHEMA
from graphsvc.store.port import Store

Clock: TypeAlias = Callable[[], Moment]
"""Tells the moment it is."""

TIME: Final = 20.0
"""Seconds that a request may take."""


@dataclass(slots=True, frozen=True)
class Reply:
    """What is told: `body` is the response of the GraphQL specification.

    `refused`: the request was not executed (or not to an end), so there is no data, not even null. `revision` is the
    one that the answer shows; None when nothing was read.
    """

    body: dict[str, Any]
    refused: bool = False
    codes: tuple[str, ...] = ()
    revision: int | None = None


@dataclass(slots=True)
class Api:
    """Answers GraphQL requests from one store."""

    store: Store
    clock: Clock
    time: float = TIME
    desks: Desks = field(default_factory=Desks)
    names: Names = field(default_factory=Names)
    history: History = field(default_factory=History)
    surveys: Surveys = field(default_factory=Surveys)
    vicinities: Vicinities = field(default_factory=Vicinities)
    kept: KeptGaps = field(default_factory=KeptGaps)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    examples: Sequence[Example] = ()
    fresh: Freshness = field(init=False)

    def __post_init__(self) -> None:
        self.fresh = Freshness(self.store)

    async def answer(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        operation: str | None = None,
        *,
        visibility: Visibility,
        introspection: bool = True,
        at_least: int = 0,
    ) -> Reply:
        """Answer one request, showing a revision of `at_least` that number; what goes wrong is told in the reply."""
        document = document_of(query, introspection=introspection)
        wrong = document.refusal(operation, variables)
        if wrong or document.node is None:
            return _refused(wrong)
        request = Request(
            self.store,
            self.desks,
            self.names,
            self.history,
            self.surveys,
            self.vicinities,
            self.kept,
            visibility,
            self.clock(),
            self.vocabulary,
            document.plans,
            self.examples,
        )
        try:
            async with asyncio.timeout(self.time), request.reading(self.fresh, at_least):
                revision = request.facts.revision
                result = await _execute(document.node, request, variables, operation)
        except TimeoutError:
            words = f"the request took longer than {self.time:g} seconds (limit: time)"
            return _refused([told(words, "LIMIT_EXCEEDED")])
        except Exception as fault:  # noqa: BLE001  (told as a code, whatever it is)
            return _refused(tell_all([GraphQLError("", original_error=fault)], Stage.EXECUTION))
        if not result.errors:
            return Reply({"data": result.data}, revision=revision)
        shown = tell_all(result.errors, Stage.EXECUTION)
        # An error without a path is one of the request: it was not executed.
        if result.data is None and all(error.path is None for error in result.errors):
            return _refused(shown)
        return Reply({"errors": shown, "data": result.data}, codes=_codes(shown), revision=revision)


async def _execute(
    document: DocumentNode, request: Request, variables: Mapping[str, Any] | None, operation: str | None
) -> ExecutionResult:
    result = execute(
        SCHEMA,
        document,
        context_value=request,
        variable_values=dict(variables or {}),
        operation_name=operation,
        executor_class=Executor,  # the plain one: nothing is delivered bit by bit
        is_awaitable=_is_coroutine,
    )
    return await result if isawaitable(result) else result


def _is_coroutine(value: object) -> TypeGuard[Awaitable[Any]]:
    # Resolvers here are plain or `async def`; asking more widely, for each of hundreds of values, takes a tenth longer.
    return type(value) is CoroutineType


def _refused(errors: Sequence[Told]) -> Reply:
    return Reply({"errors": list(errors)}, refused=True, codes=_codes(errors))


def _codes(errors: Sequence[Told]) -> tuple[str, ...]:
    return tuple(error["extensions"]["code"] for error in errors)
