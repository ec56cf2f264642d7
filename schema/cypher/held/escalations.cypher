// The rows with these identities.
UNWIND $identities AS identity
MATCH (n:Escalation) USING INDEX n:Escalation(identity)
WHERE n.identity = identity AND n.since <= $at AND $at < n.until
RETURN collect(properties(n)) AS found
