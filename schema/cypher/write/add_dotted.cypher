// What posts report to by dotted links, one node for each.
UNWIND $rows AS row
CREATE (n:Dotted {post: row[0], above: row[1], since: $revision, until: $far})
