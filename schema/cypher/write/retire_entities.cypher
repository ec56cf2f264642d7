// The end of versions of rows with keys: kept for the snapshots that still show them.
UNWIND $keys AS key
MATCH (n:Entity) USING INDEX n:Entity(current)
WHERE n.current = key AND n.since < $revision
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
REMOVE n.current
