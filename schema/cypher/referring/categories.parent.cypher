// The rows of categories that hold any of these keys in the column parent.
UNWIND $keys AS key
MATCH (n:Category) USING INDEX n:Category(parent)
WHERE n.parent = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
