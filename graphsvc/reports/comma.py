"""Gaps as CSV, for any spreadsheet: a row for each, in both languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, Final

NAMED: Final = ("place", "category", "unit", "post", "person", "duty")
"""The nodes that a gap may name."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_text(document: Mapping[str, Any]) -> str:
    """Write the gaps of a document as CSV, a row for each; what looks like a formula is neutralised."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = [column for part in NAMED for column in (part, f"{part}_name", f"{part}_name_en")]
    # Duties have no names, persons one.
    columns = [one for one in columns if one not in {"duty_name", "duty_name_en", "person_name_en"}]
    writer.writerow(["kind", *columns, "cells", "households", "wanted", "since", "message", "message_en"])
    for gap in document["gaps"]:
        cells: dict[str, object] = {}
        for part in NAMED:
            node = gap[part] or {}
            cells[part] = node.get("key")
            cells[f"{part}_name"], cells[f"{part}_name_en"] = names_of_node(node)
        row = [gap["kind"], *(cells[column] for column in columns)]
        row += [gap["cells"], gap["households"], gap["wanted"], gap["since"], gap["message"], gap["messageEn"]]
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def csv_file(document: Mapping[str, Any]) -> bytes:
    """Write the gaps as a CSV file: a spreadsheet takes it for Unicode only when it begins with this mark."""
    return csv_text(document).encode("utf-8-sig")


def names_of_node(node: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Give what a node of a document is called, as it is named and in English."""
    return node.get("name") or node.get("title"), node.get("nameEn") or node.get("titleEn")


def _harmless(cell: object) -> object:
    # A name is anybody's text, and a spreadsheet runs what looks like a formula.
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
