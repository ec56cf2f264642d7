// The rows of absences that hold any of these keys in the column person.
UNWIND $keys AS key
MATCH (n:Absence) USING INDEX n:Absence(person)
WHERE n.person = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
