// A page of the keys of a kind, in their order; how many there are is kept with the revision.
MATCH (n:Post) USING INDEX n:Post(key)
WHERE n.key > $after AND n.since <= $at AND $at < n.until
WITH n.key AS key ORDER BY key LIMIT $limit
RETURN collect(key) AS keys
