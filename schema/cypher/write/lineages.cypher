// Lineages as they stand within this write.
UNWIND $keys AS key
MATCH (n:Entity) USING INDEX n:Entity(current)
WHERE n.current = key
RETURN collect([n.key, n.anc]) AS found
