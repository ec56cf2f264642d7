// The rows of units that hold any of these keys in the column parent.
UNWIND $keys AS key
MATCH (n:Unit) USING INDEX n:Unit(parent)
WHERE n.parent = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
