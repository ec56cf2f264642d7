// The links that stand in nodes Post and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Post) USING INDEX n:Post(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.unit IS NOT NULL
WITH DISTINCT key, n.key AS source, n.unit AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'OF_UNIT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Post) USING INDEX n:Post(unit)
WHERE n.unit = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL
WITH DISTINCT key, n.key AS source, n.unit AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'OF_UNIT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Post) USING INDEX n:Post(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.place IS NOT NULL
WITH DISTINCT key, n.key AS source, n.place AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'LOCATED_AT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Post) USING INDEX n:Post(place)
WHERE n.place = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL
WITH DISTINCT key, n.key AS source, n.place AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'LOCATED_AT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Post) USING INDEX n:Post(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.reports_to IS NOT NULL
WITH DISTINCT key, n.key AS source, n.reports_to AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'REPORTS_TO' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Post) USING INDEX n:Post(reports_to)
WHERE n.reports_to = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL
WITH DISTINCT key, n.key AS source, n.reports_to AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'REPORTS_TO' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
