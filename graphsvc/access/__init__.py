"""Who may see and do what: one pure function decides."""

from __future__ import annotations

from graphsvc.access.decide import decide

__all__ = ["decide"]
