// New versions of rows of escalations.
UNWIND $rows AS row
CREATE (n:Escalation)
SET n = row
