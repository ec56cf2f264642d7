// The rows with these identities.
UNWIND $identities AS identity
MATCH (n:Absence) USING INDEX n:Absence(identity)
WHERE n.identity = identity AND n.since <= $at AND $at < n.until
RETURN collect(properties(n)) AS found
