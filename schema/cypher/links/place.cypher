// The links that stand in nodes Place and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Place) USING INDEX n:Place(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.parent IS NOT NULL
WITH DISTINCT key, n.key AS source, n.parent AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'PARENT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Place) USING INDEX n:Place(parent)
WHERE n.parent = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL
WITH DISTINCT key, n.key AS source, n.parent AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'PARENT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
