"""A bundle larger than is comfortable: rows stream, memory is that of the keys."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMPOUNDS = 980
SCRIPT = """
import resource, sys, time
from pathlib import Path
from graphsvc.bundle.folder import read_bundle
begin = time.perf_counter()
with read_bundle(Path(sys.argv[1])) as bundle:
    print(bundle.count, time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.soak
def test_a_million_rows_are_checked_within_300_mb(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "places.csv").open("w", encoding="utf-8") as file:
        file.write("key,kind,name,parent,tags,needs\ncity,city,云汀市,,,\n")
        for compound in range(COMPOUNDS):
            # A household stands above its building, so that every parent is named before it is read.
            for building in range(20):
                own = f"city.{compound}.{building}"
                for flat in range(50):
                    file.write(f"{own}.{flat},household,{flat}室,{own},,{'elderly' if flat == 7 else ''}\n")
                file.write(f"{own},building,{building}号楼,city.{compound},lift|old,\n")
            file.write(f"city.{compound},compound,{compound}号小区,city,,\n")
    ran = subprocess.run([sys.executable, "-c", SCRIPT, tmp_path], capture_output=True, text=True, check=True)
    rows, seconds, peak = (float(part) for part in ran.stdout.split())
    with capsys.disabled():
        print(f"\n{rows:,.0f} rows, {rows / seconds:,.0f} rows/s, peak {peak / 1024:,.0f} MB")  # noqa: T201
    assert rows == 1 + COMPOUNDS * (1 + 20 * 51)
    assert peak < 300 * 1024
