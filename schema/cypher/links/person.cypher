// The links that stand in nodes Person and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Person) USING INDEX n:Person(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.home_unit IS NOT NULL AND $care AND ($every OR n.public_contact)
WITH DISTINCT key, n.key AS source, n.home_unit AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'HOME_UNIT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Person) USING INDEX n:Person(home_unit)
WHERE n.home_unit = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL AND $care AND ($every OR n.public_contact)
WITH DISTINCT key, n.key AS source, n.home_unit AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'HOME_UNIT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Person) USING INDEX n:Person(key)
WHERE n.key = key AND n.since <= $at AND $at < n.until AND n.residence IS NOT NULL AND $care AND ($every OR n.public_contact)
WITH DISTINCT key, n.key AS source, n.residence AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'RESIDES_AT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Person) USING INDEX n:Person(residence)
WHERE n.residence = key AND n.since <= $at AND $at < n.until AND n.key IS NOT NULL AND $care AND ($every OR n.public_contact)
WITH DISTINCT key, n.key AS source, n.residence AS target, null AS begin, null AS end
ORDER BY source, target
RETURN 'RESIDES_AT' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
