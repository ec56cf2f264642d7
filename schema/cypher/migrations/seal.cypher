// The version that the database has now; the first time also the lock and the counters.
MERGE (s:Store {one: 1})
ON CREATE SET s.revision = 0
MERGE (p:Published {one: 1})
ON CREATE SET p.revision = 0
SET s.schema = $version, p.schema = $version
