"""Gaps as a document for programs: the same on the command line and over HTTP, in both languages at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from graphsvc.answers.coverage import Surveys, coverage_gaps
from graphsvc.answers.entities import entities
from graphsvc.answers.telling import tell_node
from graphsvc.answers.telling_gaps import tell_gaps
from graphsvc.domain.entities import Moment
from graphsvc.domain.gaps import Gap, GapKind
from graphsvc.domain.validity import tell_moment
from graphsvc.domain.visibility import Visibility
from graphsvc.reports.report import check_size
from graphsvc.store.port import FactReader, Progress


async def load_document(
    reader: FactReader,
    surveys: Surveys,
    *,
    within: str | None,
    at: Moment,
    visibility: Visibility,
    kinds: Sequence[GapKind] | None = None,
    category: str | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Find the gaps of some kinds (None: all) and write them as a document; NotFound names place or category."""
    wanted = [kind for kind in GapKind if kinds is None or kind in kinds]
    found: list[Gap] = []
    for done, kind in enumerate(wanted):
        if progress is not None:
            progress("looking for gaps", done, len(wanted))
        found += await coverage_gaps(
            reader, surveys, kinds=[kind], at=at, within=within, visibility=visibility, category=category
        )
        check_size(len(found))
    if progress is not None:
        progress("looking for gaps", len(wanted), len(wanted))
    asked = [key for key in (within, category) if key is not None]
    named = await entities(reader, asked, visibility) if asked else {}
    return {
        "at": tell_moment(at, reader.settings.timezone),
        "within": None if within is None else tell_node(within, named),
        **({} if category is None else {"category": tell_node(category, named)}),
        "totalCount": len(found),
        "gaps": await tell_gaps(reader, found, visibility),
    }


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Write a document as JSON."""
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
