"""Parts that a machine may lack, the built pages among them, and what a test says that cannot do without one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NoReturn

import pytest

import hatch_build

HOUSE: Final = Path(__file__).parent.parent.parent
ON_CI: Final = os.environ.get("CI") == "true"
"""Whether everything must be there: what is missing is a failure then, not a skip."""


def require_pages() -> None:
    """Skips, or fails where everything must be there, when the pages are not built from their present sources."""
    stale = [page for page in hatch_build.PAGES if not hatch_build.is_current(HOUSE / page)]
    if stale:
        go_without(f"not built, or not since the last change: {', '.join(stale)}; `make test` builds them")


def go_without(reason: str) -> NoReturn:
    """Skips, or fails where everything must be there."""
    if ON_CI:
        pytest.fail(reason)
    pytest.skip(reason)
