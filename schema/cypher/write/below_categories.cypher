// The categories below these: their rows as they stand within this write.
MATCH (n:Category)
WHERE n.until = $far AND any(key IN $keys WHERE key IN n.anc)
RETURN n.since AS since, properties(n) AS row
