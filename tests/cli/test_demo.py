"""The demo: what it prints, and what its first page has to offer."""

from __future__ import annotations

import asyncio
import json
import socket
from typing import Any

import httpx
import pytest
import uvicorn

from graphsvc.cli import run
from graphsvc.seeding.questions import QUESTIONS

QUERY = """
query ($lang: Lang!) { examples { question(lang: $lang) near { key } at urgent } }
"""
ASK = """
query ($question: String!, $near: ID, $at: DateTime, $urgent: Boolean!) {
  ask(question: $question, near: $near, at: $at, urgent: $urgent) {
    answer { covered ladder { steps { unit { key } } } }
  }
}
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


async def offered(app: Any) -> list[tuple[str, bool]]:  # noqa: ANN401  (uvicorn types it so)
    """Ask every example of the first page in both languages; each must be understood."""
    asked: list[tuple[str, bool]] = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        for lang in ("ZH", "EN"):
            reply = await client.post("/graphql", json={"query": QUERY, "variables": {"lang": lang}})
            for example in reply.json()["data"]["examples"]:
                near = example["near"] and example["near"]["key"]
                reply = await client.post("/graphql", json={"query": ASK, "variables": {**example, "near": near}})
                answer = reply.json()["data"]["ask"]["answer"]
                assert answer is not None, example
                assert answer["ladder"]["steps"], example
                asked.append((example["question"], answer["covered"]))
    return asked


@pytest.mark.parametrize("world", ["A", "B", "C", "D"])
def test_the_demo_offers_questions_of_its_worlds_that_are_understood(
    world: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, bool]] = []

    def serve(server: uvicorn.Server, sockets: list[socket.socket]) -> None:
        """In place of waiting for callers: ask, then end."""
        try:
            asked.extend(asyncio.run(offered(server.config.app)))
        finally:
            for listening in sockets:
                listening.close()

    monkeypatch.setattr(uvicorn.Server, "run", serve)
    assert run(["demo", "--world", world, "--port", str(free_port())]) == 0
    told = capsys.readouterr().out
    examples = [question.example for question in QUESTIONS if question.world == world]
    assert [question for question, _ in asked] == [each.zh for each in examples] + [each.en for each in examples]
    for example in examples:
        assert example.zh in told
        assert example.en in told
    if world == "C":
        assert {covered for _, covered in asked} == {True, False}, "one of them shows a gap"


def test_the_address_is_told_to_programs_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(uvicorn.Server, "run", lambda _server, sockets: [each.close() for each in sockets])
    port = free_port()
    assert run(["demo", "--world", "B", "--port", str(port), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["address"] == f"http://127.0.0.1:{port}/"
