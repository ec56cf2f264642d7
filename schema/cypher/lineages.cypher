// The lineages of places, categories and units: each from itself up to its root.
UNWIND $keys AS key
MATCH (n:Entity) USING INDEX n:Entity(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.anc IS NOT NULL
RETURN collect([n.key, n.anc]) AS found
