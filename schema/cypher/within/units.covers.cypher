// The rows of units that hold a place of a subtree in the column covers.
MATCH (r:Place) USING INDEX r:Place(key)
WHERE r.key = $place AND r.since <= $at AND $at < r.until
MATCH (p:Place) USING INDEX p:Place(path)
WHERE p.path STARTS WITH r.path AND p.since <= $at AND $at < p.until
MATCH (s:Covering) USING INDEX s:Covering(place)
WHERE s.place = p.key AND s.since <= $at AND $at < s.until
MATCH (n:Unit) USING INDEX n:Unit(key)
WHERE n.key = s.unit AND n.since <= $at AND $at < n.until
WITH DISTINCT n
RETURN collect(properties(n)) AS found
