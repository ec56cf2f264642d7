// The places below these: their rows as they stand within this write.
UNWIND $paths AS path
MATCH (n:Place) USING INDEX n:Place(path)
WHERE n.path STARTS WITH path AND n.until = $far
RETURN DISTINCT n.since AS since, properties(n) AS row
