"""CoverageMatrix: places against categories, with how much of each is covered."""

from __future__ import annotations

from typing import Annotated

import strawberry

from graphsvc.domain import matrix
from graphsvc.graphql.cursors import checked_first
from graphsvc.graphql.fields import field
from graphsvc.graphql.refs import CategoryRef, PlaceRef
from graphsvc.graphql.types.gap import tellable
from graphsvc.graphql.view import View

FirstRows = Annotated[
    int | None, strawberry.argument(description="How many rows at most, those with most households first: 1 to 500.")
]


@strawberry.type(
    description="What holds for the demanded cells of one row (or of all) under one column. A cell is a place and a "
    "leaf category that somebody is to handle there; all numbers but `agents` count them."
)
class CoverageCell:
    """The numbers of a row and a column."""

    demanded: int = strawberry.field(description="How many cells somebody is to handle.")
    covered: int = strawberry.field(description="How many of them somebody handles; the others are UNHANDLED.")
    single_points: int = strawberry.field(description="How many of the covered ones hang on one agent: SINGLE_POINT.")
    contested: int = strawberry.field(description="How many have several units equally in charge: CONTESTED.")
    ending_soon: int = strawberry.field(
        description="How many are covered at the moment and not at the policy's horizon: ENDING_SOON."
    )
    agents: int = strawberry.field(
        description="The fewest agents of any cell: 0, 1 or 2 (two or more). Who backs up is an agent too, so that a "
        "cell which nobody handles may have some. 0 when nothing is demanded."
    )
    inherited: bool = strawberry.field(
        description="Something is covered, and all that is covered is handled from above the row's place alone. For "
        "the total: that holds for every row."
    )


@strawberry.type(description="A place that somebody is to handle something in, with a cell for each column.")
class CoverageRow:
    """A row."""

    view: strawberry.Private[View]
    given: strawberry.Private[matrix.MatrixRow]

    @field("The place.")
    def place(self) -> PlaceRef:
        """Give the place."""
        return self.view.place(self.given.place)

    @field("The households of its topmost places in which somebody is to handle something.")
    def households(self) -> int:
        """Count the households."""
        return tellable(self.given.households)

    @field("True for the place asked about itself: what is to be handled at it, not in what stands in it.")
    def is_own(self) -> bool:
        """Say whether it stands for the place itself."""
        return self.given.is_own

    @field("Whether there is more to see below: `coverage(within:)` of its place has rows of what stands in it.")
    def has_children(self) -> bool:
        """Say whether there is more below."""
        return self.given.has_children

    @field("A cell for each column, in the order of `columns`.")
    def cells(self) -> list[CoverageCell]:
        """Give the cells."""
        return _cells(self.view, self.given.cells)


@strawberry.type(
    description="How a place is covered: rows are the places directly in it and, when something is to be handled at "
    "the place itself, the place itself; columns are categories that have no matter in common. What nobody is to "
    "handle has no row and no column."
)
class CoverageMatrix:
    """A matrix."""

    view: strawberry.Private[View]
    given: strawberry.Private[matrix.Matrix]

    @field("The place whose children are the rows; null when the rows are the largest places.")
    def within(self) -> PlaceRef | None:
        """Give the place."""
        return None if self.given.within is None else self.view.place(self.given.within)

    @field("The categories, by key.")
    def columns(self) -> list[CategoryRef]:
        """Give the columns."""
        return [self.view.category(key) for key in self.view.counted(self.given.columns)]

    @field("The rows, those with most households first, then by key.")
    def rows(self, first: FirstRows = 100) -> list[CoverageRow]:
        """Give the first rows."""
        rows = self.view.counted(self.given.rows[: checked_first(first)])
        return [CoverageRow(view=self.view, given=row) for row in rows]

    @field("How many rows there are altogether.")
    def row_count(self) -> int:
        """Count the rows."""
        return len(self.given.rows)

    @field("What holds for all rows together, those that are not shown too: a cell for each column.")
    def total(self) -> list[CoverageCell]:
        """Give the total."""
        return _cells(self.view, self.given.total)


def _cells(view: View, cells: tuple[matrix.MatrixCell, ...]) -> list[CoverageCell]:
    return [
        CoverageCell(
            demanded=tellable(cell.demanded),
            covered=cell.covered,
            single_points=cell.single_points,
            contested=cell.contested,
            ending_soon=cell.ending_soon,
            agents=cell.agents,
            inherited=cell.inherited,
        )
        for cell in view.counted(cells)
    ]
