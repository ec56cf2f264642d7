"""`whoHandles` over HTTP against a bare Starlette route that returns as many bytes."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import orjson
import psutil

from graphsvc.bench.figures import Figure, middle
from graphsvc.bench.towns import Town, open_town, questions

_CONNECTIONS: Final = 8
_REQUESTS: Final = 800
_ROUNDS: Final = 5
_QUESTIONS: Final = 200

_QUERY: Final = """
query Who($category: ID!, $place: ID!) {
  whoHandles(category: $category, place: $place, at: "2025-06-16T10:00") {
    at covered contested place { key } category { key }
    handlers { ...entry } firstContacts { ...entry } backups { ...entry } supervisors { ...entry }
    skipped { duty { key } reason }
    ladder { cyclic steps { unit { key } contacts { key } contactsTotal channel reachable after dueAt } }
  }
}
fragment entry on Assignment {
  duty { key capacity } unit { key } post { key } people { key } peopleTotal channel placeSteps categorySteps open
}
"""


def measure(town: Town) -> Iterator[Figure]:
    """Load both servers in turn over loopback, with the same client, and compare rates and CPU for each request."""
    yield from asyncio.run(_measure(town))


async def _measure(town: Town) -> list[Figure]:
    store = open_town(town)
    drawn = questions(store, _QUESTIONS, seed=4)
    await store.close()
    asked = [_request("/graphql", _body(category, place)) for category, place in drawn]
    rates, costs, own = [], [], []
    with _server("serve", town.file) as (service, port):
        bodies = [await _bodies_of(port, request) for request in asked]
        if any(b'"errors"' in body for body in bodies):
            raise RuntimeError("the service answered with an error")
        usual = sorted(bodies, key=len)[len(bodies) // 2]
        bare_file = town.file.with_name("bare.json")
        bare_file.write_bytes(usual)
        with _server("bare", bare_file) as (bare, bare_port):
            plain = [_request("/graphql", b"{}")]
            await _load(port, service, asked)
            await _load(bare_port, bare, plain)
            for _ in range(_ROUNDS):
                rate, cpu = await _load(port, service, asked)
                bare_rate, bare_cpu = await _load(bare_port, bare, plain)
                rates.append(rate / bare_rate * 100)
                costs.append(bare_cpu / cpu * 100)
                own.append(rate)
    ratio, spread = middle(rates)
    cost, cost_spread = middle(costs)
    return [
        Figure("http", town.nodes, "requests per second, of the bare route's", ratio, "%", spread, "≥ 7"),
        Figure("http", town.nodes, "bare route's CPU for a request, of ours", cost, "%", cost_spread),
        Figure("http", town.nodes, "whoHandles over HTTP", statistics.median(own), "requests/s"),
    ]


@contextmanager
def _server(what: str, path: Path) -> Iterator[tuple[psutil.Process, int]]:
    command = [sys.executable, "-m", "graphsvc.bench.server", what, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  (our own program)
        try:
            assert process.stdout is not None  # noqa: S101  (it was asked for)
            yield psutil.Process(process.pid), int(process.stdout.readline())
        finally:
            process.terminate()


def _body(category: str, place: str) -> bytes:
    return orjson.dumps({"query": _QUERY, "variables": {"category": category, "place": place}})


def _request(path: str, body: bytes) -> bytes:
    head = ("Host: 127.0.0.1", "Content-Type: application/json", f"Content-Length: {len(body)}")
    return "\r\n".join([f"POST {path} HTTP/1.1", *head, "", ""]).encode() + body


async def _bodies_of(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = await _exchange(reader, writer, request)
    writer.close()
    return body


async def _load(port: int, server: psutil.Process, requests: Sequence[bytes]) -> tuple[float, float]:
    """Send a bounded number of requests over a few connections; requests per second, CPU seconds for each."""

    async def caller(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for turn in range(_REQUESTS // _CONNECTIONS):
            await _exchange(reader, writer, requests[(turn * _CONNECTIONS + number) % len(requests)])
        writer.close()

    before, begun = sum(server.cpu_times()[:2]), time.perf_counter()
    await asyncio.gather(*(caller(number) for number in range(_CONNECTIONS)))
    taken = time.perf_counter() - begun
    return _REQUESTS / taken, (sum(server.cpu_times()[:2]) - before) / _REQUESTS


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bytes:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    return await reader.readexactly(int(length.partition(b":")[2]))
