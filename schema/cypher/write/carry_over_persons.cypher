// Relationships that other rows have with rows of persons which this write replaced go over to the new versions. Of those that
// a row without a key stands for, the end that they start from takes care when both ends were replaced.
UNWIND $keys AS key
MATCH (o:Entity) USING INDEX o:Entity(key)
WHERE o.key = key AND o.until = $revision
MATCH (n:Entity) USING INDEX n:Entity(current)
WHERE n.current = key
CALL (o, n) {
  MATCH (o)-[r:HOLDS]->(x)
  MATCH (y:Entity) USING INDEX y:Entity(current)
  WHERE y.current = x.key
  CREATE (n)-[c:HOLDS]->(y)
  SET c = properties(r)
}
CALL (o, n) {
  MATCH (o)-[r:MEMBER_OF]->(x)
  MATCH (y:Entity) USING INDEX y:Entity(current)
  WHERE y.current = x.key
  CREATE (n)-[c:MEMBER_OF]->(y)
  SET c = properties(r)
}
CALL (o, n) {
  MATCH (o)-[r:PAIRED_WITH]->(x)
  MATCH (y:Entity) USING INDEX y:Entity(current)
  WHERE y.current = x.key
  CREATE (n)-[c:PAIRED_WITH]->(y)
  SET c = properties(r)
}
