// The rows of places that hold any of these keys in the column parent.
UNWIND $keys AS key
MATCH (n:Place) USING INDEX n:Place(parent)
WHERE n.parent = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
