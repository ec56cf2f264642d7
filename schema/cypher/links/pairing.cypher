// The links that stand in nodes Pairing and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Pairing) USING INDEX n:Pairing(helper)
WHERE n.helper = key AND n.since <= $at AND $at < n.until AND n.place IS NOT NULL AND $care
OPTIONAL MATCH (q:Person) USING INDEX q:Person(key)
WHERE q.key = n.helper AND q.since <= $at AND $at < q.until
WITH key, n, q WHERE $every OR coalesce(q.public_contact, true)
WITH DISTINCT key, n.helper AS source, n.place AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'PAIRED_WITH' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Pairing) USING INDEX n:Pairing(place)
WHERE n.place = key AND n.since <= $at AND $at < n.until AND n.helper IS NOT NULL AND $care
OPTIONAL MATCH (q:Person) USING INDEX q:Person(key)
WHERE q.key = n.helper AND q.since <= $at AND $at < q.until
WITH key, n, q WHERE $every OR coalesce(q.public_contact, true)
WITH DISTINCT key, n.helper AS source, n.place AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'PAIRED_WITH' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
