// Relationships HOLDS of rows that this write made; they bear what the row says.
UNWIND $rows AS row
MATCH (a:Entity) USING INDEX a:Entity(current)
WHERE a.current = row[0]
MATCH (b:Entity) USING INDEX b:Entity(current)
WHERE b.current = row[1]
CREATE (a)-[r:HOLDS]->(b)
SET r = row[2]
