// A page of all rows of a table, ordered by identity.
MATCH (n:Place) USING INDEX n:Place(key)
WHERE n.key > $after AND n.since <= $at AND $at < n.until
WITH n ORDER BY n.key LIMIT $limit
RETURN collect(properties(n)) AS found
