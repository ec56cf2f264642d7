// The rows with these identities.
UNWIND $identities AS identity
MATCH (n:Pairing) USING INDEX n:Pairing(identity)
WHERE n.identity = identity AND n.since <= $at AND $at < n.until
RETURN collect(properties(n)) AS found
