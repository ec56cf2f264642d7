// The rows of posts that hold any of these keys in the column unit.
UNWIND $keys AS key
MATCH (n:Post) USING INDEX n:Post(unit)
WHERE n.unit = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
