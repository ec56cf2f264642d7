"""Questions to start with: those that whoever runs the service offers, in both languages."""

from __future__ import annotations

import pytest

from graphsvc.domain.examples import Example
from graphsvc.graphql import Api
from graphsvc.store.port import Store
from tests.graphql.asking import Asker
from tests.graphql.town import NOW

pytestmark = pytest.mark.anyio

QUERY = "{ examples { zh: question en: question(lang: EN) near { key } at urgent } }"


async def test_without_any_there_are_none(asker: Asker) -> None:
    assert (await asker.data(QUERY))["examples"] == []


async def test_examples_are_told_as_they_are_offered_and_can_be_asked(town: Store) -> None:
    place = (await Asker(town).data("{ places(first: 1) { edges { node { key } } } }"))["places"]["edges"][0]["node"]
    offered = (
        Example("下水道堵了找谁？", "The sewer is blocked", near=place["key"]),
        Example("急！", "Urgent!", at="2026-11-22T03:00", urgent=True),
        Example("那里呢？", "And there?", near="nowhere"),
    )
    asker = Asker(town, api=Api(town, lambda: NOW, examples=offered))
    first, second, third = (await asker.data(QUERY))["examples"]
    assert first == {
        "zh": "下水道堵了找谁？",
        "en": "The sewer is blocked",
        "near": place,
        "at": None,
        "urgent": False,
    }
    assert (second["at"], second["urgent"], second["near"]) == ("2026-11-22T03:00:00+08:00", True, None)
    assert third["near"] is None, "a place that is not in this store is not told"
    asked = "query ($q: String!, $near: ID) { ask(question: $q, near: $near) { question } }"
    assert (await asker.data(asked, q=first["zh"], near=first["near"]["key"]))["ask"]["question"] == first["zh"]
