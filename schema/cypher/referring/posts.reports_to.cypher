// The rows of posts that hold any of these keys in the column reports_to.
UNWIND $keys AS key
MATCH (n:Post) USING INDEX n:Post(reports_to)
WHERE n.reports_to = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
