// New versions of rows of posts.
UNWIND $rows AS row
CREATE (n:Post:Entity)
SET n = row
