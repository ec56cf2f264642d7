// The links that stand in nodes Dotted and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Dotted) USING INDEX n:Dotted(post)
WHERE n.post = key AND n.since <= $at AND $at < n.until AND n.above IS NOT NULL
WITH DISTINCT key, n.post AS source, n.above AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'DOTTED' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Dotted) USING INDEX n:Dotted(above)
WHERE n.above = key AND n.since <= $at AND $at < n.until AND n.post IS NOT NULL
WITH DISTINCT key, n.post AS source, n.above AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'DOTTED' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
