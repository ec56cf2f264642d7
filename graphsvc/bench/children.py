"""Measuring in a process of its own, so that memory and CPU time are those of the one thing measured."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Measured(NamedTuple):
    """What a child process found, and what it used: seconds of CPU, peak resident bytes."""

    facts: dict[str, float]
    cpu: float
    peak: int


def in_child(what: str, *paths: Path) -> Measured:
    """Run one of `graphsvc.bench.child`'s tasks in a new process; a fault in it is a fault here."""
    command = [sys.executable, "-m", "graphsvc.bench.child", what, *map(str, paths)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (our own program)
    if ended.returncode:
        raise RuntimeError(f"the benchmark's child process failed: {ended.stderr[-2000:]}")
    found = json.loads(ended.stdout)
    return Measured(found["facts"], found["cpu"], found["peak"])
