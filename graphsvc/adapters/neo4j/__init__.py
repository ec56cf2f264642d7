"""The store on a Neo4j server, for deployments that outgrow one machine."""

from __future__ import annotations

from graphsvc.adapters.neo4j.server import ServerAddress
from graphsvc.adapters.neo4j.store import Neo4jStore

__all__ = ["Neo4jStore", "ServerAddress"]
