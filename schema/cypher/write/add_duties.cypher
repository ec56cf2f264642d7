// New versions of rows of duties.
UNWIND $rows AS row
CREATE (n:Duty:Entity)
SET n = row
