// The end of what posts report to by dotted links.
UNWIND $keys AS key
MATCH (n:Dotted) USING INDEX n:Dotted(post)
WHERE n.post = key AND n.since < $revision AND n.until = $far
SET n.until = $revision, n.replaced_at = timestamp(), n:Replaced
