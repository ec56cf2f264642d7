"""Seed worlds: towns for trying things out, generated; the same words and numbers give the same town."""

from __future__ import annotations

from graphsvc.seeding.world import World, seed_folder
from graphsvc.seeding.worlds import Households, Size, generate, write_world

__all__ = ["Households", "Size", "World", "generate", "seed_folder", "write_world"]
