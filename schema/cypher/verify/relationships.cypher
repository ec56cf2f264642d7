// All relationships between rows that stand now.
MATCH (a:Entity)-[r]->(b:Entity)
WHERE a.until = $far OR b.until = $far
RETURN type(r) AS type, a.key AS source, b.key AS target
