// The rows of posts that hold any of these keys in the column dotted.
UNWIND $keys AS key
MATCH (s:Dotted) USING INDEX s:Dotted(above)
WHERE s.above = key AND s.since <= $at AND $at < s.until
MATCH (n:Post) USING INDEX n:Post(key)
WHERE n.key = s.post AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
