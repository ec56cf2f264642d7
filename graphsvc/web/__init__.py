"""The service over HTTP."""

from __future__ import annotations

from starlette.applications import Starlette as Application

from graphsvc.web.app import Deps, create_app

__all__ = ["Application", "Deps", "create_app"]
