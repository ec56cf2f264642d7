"""A matrix as a document: the fields of the API's `CoverageMatrix` with keys and names, for commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphsvc.answers.entities import entities
from graphsvc.answers.telling import tell_node
from graphsvc.domain.matrix import Matrix, MatrixCell
from graphsvc.domain.visibility import Visibility
from graphsvc.store.port import FactReader


async def tell_matrix(reader: FactReader, found: Matrix, visibility: Visibility) -> dict[str, Any]:
    """Write a matrix."""
    keys = {*found.columns, *(row.place for row in found.rows), *([] if found.within is None else [found.within])}
    named = await entities(reader, sorted(keys), visibility)
    return {
        "within": None if found.within is None else tell_node(found.within, named),
        "columns": [tell_node(key, named) for key in found.columns],
        "rowCount": len(found.rows),
        "rows": [
            {
                "place": tell_node(row.place, named),
                "households": row.households,
                "isOwn": row.is_own,
                "hasChildren": row.has_children,
                "cells": _cells(row.cells),
            }
            for row in found.rows
        ],
        "total": _cells(found.total),
    }


def _cells(cells: Sequence[MatrixCell]) -> list[dict[str, int | bool]]:
    return [
        {
            "demanded": cell.demanded,
            "covered": cell.covered,
            "singlePoints": cell.single_points,
            "contested": cell.contested,
            "endingSoon": cell.ending_soon,
            "agents": cell.agents,
            "inherited": cell.inherited,
        }
        for cell in cells
    ]
