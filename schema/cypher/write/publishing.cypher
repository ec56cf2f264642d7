// The lock of those who publish.
MATCH (p:Published)
SET p.writer = $token
