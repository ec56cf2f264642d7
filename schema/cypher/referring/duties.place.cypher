// The rows of duties that hold any of these keys in the column place.
UNWIND $keys AS key
MATCH (n:Duty) USING INDEX n:Duty(place)
WHERE n.place = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
