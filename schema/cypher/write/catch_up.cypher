// Under the lock of all writers: new snapshots show whatever was committed.
MATCH (s:Store), (p:Published)
WHERE p.revision < s.revision
SET p.revision = s.revision
