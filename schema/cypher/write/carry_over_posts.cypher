// Relationships that other rows have with rows of posts which this write replaced go over to the new versions. Of those that
// a row without a key stands for, the end that they start from takes care when both ends were replaced.
UNWIND $keys AS key
MATCH (o:Entity) USING INDEX o:Entity(key)
WHERE o.key = key AND o.until = $revision
MATCH (n:Entity) USING INDEX n:Entity(current)
WHERE n.current = key
CALL (o, n) {
  MATCH (o)<-[:REPORTS_TO]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:REPORTS_TO]-(x)
}
CALL (o, n) {
  MATCH (o)<-[:DOTTED]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:DOTTED]-(x)
}
CALL (o, n) {
  MATCH (o)-[:HANDLES]->(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)-[:HANDLES]->(x)
}
CALL (o, n) {
  MATCH (o)<-[r:HOLDS]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[c:HOLDS]-(x)
  SET c = properties(r)
}
