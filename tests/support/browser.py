"""How the machine's Chromium is run for looking at the pages."""

from __future__ import annotations

from typing import Final

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Without a window, and without anything that it would do on its own."""
