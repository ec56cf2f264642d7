// A page of all rows of a table, ordered by identity.
MATCH (n:Membership) USING INDEX n:Membership(identity)
WHERE n.identity > $after AND n.since <= $at AND $at < n.until
WITH n ORDER BY n.identity LIMIT $limit
RETURN collect(properties(n)) AS found
