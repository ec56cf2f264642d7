"""Runs the command line as ``python -m graphsvc``."""

from __future__ import annotations

from graphsvc.cli import main

if __name__ == "__main__":
    main()
