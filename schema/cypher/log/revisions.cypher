// Revisions after one, in order.
MATCH (r:Revision) USING INDEX r:Revision(number)
WHERE r.number > $after AND r.number <= $at
RETURN r {.*} AS row ORDER BY r.number LIMIT $limit
