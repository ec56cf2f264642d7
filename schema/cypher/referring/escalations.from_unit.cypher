// The rows of escalations that hold any of these keys in the column from_unit.
UNWIND $keys AS key
MATCH (n:Escalation) USING INDEX n:Escalation(from_unit)
WHERE n.from_unit = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
