// New snapshots show this revision from now on.
MATCH (p:Published)
WHERE p.revision < $revision
SET p.revision = $revision
