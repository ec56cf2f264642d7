// The end of versions of rows of escalations: kept for the snapshots that still show them.
UNWIND $identities AS identity
MATCH (n:Escalation) USING INDEX n:Escalation(current)
WHERE n.current = identity
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
REMOVE n.current
