// The rows of persons that hold any of these keys in the column residence.
UNWIND $keys AS key
MATCH (n:Person) USING INDEX n:Person(residence)
WHERE n.residence = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
