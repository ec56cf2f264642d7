// Relationships that other rows have with rows of units which this write replaced go over to the new versions. Of those that
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
  MATCH (o)<-[:OF_UNIT]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:OF_UNIT]-(x)
}
CALL (o, n) {
  MATCH (o)<-[:HOME_UNIT]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[:HOME_UNIT]-(x)
}
CALL (o, n) {
  MATCH (o)-[:HANDLES]->(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)-[:HANDLES]->(x)
}
CALL (o, n) {
  MATCH (o)<-[r:MEMBER_OF]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[c:MEMBER_OF]-(x)
  SET c = properties(r)
}
CALL (o, n) {
  MATCH (o)<-[r:ESCALATES_TO]-(x)
  WHERE x.since <= $at AND x.until = $far
  CREATE (n)<-[c:ESCALATES_TO]-(x)
  SET c = properties(r)
}
CALL (o, n) {
  MATCH (o)-[r:ESCALATES_TO]->(x)
  MATCH (y:Entity) USING INDEX y:Entity(current)
  WHERE y.current = x.key
  CREATE (n)-[c:ESCALATES_TO]->(y)
  SET c = properties(r)
}
CALL (o, n) {
  MATCH (o)-[r:PAIRED_WITH]->(x)
  MATCH (y:Entity) USING INDEX y:Entity(current)
  WHERE y.current = x.key
  CREATE (n)-[c:PAIRED_WITH]->(y)
  SET c = properties(r)
}
