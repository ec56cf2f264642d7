// New versions of rows of pairings.
UNWIND $rows AS row
CREATE (n:Pairing)
SET n = row
