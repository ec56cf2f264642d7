// What is shown of the nodes with these keys.
UNWIND $keys AS key
MATCH (n:Entity) USING INDEX n:Entity(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until
RETURN n.key AS key, labels(n) AS labels, coalesce(n.title, n.name, n.key) AS label, n.public_contact AS public,
  n.valid_from AS valid_from, n.valid_to AS valid_to
