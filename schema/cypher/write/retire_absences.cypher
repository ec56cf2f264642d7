// The end of versions of rows of absences: kept for the snapshots that still show them.
UNWIND $identities AS identity
MATCH (n:Absence) USING INDEX n:Absence(current)
WHERE n.current = identity
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
REMOVE n.current
