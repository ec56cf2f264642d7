// A page of the keys of places of a kind; how many there are is kept with the revision.
MATCH (n:Place) USING INDEX n:Place(key)
WHERE n.key > $after AND n.since <= $at AND $at < n.until AND n.kind = $kind
WITH n.key AS key ORDER BY key LIMIT $limit
RETURN collect(key) AS keys
