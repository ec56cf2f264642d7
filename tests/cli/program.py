"""The command line as tests call it: what a command did, on which store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graphsvc.cli import run


class Said(NamedTuple):
    """What a command did: its exit code and both outputs."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:  # noqa: ANN401  (JSON)
        return json.loads(self.out)


class Program:
    """The command line, called as from a shell; `always` follows what is said in each call."""

    def __init__(self, capture: pytest.CaptureFixture[str], *always: str) -> None:
        self._capture = capture
        self._always = always

    def __call__(self, *arguments: str | Path) -> Said:
        self._capture.readouterr()
        code = run([*map(str, arguments), *self._always])
        out, err = self._capture.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)
