// The rows of persons that hold a place of a subtree in the column residence.
MATCH (r:Place) USING INDEX r:Place(key)
WHERE r.key = $place AND r.since <= $at AND $at < r.until
MATCH (p:Place) USING INDEX p:Place(path)
WHERE p.path STARTS WITH r.path AND p.since <= $at AND $at < p.until
MATCH (n:Person) USING INDEX n:Person(residence)
WHERE n.residence = p.key AND n.since <= $at AND $at < n.until
WITH DISTINCT n
RETURN collect(properties(n)) AS found
