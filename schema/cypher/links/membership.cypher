// The links that stand in nodes Membership and touch any of these keys: for each key, type of link and end the first in order.
UNWIND $keys AS key
MATCH (n:Membership) USING INDEX n:Membership(person)
WHERE n.person = key AND n.since <= $at AND $at < n.until AND n.unit IS NOT NULL
OPTIONAL MATCH (q:Person) USING INDEX q:Person(key)
WHERE q.key = n.person AND q.since <= $at AND $at < q.until
WITH key, n, q WHERE $every OR coalesce(q.public_contact, true)
WITH DISTINCT key, n.person AS source, n.unit AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'MEMBER_OF' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Membership) USING INDEX n:Membership(unit)
WHERE n.unit = key AND n.since <= $at AND $at < n.until AND n.person IS NOT NULL
OPTIONAL MATCH (q:Person) USING INDEX q:Person(key)
WHERE q.key = n.person AND q.since <= $at AND $at < q.until
WITH key, n, q WHERE $every OR coalesce(q.public_contact, true)
WITH DISTINCT key, n.person AS source, n.unit AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'MEMBER_OF' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Membership) USING INDEX n:Membership(person)
WHERE n.person = key AND n.since <= $at AND $at < n.until AND n.post IS NOT NULL
OPTIONAL MATCH (q:Person) USING INDEX q:Person(key)
WHERE q.key = n.person AND q.since <= $at AND $at < q.until
WITH key, n, q WHERE $every OR coalesce(q.public_contact, true)
WITH DISTINCT key, n.person AS source, n.post AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'HOLDS' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
UNION ALL
UNWIND $keys AS key
MATCH (n:Membership) USING INDEX n:Membership(post)
WHERE n.post = key AND n.since <= $at AND $at < n.until AND n.person IS NOT NULL
OPTIONAL MATCH (q:Person) USING INDEX q:Person(key)
WHERE q.key = n.person AND q.since <= $at AND $at < q.until
WITH key, n, q WHERE $every OR coalesce(q.public_contact, true)
WITH DISTINCT key, n.person AS source, n.post AS target, n.valid_from AS begin, n.valid_to AS end
ORDER BY source, target, begin, CASE WHEN end = $far THEN $near ELSE end END
RETURN 'HOLDS' AS type, collect([source, target, begin, end])[..$limit] AS firsts, key
