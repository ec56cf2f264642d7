// The rows of units that hold any of these keys in the column covers.
UNWIND $keys AS key
MATCH (s:Covering) USING INDEX s:Covering(place)
WHERE s.place = key AND s.since <= $at AND $at < s.until
MATCH (n:Unit) USING INDEX n:Unit(key)
WHERE n.key = s.unit AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
