"""What the keys of gaps are called, so that a reader who does not know the town knows which one is meant.

A place below a compound is named with what it stands in (there is a Building 3 in each compound), a post with its
unit, a duty with its matter and who holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graphsvc.answers.entities import entities
from graphsvc.domain.entities import Category, Duty, Entity, Person, Place, Post, Unit
from graphsvc.domain.gaps import Gap
from graphsvc.domain.kinds import PLACE_RANK, PlaceKind
from graphsvc.domain.visibility import Visibility
from graphsvc.store.port import FactReader
from graphsvc.wording.names import Called

_WELL_KNOWN: Final = PLACE_RANK[PlaceKind.COMPOUND]


def keys_of(gaps: Iterable[Gap]) -> list[str]:
    """Give the keys that gaps name, each once."""
    found: dict[str, None] = {}
    for gap in gaps:
        named = (gap.place, gap.category, gap.unit, gap.post, gap.person, gap.duty)
        found.update((key, None) for key in named if key is not None)
    return list(found)


async def names_of(reader: FactReader, keys: Sequence[str], visibility: Visibility) -> dict[str, Called]:
    """Give what these keys are called; persons who may not be seen have no name."""
    rows = dict(await entities(reader, keys, visibility))
    duties = [row for row in rows.values() if isinstance(row, Duty)]
    if duties:
        rows |= await _more(reader, rows, [key for row in duties for key in (row.holder, row.category)], visibility)
    posts = [row.unit for row in rows.values() if isinstance(row, Post)]
    small = [row.key for row in rows.values() if isinstance(row, Place) and PLACE_RANK[row.kind] > _WELL_KNOWN]
    lineages = await reader.lineages(small) if small else {}
    above = [key for lineage in lineages.values() for key in lineage]
    rows |= await _more(reader, rows, [*posts, *above], visibility)
    return {key: _called(row, rows, lineages) for key in keys if (row := rows.get(key)) is not None}


async def _more(
    reader: FactReader, known: Mapping[str, Entity], keys: Iterable[str], visibility: Visibility
) -> dict[str, Entity]:
    missing = sorted({key for key in keys if key not in known})
    return dict(await entities(reader, missing, visibility)) if missing else {}


def _called(row: Entity, rows: Mapping[str, Entity], lineages: Mapping[str, Sequence[str]]) -> Called:
    match row:
        case Place():
            return _place(row, rows, lineages.get(row.key, ()))
        case Post():
            unit = rows.get(row.unit)
            return (
                _joined([unit.name, row.title], [row.title_en, unit.name_en]) if isinstance(unit, Unit) else _own(row)
            )
        case Duty():
            holder, category = rows.get(row.holder), rows.get(row.category)
            who = _called(holder, rows, lineages) if holder is not None else Called(row.key)
            what = _own(category) if category is not None else Called(row.category)
            return Called(f"{what.name}，{who.name}", f"{what.name_en or what.name}, {who.name_en or who.name}")
        case _:
            return _own(row)


def _place(place: Place, rows: Mapping[str, Entity], lineage: Sequence[str]) -> Called:
    """Name a place with what it stands in, up to the compound, or to what is larger when there is none."""
    names, names_en = [place.name], [place.name_en or place.name]
    for key in lineage[1:]:
        above = rows.get(key)
        if not isinstance(above, Place):
            break
        # Some names say already where the place is.
        if not names[0].startswith(above.name):
            names.insert(0, above.name)
            names_en.append(above.name_en or above.name)
        if PLACE_RANK[above.kind] <= _WELL_KNOWN:
            break
    return Called("".join(names), ", ".join(names_en))


def _joined(names: Sequence[str], names_en: Sequence[str | None]) -> Called:
    unit, title = names
    title_en, unit_en = names_en
    return Called(title if title.startswith(unit) else f"{unit}{title}", f"{title_en or title}, {unit_en or unit}")


def _own(row: Entity) -> Called:
    match row:
        case Place() | Category() | Unit():
            return Called(row.name, row.name_en)
        case Post():
            return Called(row.title, row.title_en)
        case Person():
            return Called(row.name)
        case _:
            return Called(row.key)
