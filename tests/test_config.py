"""Addresses of stores: what is understood, and that a password is never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.config import Credentials, Engine, StoreAddress, read_credentials, read_store_url
from graphsvc.domain.errors import BadInput


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("memory:", StoreAddress(Engine.MEMORY)),
        ("sqlite:///town.db", StoreAddress(Engine.SQLITE, Path("town.db"))),
        ("neo4j://localhost", StoreAddress(Engine.NEO4J, None, "neo4j://localhost", "neo4j")),
        ("bolt://127.0.0.1:7687/town", StoreAddress(Engine.NEO4J, None, "bolt://127.0.0.1:7687", "town")),
        ("neo4j+s://x.example.org/", StoreAddress(Engine.NEO4J, None, "neo4j+s://x.example.org", "neo4j")),
        ("bolt+ssc://[::1]:7687", StoreAddress(Engine.NEO4J, None, "bolt+ssc://[::1]:7687", "neo4j")),
    ],
)
def test_an_address_names_an_engine_and_a_place(url: str, expected: StoreAddress) -> None:
    assert read_store_url(url) == expected
    assert read_store_url(str(expected)) == expected


@pytest.mark.parametrize(
    "url",
    ["", "town.db", "sqlite://", "neo4j://", "neo4j://me:secret@host", "neo4j://host/a/b", "bolt://host:x", "http://h"],
)
def test_anything_else_is_refused_in_words_that_do_not_repeat_it(url: str) -> None:
    with pytest.raises(BadInput, match="not understood") as refusal:
        read_store_url(url)
    assert "secret" not in refusal.value.message


def test_user_and_password_come_from_the_environment_and_are_not_shown() -> None:
    assert read_credentials({}) == Credentials(None, None)
    found = read_credentials({"GRAPHSVC_NEO4J_PASSWORD": "secret"})
    assert (found.user, found.password) == ("neo4j", "secret")
    assert "secret" not in repr(found)
    assert read_credentials({"GRAPHSVC_NEO4J_USER": "reader"}).user == "reader"
