"""The embedded store: one SQLite file with a change log, and an index of it in memory."""

from __future__ import annotations

from graphsvc.adapters.embedded.store import EmbeddedStore

__all__ = ["EmbeddedStore"]
