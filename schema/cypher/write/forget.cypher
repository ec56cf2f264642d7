// Away with versions that no snapshot can show any more.
MATCH (n:Replaced) USING INDEX n:Replaced(replaced_at)
WHERE n.replaced_at < timestamp() - $milliseconds
WITH n LIMIT $limit
DETACH DELETE n
