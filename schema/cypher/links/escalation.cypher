// The links that stand in nodes Escalation and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Escalation) USING INDEX n:Escalation(from_unit)
WHERE n.from_unit = key AND n.since <= $at AND $at < n.until AND n.to_unit IS NOT NULL
WITH DISTINCT key, n.from_unit AS source, n.to_unit AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'ESCALATES_TO' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Escalation) USING INDEX n:Escalation(to_unit)
WHERE n.to_unit = key AND n.since <= $at AND $at < n.until AND n.from_unit IS NOT NULL
WITH DISTINCT key, n.from_unit AS source, n.to_unit AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'ESCALATES_TO' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
