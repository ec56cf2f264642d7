// The end of versions of rows of policy: kept for the snapshots that still show them.
UNWIND $identities AS identity
MATCH (n:Policy) USING INDEX n:Policy(current)
WHERE n.current = identity
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
REMOVE n.current
