// The rows with these keys, of any kind.
UNWIND $keys AS key
MATCH (n:Entity) USING INDEX n:Entity(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until
RETURN collect([labels(n), properties(n)]) AS found
