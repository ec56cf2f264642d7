"""World B is written out by hand: it is copied, not generated."""

from __future__ import annotations

import shutil
from pathlib import Path

from graphsvc.seeding.world import seed_folder


def copy_hand_written(out: Path) -> None:
    """Copy the bundle of world B to a folder that is missing or empty."""
    out.mkdir(parents=True, exist_ok=True)
    for file in sorted((seed_folder() / "B").iterdir()):
        if file.suffix in {".csv", ".json"}:
            shutil.copyfile(file, out / file.name)
