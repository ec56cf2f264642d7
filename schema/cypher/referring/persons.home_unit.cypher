// The rows of persons that hold any of these keys in the column home_unit.
UNWIND $keys AS key
MATCH (n:Person) USING INDEX n:Person(home_unit)
WHERE n.home_unit = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
