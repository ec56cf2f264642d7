// Away with the relationships of versions that this write replaced: they lead along the newest revision alone.
UNWIND $keys AS key
MATCH (o:Entity) USING INDEX o:Entity(key)
WHERE o.key = key AND o.until = $revision
MATCH (o)-[r]-()
DELETE r
