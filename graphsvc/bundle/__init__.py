"""Bundles: the data in and out, as folders of CSV files."""
