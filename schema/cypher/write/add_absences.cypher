// New versions of rows of absences.
UNWIND $rows AS row
CREATE (n:Absence)
SET n = row
