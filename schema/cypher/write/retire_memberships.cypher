// The end of versions of rows of memberships: kept for the snapshots that still show them.
UNWIND $identities AS identity
MATCH (n:Membership) USING INDEX n:Membership(current)
WHERE n.current = identity
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
REMOVE n.current
