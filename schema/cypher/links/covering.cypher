// The links that stand in nodes Covering and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Covering) USING INDEX n:Covering(unit)
WHERE n.unit = key AND n.since <= $at AND $at < n.until AND n.place IS NOT NULL
WITH DISTINCT key, n.unit AS source, n.place AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'COVERS' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Covering) USING INDEX n:Covering(place)
WHERE n.place = key AND n.since <= $at AND $at < n.until AND n.unit IS NOT NULL
WITH DISTINCT key, n.unit AS source, n.place AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'COVERS' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
