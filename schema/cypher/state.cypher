// The revision that snapshots are opened at, and what it holds of the world as a whole.
MATCH (p:Published)
OPTIONAL MATCH (r:Revision) WHERE r.number = p.revision
RETURN p.revision AS number, p.schema AS schema, r.name AS name, r.timezone AS timezone, r.fallback_lines AS fallback_lines,
  r.counted AS counted, r.counts AS counts
