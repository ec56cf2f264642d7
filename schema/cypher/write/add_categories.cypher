// New versions of rows of categories.
UNWIND $rows AS row
CREATE (n:Category:Entity)
SET n = row
