// New versions of rows of memberships.
UNWIND $rows AS row
CREATE (n:Membership)
SET n = row
