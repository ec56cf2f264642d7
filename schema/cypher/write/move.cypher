// The lineage of rows that this write made.
UNWIND $rows AS row
MATCH (n:Entity) USING INDEX n:Entity(current)
WHERE n.current = row.key AND n.since = $revision
SET n.anc = row.anc, n.path = row.path
