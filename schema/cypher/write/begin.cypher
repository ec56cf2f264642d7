// Under the lock: the last revision, and whether this very write was already carried out.
MATCH (s:Store)
OPTIONAL MATCH (r:Revision) USING INDEX r:Revision(number)
WHERE r.number = s.revision
OPTIONAL MATCH (d:Revision) USING INDEX d:Revision(token)
WHERE d.token = $token
RETURN s.revision AS number, s.schema AS schema, d.number AS done, r.name AS name, r.timezone AS timezone,
  r.fallback_lines AS fallback_lines, r.counted AS counted, r.counts AS counts
