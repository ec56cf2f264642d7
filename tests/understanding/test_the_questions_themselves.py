"""The questions of our own: written before any recogniser, sound in themselves, and every tag among them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from graphsvc.cli import run
from tests.support.asking_words import MORE_QUESTIONS
from tests.support.understanding import (
    TAGS,
    Nothing,
    OneAnswer,
    Problem,
    Question,
    Reading,
    SomeChoices,
    read_questions,
)

HERE = Path(__file__).parent
SEED = HERE.parents[1] / "seed"
WORLDS = {"tower": SEED / "B", "district": SEED / "C", "harbour": HERE / "worlds" / "harbour"}
WIDE = {"city", "district", "subdistrict", "community", "grid"}
TRADITIONAL = "樓號單這園錦電樹壓貴請問誰應歸麼怎專會從東扔雜"


class World(NamedTuple):
    """What there is to speak of."""

    kinds: dict[str, str]
    parents: dict[str, str]
    categories: set[str]
    inner_categories: set[str]


@cache
def world(name: str) -> World:
    def rows(table: str) -> list[dict[str, str]]:
        with (WORLDS[name] / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    places, categories = rows("places"), rows("categories")
    return World(
        {row["key"]: row["kind"] for row in places},
        {row["key"]: row["parent"] for row in places},
        {row["key"] for row in categories},
        {row["parent"] for row in categories} - {""},
    )


@cache
def questions(name: str) -> list[Question]:
    return read_questions(HERE / "questions" / f"{name}.jsonl")


EVERY = [pytest.param(name, each, id=each.id) for name in WORLDS for each in questions(name)]


def readings(question: Question) -> Iterator[Reading]:
    """The pairs of category and place that are expected."""
    match question.expect:
        case OneAnswer(reading):
            yield reading
        case SomeChoices(several):
            yield from several


def lineage(name: str, place: str) -> Iterator[str]:
    """The place and all around it."""
    while place:
        yield place
        place = world(name).parents[place]


def expected_places(question: Question) -> set[str]:
    """Every place that is expected, heard without a matter or answered."""
    told = {reading.place for reading in readings(question)}
    if isinstance(question.expect, Nothing) and question.expect.place is not None:
        told.add(question.expect.place)
    return told


def test_there_are_enough_of_them_and_no_two_bear_the_same_id_or_text() -> None:
    everything = [question for name in WORLDS for question in questions(name)]
    assert len(everything) >= 100
    assert [each for each, count in Counter(question.id for question in everything).items() if count > 1] == []
    assert [each for each, count in Counter(question.text for question in everything).items() if count > 1] == []


def test_every_tag_is_agreed_and_occurs_at_least_twice() -> None:
    counts = Counter(tag for name in WORLDS for question in questions(name) for tag in question.tags)
    assert counts.keys() == TAGS.keys()
    assert [tag for tag, count in counts.items() if count < 2] == []


def test_half_of_the_harbour_speaks_english() -> None:
    spoken = ["english" in question.tags for question in questions("harbour")]
    assert sum(spoken) * 2 >= len(spoken)


def test_every_folder_of_questions_has_its_world() -> None:
    found = {path.stem for path in (HERE / "questions").glob("*.jsonl")}
    assert found == {*WORLDS, *(f"{name}-more" for name in MORE_QUESTIONS)}


@pytest.mark.parametrize("name", WORLDS)
def test_the_worlds_are_sound_bundles(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(WORLDS[name])]) == 0, capsys.readouterr()


@pytest.mark.parametrize(("name", "question"), EVERY)
def test_every_key_in_an_expectation_is_a_place_or_a_category_of_its_world(name: str, question: Question) -> None:
    there = world(name)
    assert question.near is None or question.near in there.kinds
    assert expected_places(question) <= there.kinds.keys()
    categories = {reading.category for reading in readings(question)}
    if isinstance(question.expect, Nothing) and question.expect.category is not None:
        categories.add(question.expect.category)
    assert categories <= there.categories


@pytest.mark.parametrize(("name", "question"), EVERY)
def test_the_tags_are_true_of_the_question(name: str, question: Question) -> None:
    there, tags, expect = world(name), set(question.tags), question.expect
    problem = expect.problem if isinstance(expect, Nothing) else None
    kinds = {there.kinds[place] for place in expected_places(question)}
    categories = {reading.category for reading in readings(question)}
    assert tags, "a question without a tag counts under none"
    assert len(tags) == len(question.tags)
    assert ("unknown_place" in tags) == (problem is Problem.UNKNOWN_PLACE)
    assert ("no_matter" in tags) == (problem is Problem.NO_MATTER)
    assert ("no_place" in tags) == (problem is Problem.NO_PLACE)
    assert ("household" in tags) == (kinds == {"household"})
    assert ("facility" in tags) == (kinds == {"facility"})
    assert ("wide" in tags) == (bool(kinds) and kinds <= WIDE)
    assert ("general" in tags) == bool(categories & there.inner_categories)
    assert ("long" in tags) == (4_900 <= len(question.text) <= 5_000)
    assert ({"ambiguous", "two_matters"} & tags != set()) == isinstance(expect, SomeChoices)
    assert ("fullwidth" in tags) == bool(re.search("[０-９Ａ-Ｚａ-ｚ]", question.text))
    assert ("emoji" in tags) == bool(re.search("[\U0001f300-\U0001faff]", question.text))
    assert ("traditional" in tags) <= any(letter in question.text for letter in TRADITIONAL)
    assert ("english" in tags) <= question.text.isascii() or "emoji" in tags
    assert ("mixed" in tags) <= bool(re.search("[一-鿿]", question.text) and re.search("[A-Za-z]{4}", question.text))


@pytest.mark.parametrize(("name", "question"), EVERY)
def test_who_asks_within_a_place_means_a_place_there_or_says_another(name: str, question: Question) -> None:
    """`near` fills what is not said, so it lies on the lineage of what is expected, unless the tag says otherwise."""
    if question.near is None:
        assert "near" not in question.tags
        return
    if "elsewhere" in question.tags:
        assert all(question.near not in lineage(name, place) for place in expected_places(question))
        return
    assert all(question.near in lineage(name, place) for place in expected_places(question))
