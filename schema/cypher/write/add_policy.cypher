// New versions of rows of policy.
UNWIND $rows AS row
CREATE (n:Policy)
SET n = row
