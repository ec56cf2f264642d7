"""Folders of CSV files: the public face of this room."""

from __future__ import annotations

from graphsvc.bundle.reading import Bundle, read_bundle
from graphsvc.bundle.writing import export_folder, write_folder

__all__ = ["Bundle", "export_folder", "read_bundle", "write_folder"]
