// The links that stand in nodes Duty and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Duty) USING INDEX n:Duty(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.holder IS NOT NULL
WITH DISTINCT key, n.key AS source, n.holder AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'HELD_BY' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Duty) USING INDEX n:Duty(holder)
WHERE n.holder = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL
WITH DISTINCT key, n.key AS source, n.holder AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'HELD_BY' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Duty) USING INDEX n:Duty(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.place IS NOT NULL
WITH DISTINCT key, n.key AS source, n.place AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'WITHIN' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Duty) USING INDEX n:Duty(place)
WHERE n.place = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL
WITH DISTINCT key, n.key AS source, n.place AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'WITHIN' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Duty) USING INDEX n:Duty(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.category IS NOT NULL
WITH DISTINCT key, n.key AS source, n.category AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'FOR_CATEGORY' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Duty) USING INDEX n:Duty(category)
WHERE n.category = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL
WITH DISTINCT key, n.key AS source, n.category AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'FOR_CATEGORY' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
