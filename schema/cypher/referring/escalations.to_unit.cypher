// The rows of escalations that hold any of these keys in the column to_unit.
UNWIND $keys AS key
MATCH (n:Escalation) USING INDEX n:Escalation(to_unit)
WHERE n.to_unit = key AND n.since <= $at AND $at < n.until
RETURN collect([key, properties(n)]) AS found
