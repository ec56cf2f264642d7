// New versions of rows of persons.
UNWIND $rows AS row
CREATE (n:Person:Entity)
SET n = row
