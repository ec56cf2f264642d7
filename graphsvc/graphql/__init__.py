"""The GraphQL API: schema, types, limits, and how errors are told."""

from __future__ import annotations

from graphsvc.graphql.api import Api, Clock, Reply
from graphsvc.graphql.schema import sdl

__all__ = ["Api", "Clock", "Reply", "sdl"]
