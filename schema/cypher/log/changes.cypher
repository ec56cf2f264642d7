// The parts of a revision, in order.
MATCH (c:Change) USING INDEX c:Change(revision, part)
WHERE c.revision = $revision AND c.part >= $part
RETURN c.part AS part, c.table AS table, c.action AS action, c.payload AS payload ORDER BY part LIMIT $limit
