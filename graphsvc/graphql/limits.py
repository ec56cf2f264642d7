"""The project's own rule on how much a document may ask for: one pass, memoised over fragments.

Strawberry's limiters walk a fragment anew wherever it is spread, so that some hundred bytes of fragments that each
spread the next one twice cost seconds. Here every selection set of the document is looked at once, whatever it is worth
is added up in whole numbers, and a document that is too much is refused before any other rule looks at it.

Cost: every field counts one, times the entries of the lists that it stands in: `first` where the list has pages
(its default when none is given), else LISTED entries. A variable counts as its default here; once its value is
known, the document is measured again (`exceeded` with the variables).
"""

# ruff: noqa: ANN401  (values of the framework)

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from graphql import (
    ASTValidationRule,
    DefinitionNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValidationContext,
    VariableNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
)
from graphql.validation.validate import ValidationAbortedError

MOST_TOKENS: Final = 2_000
"""How many tokens a document may have; the parser counts them."""

MOST_DEPTH: Final = 12
"""How deep fields may stand in one another."""

MOST_INTROSPECTION_DEPTH: Final = 20
"""How deep within `__schema` and `__type`, whose standard query is 15 deep."""

MOST_ALIASES: Final = 30
"""How many aliases an operation may use."""

MOST_ROOT_FIELDS: Final = 30
"""How many fields an operation may have at its root."""

MOST_DIRECTIVES: Final = 50
"""How many directives an operation may use."""

MOST_FIELDS: Final = 5_000
"""How many fields and spreads an operation may have, those in fragments counted wherever they are spread."""

MOST_REPETITION: Final = 100_000
"""The squares of how often each field name is written in a document, added up.

GraphQL's rule on fields that must agree compares those of one name each with each: with a thousand that takes half a
second. Honest documents stay far below: thirty answers with all their fields, written with fragments, come to 1,000.
"""

MOST_COST: Final = 50_000
"""What an operation may cost: the fields of the answer, as estimated."""

LISTED: Final = 3
"""How many entries are counted for a list without pages."""

_PAGE: Final = 20
_MOST_FIRST: Final = 500
_ENDLESS: Final = 10**9  # no sum needs to grow beyond what is refused anyway

Variables: TypeAlias = Mapping[str, Any]


class Measure(NamedTuple):
    """What a selection is worth: all that stands in it, fragments counted wherever they are spread."""

    depth: int = 0
    introspection: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0
    roots: int = 0
    cost: int = 0

    def beside(self, other: Measure) -> Measure:
        """Give the worth of both side by side."""
        depth, introspection, *counts = zip(self, other, strict=True)
        return Measure(max(depth), max(introspection), *(min(sum(count), _ENDLESS) for count in counts))


class Limit(NamedTuple):
    """A limit and what is told when it is exceeded."""

    name: str
    most: int
    words: str


_LIMITS: Final[Mapping[str, Limit]] = {
    "depth": Limit("depth", MOST_DEPTH, "fields stand in one another at most {} deep"),
    "introspection": Limit("depth", MOST_INTROSPECTION_DEPTH, "introspection goes at most {} deep"),
    "aliases": Limit("aliases", MOST_ALIASES, "an operation uses at most {} aliases"),
    "directives": Limit("directives", MOST_DIRECTIVES, "an operation uses at most {} directives"),
    "fields": Limit("fields", MOST_FIELDS, "an operation has at most {} fields and spreads"),
    "repetition": Limit("repetition", MOST_REPETITION, "a document names the same fields too often; use fragments"),
    "roots": Limit("root fields", MOST_ROOT_FIELDS, "an operation has at most {} fields at its root"),
    "cost": Limit("cost", MOST_COST, "an answer has at most some {} fields; ask for fewer entries (`first`)"),
}


