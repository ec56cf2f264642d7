// New versions of rows of places.
UNWIND $rows AS row
CREATE (n:Place:Entity)
SET n = row
