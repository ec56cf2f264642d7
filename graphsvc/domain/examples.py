"""Questions to start with: whoever runs the service may offer some that fit its data."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A question in both languages.

    `near` is the key of the place that it is asked from, `at` a moment as questions take it.
    """

    zh: str
    en: str
    near: str | None = None
    at: str | None = None
    urgent: bool = False
