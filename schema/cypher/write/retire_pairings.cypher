// The end of versions of rows of pairings: kept for the snapshots that still show them.
UNWIND $identities AS identity
MATCH (n:Pairing) USING INDEX n:Pairing(current)
WHERE n.current = identity
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
REMOVE n.current
