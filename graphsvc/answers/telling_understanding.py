"""A question in words and its answer, told: as sentences, and as a document with the fields of the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphsvc.answers.entities import entities
from graphsvc.answers.naming import names_of
from graphsvc.answers.telling import tell_answer, tell_node
from graphsvc.answers.understanding import Asked
from graphsvc.domain.entities import Duty, Moment
from graphsvc.domain.validity import tell_moment
from graphsvc.domain.visibility import Visibility
from graphsvc.questions.understanding.readings import Understanding
from graphsvc.store.port import FactReader
from graphsvc.wording.answers import Terms, tell_answer_in_words
from graphsvc.wording.names import Lang
from graphsvc.wording.understood import tell_reasons, tell_understanding


async def tell_in_words(reader: FactReader, asked: Asked, lang: Lang, visibility: Visibility, *, now: Moment) -> str:
    """Tell the answer to a question, or what was not understood of it, in sentences with the reasons."""
    understood, answer = asked.understood, asked.answer
    names = await names_of(reader, list(dict.fromkeys(_keys(asked))), visibility)
    if answer is None:
        told = tell_understanding(understood, names, lang)
        return "\n".join((told, *tell_reasons(understood, names, lang)))
    duties = [entry.duty.key for entry in answer.handlers[:1]]
    rows = await entities(reader, duties, visibility)
    terms = {key: Terms(row.respond_within, row.hours, row.fee) for key, row in rows.items() if isinstance(row, Duty)}
    return tell_answer_in_words(understood, answer, names, terms, lang, reader.settings.timezone, now=now)


async def tell_asked(reader: FactReader, asked: Asked, visibility: Visibility, *, now: Moment) -> dict[str, Any]:
    """Write what was understood and answered with the names that belong to its keys."""
    understood = asked.understood
    named = await entities(reader, sorted(_understood_keys(understood)), visibility)
    return {
        "question": asked.question,
        "at": tell_moment(asked.at, reader.settings.timezone),
        "answer": None if asked.answer is None else await tell_answer(reader, asked.answer, visibility),
        "choices": [
            {
                "category": tell_node(reading.category, named),
                "place": tell_node(reading.place, named),
                "confidence": reading.confidence,
            }
            for reading in understood.choices
        ],
        "problem": understood.problem,
        "heardCategory": None if understood.heard_category is None else tell_node(understood.heard_category, named),
        "heardPlace": None if understood.heard_place is None else tell_node(understood.heard_place, named),
        "explanation": [
            {"words": hint.words, "meant": hint.meant.name, "nodes": [tell_node(key, named) for key in hint.keys]}
            for hint in understood.hints
        ],
        "urgentSuggested": understood.urgent_suggested,
        "text": await tell_in_words(reader, asked, Lang.ZH, visibility, now=now),
        "textEn": await tell_in_words(reader, asked, Lang.EN, visibility, now=now),
    }


def _understood_keys(understood: Understanding) -> set[str]:
    keys = {key for hint in understood.hints for key in hint.keys}
    keys |= {key for reading in understood.choices for key in (reading.category, reading.place)}
    keys |= {key for key in (understood.heard_category, understood.heard_place) if key is not None}
    return keys


def _keys(asked: Asked) -> Iterator[str]:
    yield from sorted(_understood_keys(asked.understood))
    answer = asked.answer
    if answer is None:
        return
    yield from (answer.place, answer.category)
    for entry in (*answer.handlers[:1], *answer.first_contacts[:1], *answer.backups[:1]):
        yield entry.post.key if entry.post is not None else entry.unit.key
        yield from (entry.duty.place, entry.duty.category)
        yield from (person.key for person in entry.standing.people[:3])
    for step in answer.ladder.steps[:4]:
        yield step.unit.key
        yield from (person.key for person in step.contacts[:3])
