// The end of what units cover.
UNWIND $keys AS key
MATCH (n:Covering) USING INDEX n:Covering(unit)
WHERE n.unit = key AND n.since < $revision AND n.until = $far
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
