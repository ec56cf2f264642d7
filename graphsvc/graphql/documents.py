"""Documents: parsed, held to the limits and validated once, then kept.

A client asks the same few documents over and over with other variables; parsing and validating one costs many times
what its execution does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    OperationDefinitionNode,
    ValuesOfCorrectTypeRule,
    parse,
    specified_rules,
    validate,
)
from graphql.validation import NoSchemaIntrospectionCustomRule

from graphsvc.graphql.errors import Stage, Told, tell_all, told
from graphsvc.graphql.foresight import Plans
from graphsvc.graphql.limits import MOST_TOKENS, LimitsRule, exceeded, has_counted_variables, limit_error
from graphsvc.graphql.schema import SCHEMA

KEPT: Final = 256
"""How many documents are kept."""

LONGEST_KEPT: Final = 8 * 1024
"""How many characters a document may have to be kept: what is larger is not worth the memory."""


class ValuesRule(ValuesOfCorrectTypeRule):
    """The rule on values, which tells a wrong value by the same code whether it is in the document or in a variable."""

    def report_error(self, error: GraphQLError) -> None:
        """Tell of a wrong value."""
        error.extensions = {"code": Stage.EXECUTION.value}
        super().report_error(error)


# The limits come first, and end it all when one is exceeded.
RULES: Final[tuple[type[ASTValidationRule], ...]] = (
    LimitsRule,
    *(ValuesRule if rule is ValuesOfCorrectTypeRule else rule for rule in specified_rules),
)
RULES_WITHOUT_INTROSPECTION: Final = (*RULES, NoSchemaIntrospectionCustomRule)


class Document(NamedTuple):
    """A document that can be executed, or what is wrong with it."""

    node: DocumentNode | None
    wrong: tuple[Told, ...]
    operations: Sequence[str]
    counted: bool
    """Whether variables may tell how many entries are asked for."""
    plans: Plans
    """What was foreseen of its answers."""

    def refusal(self, operation: str | None, variables: Mapping[str, Any] | None) -> tuple[Told, ...]:
        """Say what is wrong with executing an operation of it; nothing when that can be done."""
        if self.wrong or self.node is None:
            return self.wrong
        if operation is None:
            if len(self.operations) != 1:
                return _bad("name in `operationName` which one of the query's operations is to be answered")
        elif operation not in self.operations:
            return _bad("`operationName` names no operation of the query")
        if self.counted and variables:
            limit = exceeded(SCHEMA, self.node, variables)
            if limit is not None:
                return tuple(tell_all([limit_error(*limit)], Stage.VALIDATION))
        return ()


def document_of(text: str, *, introspection: bool) -> Document:
    """Parse and validate a document, or take it as it was kept."""
    return (prepared if len(text) <= LONGEST_KEPT else _prepare)(text, introspection)


def _prepare(text: str, introspection: bool) -> Document:
    try:
        node = parse(text, max_tokens=MOST_TOKENS)
    except GraphQLError as error:
        return Document(None, tuple(tell_all([error], Stage.PARSING)), (), counted=False, plans={})
    errors = validate(SCHEMA, node, RULES if introspection else RULES_WITHOUT_INTROSPECTION)
    if errors:
        return Document(None, tuple(tell_all(errors, Stage.VALIDATION)), (), counted=False, plans={})
    operations = [part for part in node.definitions if isinstance(part, OperationDefinitionNode)]
    names = [part.name.value if part.name else "" for part in operations]
    return Document(node, (), names, has_counted_variables(node), {})


prepared = lru_cache(maxsize=KEPT)(_prepare)
"""Kept by text; it counts its hits."""


def _bad(message: str) -> tuple[Told, ...]:
    return (told(message, Stage.EXECUTION.value),)
