"""The coverage matrix: places against categories, as a screen or a sheet shows it (docs/rules.md, section 3)."""

from __future__ import annotations

from typing import NamedTuple


class MatrixCell(NamedTuple):
    """What holds for the demanded cells of one row under one column. All numbers but `agents` count such cells."""

    demanded: int
    covered: int
    single_points: int
    """Covered, by one agent alone."""
    contested: int
    ending_soon: int
    """Covered at the moment, and not at the policy's horizon."""
    agents: int
    """The fewest agents that any of them has: 0, 1 or 2 (two or more); 0 when nothing is demanded."""
    inherited: bool
    """Something is covered, and all that is covered is handled from above the row's place alone."""


class MatrixRow(NamedTuple):
    """One place (a child of the place that was asked for), and a cell for each column."""

    place: str
    households: int
    """Of its topmost demanding places."""
    is_own: bool
    """It stands for what the asked place itself demands, not for what stands in it."""
    has_children: bool
    """There is more to see below it."""
    cells: tuple[MatrixCell, ...]


class Matrix(NamedTuple):
    """Rows by households, largest first, then by key; the columns part the demanded leaves among them."""

    within: str | None
    columns: tuple[str, ...]
    """Categories, by key."""
    rows: tuple[MatrixRow, ...]
    total: tuple[MatrixCell, ...]
    """What holds for all rows together, by column."""