class Meter:
    """Measures the selections of one document, each fragment once."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Variables | None = None) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._measured: dict[str, Measure | None] = {}
        self._defaults: dict[str, Any] = {}
        self.steps = 0
        """How many selections were looked at: never more than the document has."""
        self.names: Counter[str] = Counter()
        """How often each field is written."""

    def operation(self, operation: OperationDefinitionNode) -> Measure:
        """Measure an operation."""
        defaults = {
            definition.variable.name.value: definition.default_value
            for definition in operation.variable_definitions or ()
        }
        if defaults != self._defaults:
            # A fragment may be worth more in this operation than in the one before.
            self._measured.clear()
            self._defaults = defaults
        root = self._schema.get_root_type(operation.operation)
        own = Measure(directives=len(operation.directives or ()))
        return own.beside(self._selection(operation.selection_set, root))

    def _selection(self, selection: SelectionSetNode, type_: GraphQLNamedType | None) -> Measure:
        total = Measure()
        for part in selection.selections:
            self.steps += 1
            total = total.beside(self._part(part, type_))
        return total

    def _part(self, part: SelectionNode, type_: GraphQLNamedType | None) -> Measure:
        own = Measure(directives=len(part.directives or ()))
        if isinstance(part, FieldNode):
            return own.beside(self._field(part, type_))
        if isinstance(part, FragmentSpreadNode):
            return own._replace(fields=1).beside(self.fragment(part.name.value))
        if isinstance(part, InlineFragmentNode):
            condition = part.type_condition
            inner = self._schema.get_type(condition.name.value) if condition else type_
            return own.beside(self._selection(part.selection_set, inner))
        return own

    def fragment(self, name: str) -> Measure:
        """Measure a fragment."""
        fragment = self._fragments.get(name)
        if fragment is None:
            return Measure()
        if name not in self._measured:
            # Meant for fragments in circles: they are worth nothing here, another rule refuses them.
            self._measured[name] = None
            type_ = self._schema.get_type(fragment.type_condition.name.value)
            own = Measure(directives=len(fragment.directives or ()))
            self._measured[name] = own.beside(self._selection(fragment.selection_set, type_))
        return self._measured[name] or Measure()

    def _field(self, field: FieldNode, type_: GraphQLNamedType | None) -> Measure:
        name = field.name.value
        self.names[field.alias.value if field.alias else name] += 1
        introspection = name in {"__schema", "__type"}
        definition = None
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            definition = (
                self._schema.get_field(type_, name) if isinstance(type_, GraphQLObjectType) else type_.fields.get(name)
            )
        inside = Measure()
        entries = 1
        if field.selection_set is not None:
            inside = self._selection(field.selection_set, get_named_type(definition.type) if definition else None)
            entries = self._entries(field, definition)
        depth = 1 + inside.depth
        return Measure(
            depth=0 if introspection else depth,
            introspection=depth if introspection else inside.introspection and inside.introspection + 1,
            aliases=inside.aliases + (field.alias is not None),
            directives=inside.directives,
            fields=inside.fields + 1,
            roots=1,
            # The schema describes itself from memory: there is no list of ours in it.
            cost=min(1 + (0 if introspection else entries * inside.cost), _ENDLESS),
        )

    def _entries(self, field: FieldNode, definition: Any) -> int:
        if definition is None:
            return 1
        pages = definition.args.get("first")
        if pages is not None:
            given = next((argument.value for argument in field.arguments or () if argument.name.value == "first"), None)
            return self._number(given, pages.default_value)
        listed = definition.type.of_type if is_non_null_type(definition.type) else definition.type
        # The edges of a connection are those that `first` has counted.
        return LISTED if is_list_type(listed) and field.name.value != "edges" else 1

    def _number(self, given: Any, default: Any) -> int:
        usual = default if isinstance(default, int) else _PAGE
        if isinstance(given, VariableNode):
            name = given.name.value
            if self._variables is not None and name in self._variables:
                told = self._variables[name]
                return min(max(told, 1), _MOST_FIRST) if isinstance(told, int) else usual
            given = self._defaults.get(name)
        if isinstance(given, IntValueNode) and len(given.value) <= 6:
            # More than may be asked for is refused by the list itself, in its own words.
            return min(max(int(given.value), 1), _MOST_FIRST)
        return usual


def exceeded(
    schema: GraphQLSchema, document: DocumentNode, variables: Variables | None = None
) -> tuple[Limit, DefinitionNode] | None:
    """Give the first limit that the document exceeds, and which part of it; None when all are kept."""
    meter = Meter(schema, document, variables)
    for part in document.definitions:
        if isinstance(part, OperationDefinitionNode):
            measure = meter.operation(part)
            for name in Measure._fields:
                if getattr(measure, name) > _LIMITS[name].most:
                    return _LIMITS[name], part
        elif isinstance(part, FragmentDefinitionNode):
            # One that nothing refers to has to be validated as well.
            meter.fragment(part.name.value)
    repetition = _LIMITS["repetition"]
    repeated = sum(count * count for count in meter.names.values())
    return (repetition, document.definitions[0]) if repeated > repetition.most else None


def limit_error(limit: Limit, where: DefinitionNode | None = None) -> GraphQLError:
    """Give the error that tells of a limit."""
    words = limit.words.format(f"{limit.most:,}")
    return GraphQLError(f"{words} (limit: {limit.name})", where, extensions={"code": "LIMIT_EXCEEDED"})


def has_counted_variables(document: DocumentNode) -> bool:
    """Say whether the document has variables that may tell how many entries are asked for."""
    return any(
        "Int" in _type_name(definition)
        for operation in document.definitions
        if isinstance(operation, OperationDefinitionNode)
        for definition in operation.variable_definitions or ()
    )


def _type_name(definition: Any) -> str:
    type_ = definition.type
    while not hasattr(type_, "name"):
        type_ = type_.type
    name: str = type_.name.value
    return name


class LimitsRule(ASTValidationRule):
    """Refuses a document that exceeds a limit, before any other rule looks at it."""

    context: ValidationContext

    def enter_document(self, node: DocumentNode, *_args: Any) -> None:
        """Measure the document."""
        found = exceeded(self.context.schema, node)
        if found is not None:
            self.report_error(limit_error(*found))
            raise ValidationAbortedError("a limit is exceeded")
