// Relationships that other rows have with rows of places which this write replaced go over to the new versions. Of those that
// a row without a key stands for, the end that they start from takes care when both ends were replaced.
UNWIND $keys AS key
MATCH (o:Entity) USING INDEX o:Entity(key)
WHERE o.key = key AND o.until = $revision
MATCH (n:Entity) USING INDEX n:Entity(current)
WHERE n.current = key
CALL (o, n) {
  MATCH (o)<-[:PARENT]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:PARENT]-(x)
}
CALL (o, n) {
  MATCH (o)<-[:COVERS]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:COVERS]-(x)
}
CALL (o, n) {
  MATCH (o)<-[:LOCATED_AT]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:LOCATED_AT]-(x)
}
CALL (o, n) {
  MATCH (o)<-[:RESIDES_AT]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:RESIDES_AT]-(x)
}
CALL (o, n) {
  MATCH (o)<-[:WITHIN]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:WITHIN]-(x)
}
CALL (o, n) {
  MATCH (o)<-[r:PAIRED_WITH]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[c:PAIRED_WITH]-(x)
  SET c = properties(r)
}
