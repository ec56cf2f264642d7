// The rows of policy that hold any of these keys in the column category.
UNWIND $keys AS key
MATCH (n:Policy)
WHERE n.category = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
