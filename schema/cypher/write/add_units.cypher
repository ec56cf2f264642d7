// New versions of rows of units.
UNWIND $rows AS row
CREATE (n:Unit:Entity)
SET n = row
