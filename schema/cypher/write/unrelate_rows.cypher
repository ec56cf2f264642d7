// Away with the relationships of rows without keys that this write changed or deleted.
UNWIND $rows AS row
MATCH (a:Entity) USING INDEX a:Entity(key)
WHERE a.key = row.source AND a.until >= $revision
MATCH (a)-[r:MEMBER_OF|HOLDS|ESCALATES_TO|PAIRED_WITH]->()
WHERE r.identity = row.identity
DELETE r
