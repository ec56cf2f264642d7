// A page of the keys of the places right under one, and how many there are.
CALL () {
  MATCH (n:Place) USING INDEX n:Place(parent)
  WHERE n.since <= $at AND $at < n.until AND n.parent = $parent
  RETURN count(n) AS total
}
CALL () {
  MATCH (n:Place) USING INDEX n:Place(parent)
  WHERE n.key > $after AND n.since <= $at AND $at < n.until AND n.parent = $parent
  WITH n.key AS key ORDER BY key LIMIT $limit
  RETURN collect(key) AS keys
}
RETURN keys, total
