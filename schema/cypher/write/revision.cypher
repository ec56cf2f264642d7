// The revision itself, and the counter last of all.
MATCH (s:Store)
CREATE (r:Revision)
SET r = $row, s.revision = $revision
