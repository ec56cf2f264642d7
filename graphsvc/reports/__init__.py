"""Reports of coverage for people and programs: a page to print, a workbook, CSV and JSON."""
