"""The service as a process of its own, as people start it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpx

from tests.support.neo4j_server import free_port

STARTING: Final = 90.0  # seconds; a shared machine may need long for it


@contextmanager
def running(*command: str) -> Iterator[str]:
    """Runs `graphsvc COMMAND` at a free port until the block ends; gives its address once it answers."""
    port = free_port()
    arguments = [sys.executable, "-m", "graphsvc", *command, "--port", str(port), "--json"]
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            until = time.monotonic() + STARTING
            while not _answers(address):
                assert process.poll() is None, f"{command} ended with {process.returncode}"
                assert time.monotonic() < until, f"{command} does not answer"
                time.sleep(0.05)  # there is nothing to wait upon but its port
            yield address
        finally:
            process.terminate()


def ask(address: str, question: str, **variables: object) -> Any:  # noqa: ANN401  (answers are JSON)
    """Asks the running service a question; gives the data of its answer."""
    answer = httpx.post(f"{address}/graphql", json={"query": question, "variables": variables}, timeout=30).json()
    assert "errors" not in answer, answer["errors"]
    return answer["data"]


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
