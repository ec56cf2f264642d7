// The version that the database has; none when it was never used as a store.
OPTIONAL MATCH (s:Store)
RETURN s.schema AS schema
