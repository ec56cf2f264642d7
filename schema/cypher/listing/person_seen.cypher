// A page of the keys of persons who are public contacts, and how many there are.
CALL () {
  MATCH (n:Person)
  WHERE n.since <= $at AND $at < n.until AND n.public_contact
  RETURN count(n) AS total
}
CALL () {
  MATCH (n:Person) USING INDEX n:Person(key)
  WHERE n.key > $after AND n.since <= $at AND $at < n.until AND n.public_contact
  WITH n.key AS key ORDER BY key LIMIT $limit
  RETURN collect(key) AS keys
}
RETURN keys, total
