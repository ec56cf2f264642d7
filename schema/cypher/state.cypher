// The revision that snapshots are opened at, what it holds of the world as a whole, and the last that was committed.
MATCH (p:Published), (s:Store)
OPTIONAL MATCH (r:Revision) WHERE r.number = p.revision
RETURN p.revision AS number, p.schema AS schema, r.name AS name, r.timezone AS timezone, r.fallback_lines AS fallback_lines,
  r.counted AS counted, r.counts AS counts, s.revision AS committed
