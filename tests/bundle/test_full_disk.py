"""A disk that takes no more is a fault of the machine, not of the bundle."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.bundle.folders import SOUND, make_folder

SCRIPT = """
import resource, sys
from pathlib import Path
from graphsvc.bundle.folder import read_bundle, write_folder
from graphsvc.domain.errors import StoreError
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
for act in (lambda: read_bundle(Path(sys.argv[1])), lambda: write_folder(Path(sys.argv[2]), {"name": "x" * 9_000}, [])):
    try:
        act()
    except StoreError as error:
        print(error.message)
"""


def test_a_full_disk_is_told_as_such_and_leaves_nothing_behind(tmp_path: Path) -> None:
    many = "".join(f"h{number},household,H,b\n" for number in range(3_000))
    bundle = make_folder(tmp_path / "bundle", {**SOUND, "places": SOUND["places"] + many})
    command: list[str | Path] = [sys.executable, "-c", SCRIPT, bundle, tmp_path / "out"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    reading, writing = ran.stdout.splitlines()
    assert "no room for temporary files" in reading
    assert "could not be written" in writing
    assert [file.name for file in tmp_path.iterdir()] == ["bundle"]
