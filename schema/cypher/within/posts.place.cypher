// The rows of posts that hold a place of a subtree in the column place.
MATCH (r:Place) USING INDEX r:Place(key)
WHERE r.key = $place AND r.since <= $at AND $at < r.until
MATCH (p:Place) USING INDEX p:Place(path)
WHERE p.path STARTS WITH r.path AND p.since <= $at AND $at < p.until
MATCH (n:Post) USING INDEX n:Post(place)
WHERE n.place = p.key AND n.since <= $at AND $at < n.until
WITH DISTINCT n
RETURN collect(properties(n)) AS found
