// Until all indexes can be used.
CALL db.awaitIndexes($seconds)
