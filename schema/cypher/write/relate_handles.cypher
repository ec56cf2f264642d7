// Relationships HANDLES of rows that this write made.
UNWIND $rows AS row
MATCH (a:Entity) USING INDEX a:Entity(current)
WHERE a.current = row[0]
MATCH (b:Entity) USING INDEX b:Entity(current)
WHERE b.current = row[1]
CREATE (a)-[:HANDLES]->(b)
