"""The benchmarks: ratios and costs measured in one run, on the machine at hand. Never part of the tests.

graphsvc bench                      all of them, at 10 thousand, 200 thousand and 2 million nodes
graphsvc bench who --nodes 10000    one of them, at one size
"""

from __future__ import annotations

from graphsvc.bench.running import run

__all__ = ["run"]
